package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advisor;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would take for ever, because somebody holds a lock, ends when it is stopped, and what was begun leaves nothing wrong behind. */
class StopTest {
    private static final Query KIND = Query.of("SELECT * FROM event WHERE kind = 77");

    @TempDir
    Path temp;

    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void theReadingOfASource() throws SQLException {
        Target source = source();
        try (Connection locking = holding(source, "LOCK TABLE pg_catalog.pg_statistic IN ACCESS EXCLUSIVE MODE")) {
            stopped(locking, () -> new CapsuleReader(InstantSource.system()).read(Servers.db(source), stop::get));
            Await.until("nothing of it waits on", () -> waiting(locking) == 0);
        }
        assertThat(TwinTest.read(source).statistics()).isNotEmpty();
    }

    /** Written into the catalogue, and made by CREATE INDEX. */
    @Test
    void theMakingOfIndexesToTry() throws SQLException {
        Capsule capsule = TwinTest.read(source());
        Capsule.Relation event = capsule.relations().stream().filter(r -> r.name().equals("event")).findFirst().orElseThrow();
        List<IndexDef> plain = List.of(IndexDef.btree(event.id(), event.qualified(), List.of("kind")));
        List<IndexDef> partial = List.of(plain.getFirst().withPredicate("kind = 77"));
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            double before = whatIf.estimate(KIND, WhatIf.Change.NONE).cost();
            try (Connection locking = holding(twin.target(), "LOCK TABLE pg_catalog.pg_class IN SHARE MODE")) {
                stopped(locking, () -> Cancellation.unless(stop::get, () -> whatIf.add(plain)));
            }
            try (Connection locking = holding(twin.target(), "LOCK TABLE event_1 IN ROW EXCLUSIVE MODE")) {
                stopped(locking, () -> Cancellation.unless(stop::get, () -> whatIf.add(partial)));
            }
            assertThat(whatIf.estimate(KIND, WhatIf.Change.NONE).cost()).isEqualTo(before);
            for (List<IndexDef> index : List.of(plain, partial)) {
                WhatIf.Hypothetical h = whatIf.add(index).getFirst();
                assertThat(h.problem()).isNull();
                assertThat(whatIf.estimate(KIND, WhatIf.Change.add(List.of(h.handle()))).cost()).isLessThan(before / 2);
            }
        }
    }

    @Test
    void aSearchInTheMiddleOfMakingItsCandidates() {
        Capsule capsule = TwinTest.read(source());
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            CompletableFuture<Void> until = new CompletableFuture<>();
            IndexAdvice advice = new Advisor(capsule, whatIf, 2).advise(
                    Workload.parse("SELECT * FROM event WHERE kind = 77 AND other > 5 ORDER BY other; SELECT other FROM event WHERE kind = 3"),
                    AdviceOptions.DEFAULT.withLimit(Duration.ofHours(1)),
                    p -> {
                        // the first answer is there: now nobody may make an index
                        if (!until.isDone()) {
                            Connection locking = holding(twin.target(), "LOCK TABLE pg_catalog.pg_class IN SHARE MODE");
                            CompletableFuture.runAsync(() -> {
                                Await.until("the next candidates wait", () -> waiting(locking) > 0);
                                stop.set(true);
                            }, task -> Thread.ofVirtual().start(task)).handle((done, failed) -> failed);
                            until.complete(null);
                        }
                    },
                    stop::get);
            assertThat(stop).isTrue();
            assertThat(advice.proposals()).extracting(p -> p.index().keys().getFirst().column()).contains("kind");
            assertThat(advice.figures().relativeCost()).isLessThan(1);
        }
    }

    private static Target source() {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE event (id bigint NOT NULL, day int NOT NULL, kind int, other int, note text) PARTITION BY LIST (day)",
                "CREATE TABLE event_0 PARTITION OF event FOR VALUES IN (0)",
                "CREATE TABLE event_1 PARTITION OF event FOR VALUES IN (1)",
                "INSERT INTO event SELECT i, i % 2, i % 500, i % 700, repeat('n', 80) FROM generate_series(1, 40000) i",
                "VACUUM ANALYZE");
        return source;
    }

    private void stopped(Connection where, Supplier<?> work) {
        stop.set(false);
        CompletableFuture<?> running = CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
        Await.until("it waits for the lock", () -> waiting(where) > 0);
        stop.set(true);
        assertThatThrownBy(running::join).cause().isInstanceOf(CancellationException.class);
    }

    /** A transaction that holds a lock. */
    private static Connection holding(Target where, String lock) {
        try {
            Connection c = Connections.open(where, SessionSpec.batch());
            c.setAutoCommit(false);
            Sending.execute(c, lock);
            return c;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many locks of this database are waited for. */
    private static long waiting(Connection c) {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT count(*) FROM pg_catalog.pg_locks WHERE NOT granted AND database = "
                        + "(SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())")) {
            r.next();
            return r.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
