package dev.howdah.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Repository;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Howdah is killed while it records: SIGKILL, no farewell. */
class SampleKillTest {
    private static final Duration MOST_LOST = Duration.ofSeconds(10);

    @Test
    @Tag("campaign")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void losesAtMostTenSecondsWheneverItIsKilled() throws Exception {
        kill(Integer.getInteger("kills", 10));
    }

    private static void kill(int times) throws Exception {
        Target target = Servers.newDatabase();
        Target repository = Servers.newDatabase();
        long worst = 0;
        for (int i = 0; i < times; i++) {
            worst = Math.max(worst, killOnce(target, repository));
        }
        System.out.printf("killed %d times at random instants: at most %.1f s of samples lost%n", times, worst / 1e3);
        assertThat(worst).isLessThanOrEqualTo(MOST_LOST.toMillis());
        try (Repository open = Repository.open(repository, Audits.scratch())) {
            assertThat(open.targets()).singleElement();
        }
    }

    /** Milliseconds between the newest sample that survived and the kill. */
    private static long killOnce(Target target, Target repository) throws Exception {
        Instant began = InstantSource.system().instant();
        Process worker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), SampleWorker.class.getName(),
                String.valueOf(target.hosts().getFirst().port()), Objects.requireNonNull(target.password()).reveal(), target.database(),
                repository.database()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            Await.until("it writes", Duration.ofMinutes(4), () -> newest(repository, target) != null
                    && Objects.requireNonNull(newest(repository, target)).isAfter(began));
            LockSupport.parkNanos(RandomGenerator.getDefault().nextLong(6_000_000_000L));
        } finally {
            worker.destroyForcibly();
        }
        Instant killed = InstantSource.system().instant();
        assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Duration.between(Objects.requireNonNull(newest(repository, target)), killed).toMillis();
    }

    private static @org.jspecify.annotations.Nullable Instant newest(Target repository, Target target) {
        List<String> there = Servers.db(repository).call(
                h -> h.createQuery("SELECT to_regclass('howdah_store.sample_coarse')::text").mapTo(String.class).list());
        if (there.getFirst() == null) {
            return null;
        }
        try (Repository open = Repository.open(repository, Audits.scratch())) {
            return open.targets().stream().filter(k -> k.database().equals(target.database())).findFirst()
                    .map(k -> new History(open, k.id()).newest()).orElse(null);
        }
    }
}
