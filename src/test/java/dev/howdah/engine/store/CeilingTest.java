package dev.howdah.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A target that brings far more than fits. */
class CeilingTest {
    private static final List<String> FIGURES = IntStream.range(0, 17).mapToObj(i -> "F" + i).toList();
    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");

    private final Random random = new Random(7);
    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Test
    void takesNoMoreThanItsCeilingWhateverComes() {
        flood(Duration.ofHours(10), 20);
    }

    @Test
    @Tag("campaign")
    void takesNoMoreThanItsCeilingInThirtyFourDays() {
        flood(Duration.ofDays(34), 60);
    }

    /** @param every seconds between two floods of sessions */
    private void flood(Duration time, int every) {
        Target repository = Servers.newDatabase();
        Retention retention = new Retention(Retention.LEAST, 64 << 20, Duration.ofMillis(1));
        long worst = 0;
        long offered = 0;
        try (Repository open = Repository.open(repository, Audits.scratch())) {
            Memories memories = new Memories(retention);
            try (Journal idle = new Journal(() -> repository, retention.withFlush(Duration.ofDays(1)), Audits.scratch(), now::get);
                    Writer writer = new Writer(open, retention, memories)) {
                Recording r = new Recording(idle, Stores.target("orders", "db1"), FIGURES);
                writer.write(List.of(new Entry.Facts(r, START, TargetFacts.of(r.target(), Stores.server("7", false, START)))));
                for (long s = 0; s < time.toSeconds(); s += every) {
                    List<Entry> batch = new ArrayList<>();
                    for (int i = 0; i < every; i++) {
                        batch.add(new Entry.Sample(r, START.plusSeconds(s + i), noise()));
                    }
                    Instant at = START.plusSeconds(s + every - 1);
                    Snapshots.Packed packed = Snapshots.pack(sessions(), List.of());
                    for (Level level : Level.values()) {
                        batch.add(new Entry.Snapshot(r, at, at, Snapshots.ACTIVITY, level, packed));
                        offered += packed.size();
                    }
                    writer.write(batch);
                    now.set(at);
                    if (s % 3_600 == 0) {
                        writer.shortenNow(at);
                        worst = Math.max(worst, open.bytes());
                    }
                }
                writer.shortenNow(now.get());
                worst = Math.max(worst, open.bytes());
                assertThat(memories.leftOut()).isPositive();
                History history = new History(open, Objects.requireNonNull(r.id()));
                assertThat(history.at(now.get()).figures()).hasSize(17);
                assertThat(history.at(now.get().minusSeconds(5 * 3_600)).figures()).hasSize(17);
                assertThat(open.db().<Integer, RuntimeException>call(h -> h.createQuery("SELECT count(*)::int FROM pg_inherits WHERE inhparent ="
                        + " 'howdah_store.sample_fine'::regclass").mapTo(Integer.class).one())).as("old partitions are dropped").isLessThanOrEqualTo(9);
            }
        }
        System.out.printf("%s of floods: %,d MB of sessions offered, at most %.1f MB on disk under a ceiling of %d MB%n",
                time, offered >> 20, worst / 1048576.0, retention.ceiling() >> 20);
        assertThat(worst).isLessThanOrEqualTo(retention.ceiling());
    }

    private float[] noise() {
        float[] values = new float[FIGURES.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    /** Fifty sessions whose statements are all different, also without their constants. */
    private List<Session> sessions() {
        return IntStream.range(0, 50).mapToObj(i -> Stores.session(random.nextInt(1, 60_000), "SELECT c" + Long.toHexString(random.nextLong())
                + " FROM t" + Long.toHexString(random.nextLong()))).toList();
    }
}
