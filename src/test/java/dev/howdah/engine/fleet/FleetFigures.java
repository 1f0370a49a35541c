package dev.howdah.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it costs to watch 1, 10 and 50 databases of one server and to record them in another. */
@Tag("campaign")
class FleetFigures {
    private static final int SECONDS = Integer.getInteger("fleet.seconds", 30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void ofOneTenAndFifty() throws Exception {
        try (PgCluster server = Servers.own(18, Map.of("max_connections", "120"));
                PgCluster repository = Servers.own(18, Map.of())) {
            Target target = server.target("postgres");
            Servers.execute(target, IntStream.range(0, 50).mapToObj(i -> "CREATE DATABASE d" + i).toArray(String[]::new));
            figures("every second, all of a replay", new FleetSpec(Duration.ofSeconds(1), true, Rhythm.HALF_PERCENT), server, repository);
            figures("every 5 s, vital figures", FleetSpec.glance(), server, repository);
        }
    }

    private static void figures(String what, FleetSpec spec, PgCluster server, PgCluster repository) throws Exception {
        for (int n : List.of(1, 10, 50)) {
            Target place = repository.target("postgres");
            try (Journal journal = new Journal(() -> place, Retention.usual(), Audits.scratch(), InstantSource.system());
                    Fleet fleet = new Fleet(spec, journal, InstantSource.system())) {
                long before = memory();
                for (int i = 0; i < n; i++) {
                    fleet.add(server.target("d" + i).withName("d" + i));
                }
                Await.until("all answer", PATIENCE, () -> fleet.members().stream().allMatch(m -> m.state() == Member.State.UP));
                pause(5);
                Db db = Servers.db(server.target("postgres"));
                double backends = backends(db);
                long client = cpu();
                long repo = processes(repository);
                pause(SECONDS);
                double serverCost = (backends(db) - backends) / SECONDS;
                double clientCost = (cpu() - client) / 1e6 / SECONDS;
                double repoCost = (processes(repository) - repo) * 10.0 / SECONDS;
                long heap = memory() - before;
                List<Member> all = fleet.members();
                double slowest = all.stream().mapToDouble(m -> m.pace().factor()).max().orElse(1);
                double oldest = all.stream().mapToDouble(m -> m.age() == null ? Double.NaN : m.age().toMillis() / 1e3).max().orElse(Double.NaN);
                System.out.printf("%s, %d targets: server %.2f ms CPU/s (%.3f a target), client %.2f ms CPU/s, heap %+.1f MB, repository %.1f ms CPU/s,"
                        + " oldest sample %.1f s, slowed %.1f times%n", what, n, serverCost, serverCost / n, clientCost, heap / 1048576.0, repoCost,
                        oldest, slowest);
                assertThat(all).hasSize(n);
            }
        }
    }

    private static void pause(int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    /** Milliseconds of CPU of the server processes that serve samplers. */
    private static double backends(Db db) {
        List<Integer> pids = db.call(h -> h.createQuery("SELECT pid FROM pg_stat_activity WHERE application_name = 'howdah/sampler'")
                .mapTo(Integer.class).list());
        return pids.stream().mapToLong(p -> ticks(p)).sum() * 10.0;
    }

    private static long processes(PgCluster server) {
        return ProcessHandle.of(server.pid()).stream().flatMap(ProcessHandle::descendants).mapToLong(p -> ticks(p.pid())).sum();
    }

    /** Hundredths of a second of CPU, user and system. */
    private static long ticks(long pid) {
        try {
            String[] parts = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst(".*\\) ", "").split(" ");
            return Long.parseLong(parts[11]) + Long.parseLong(parts[12]);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long memory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
