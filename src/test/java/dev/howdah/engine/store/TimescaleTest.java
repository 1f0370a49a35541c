package dev.howdah.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Targets;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A repository on a server that has TimescaleDB, which none of the carried ones has: an empty database, in which the role may create
 * the extension, named by {@code -Dhowdah.timescale=postgres://…}.
 */
@Tag("campaign")
class TimescaleTest {
    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");

    @Test
    void writesRollsUpAndDropsWhatIsTooOld() {
        String url = System.getProperty("howdah.timescale", "");
        assumeTrue(!url.isEmpty(), "no server with TimescaleDB was named");
        Surroundings nowhere = new Surroundings(Map.of(), Path.of("target"), "ann", "Linux");
        Targets targets = new Targets(nowhere, dev.howdah.engine.db.Profiles.none());
        Target place = ((Targets.Answer.Found) targets.resolve(url, null)).target();
        Servers.execute(place, "DROP SCHEMA IF EXISTS howdah_store CASCADE", "CREATE EXTENSION IF NOT EXISTS timescaledb");
        Db db = Servers.db(place);
        Retention usual = Retention.usual();
        try (Repository repository = Repository.open(place, Audits.scratch());
                Journal idle = new Journal(() -> place, usual.withFlush(Duration.ofDays(1)), Audits.scratch(), () -> START);
                Writer writer = new Writer(repository, usual, new Memories(usual))) {
            assertThat(count(db, "SELECT count(*) FROM timescaledb_information.hypertables WHERE hypertable_schema = 'howdah_store'")).isEqualTo(6);
            Recording r = new Recording(idle, Stores.target("orders", "h"), Stores.FIGURES);
            writer.write(List.of(new Entry.Facts(r, START, TargetFacts.of(r.target(), Stores.server("7", false, START)))));
            long empty = repository.bytes();
            int hours = 10;
            for (int s = 0; s < hours * 3_600; s += 600) {
                List<Entry> batch = new ArrayList<>();
                for (int i = 0; i < 600; i++) {
                    batch.add(new Entry.Sample(r, START.plusSeconds(s + i), new float[] {s + i, 1, Float.NaN}));
                }
                Instant at = START.plusSeconds(s + 599);
                for (Level level : Level.values()) {
                    batch.add(new Entry.Snapshot(r, at, at, Snapshots.ACTIVITY, level, Snapshots.pack(List.of(Stores.session(1, "SELECT 1")), List.of())));
                }
                writer.write(batch);
            }
            Instant end = START.plus(Duration.ofHours(hours));
            assertThat(repository.bytes()).as("chunks are counted").isGreaterThan(empty + 500_000);
            History history = new History(repository, Objects.requireNonNull(r.id()));
            assertThat(history.at(end.minusSeconds(60)).figures()).containsEntry("A", (double) hours * 3_600 - 60);
            writer.shortenNow(end);
            assertThat(count(db, "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_name = 'sample_fine'"))
                    .as("seconds of the last 6 h, in chunks of an hour").isBetween(6L, 7L);
            assertThat(count(db, "SELECT count(*) FROM howdah_store.sample_fine WHERE at < '" + START.plus(Duration.ofHours(3)) + "'")).isZero();
            assertThat(history.at(START.plusSeconds(1_800)).figures()).as("older by the 10 s").containsKey("A");
            writer.write(List.of(new Entry.Sample(r, end.plus(Duration.ofDays(4_000)), new float[] {1, 1, 1})));
            long before = count(db, "SELECT count(*) FROM howdah_store.sample_fine");
            writer.shortenNow(end);
            assertThat(count(db, "SELECT count(*) FROM howdah_store.sample_fine")).as("only what lies in a far future goes").isEqualTo(before - 1);
        }
    }

    private static long count(Db db, String query) {
        return db.call(h -> h.createQuery(query).mapTo(Long.class).one());
    }
}
