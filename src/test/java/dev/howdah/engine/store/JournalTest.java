package dev.howdah.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Signals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final Retention QUICK = new Retention(Retention.usual().ceiling(), 1 << 20, Duration.ofSeconds(1));
    /** Whole ten minutes ago, so that blocks are whole. */
    private final Instant start = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600 - 1_200);

    private static Journal journal(Target repository) {
        return new Journal(() -> repository, QUICK, Audits.scratch(), InstantSource.system());
    }

    private static Recording recording(Journal journal, String name, Instant at) {
        Recording r = journal.record(Stores.target(name, "db1"), Stores.FIGURES);
        r.connected(at, Stores.server("77", false, Stores.STARTED));
        return r;
    }

    private static History history(Journal journal, Recording recording) {
        return Objects.requireNonNull(journal.history(recording));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void keepsFiguresSecondBySecondAndRollsThemUp(int major) {
        Target repository = Servers.newDatabase(major);
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            for (int i = 0; i < 700; i++) {
                r.figures(start.plusSeconds(i), new double[] {i, i % 10, Double.NaN});
            }
            Stores.written(journal, start.plusSeconds(699));
            History history = history(journal, r);
            Span seconds = history.between(start.plusSeconds(100), start.plusSeconds(110), Duration.ofSeconds(1), Stores.FIGURES);
            assertThat(seconds.means().get("A")).containsExactly(100, 101, 102, 103, 104, 105, 106, 107, 108, 109);
            assertThat(seconds.means().get("C")).containsOnly(Double.NaN);
            Span minutes = history.between(start, start.plusSeconds(600), Duration.ofMinutes(1), Stores.FIGURES);
            assertThat(minutes.means().get("A")).containsExactly(29.5, 89.5, 149.5, 209.5, 269.5, 329.5, 389.5, 449.5, 509.5, 569.5);
            assertThat(minutes.peaks().get("A")).startsWith(59, 119);
            assertThat(minutes.means().get("B")).containsOnly(4.5);
            Moment moment = history.at(start.plusSeconds(333));
            assertThat(moment.figures()).isEqualTo(Map.of("A", 333.0, "B", 3.0));
            assertThat(moment.level()).isEqualTo(Level.FINE);
            assertThat(history.oldest()).isEqualTo(start);
            assertThat(history.newest()).isEqualTo(start.plusSeconds(700));
            Db db = Servers.db(repository);
            assertThat(count(db, "sample_middle")).isEqualTo(11);
            assertThat(count(db, "sample_coarse")).isEqualTo(1);
            // What is no longer there by the second is there by the minute.
            db.execute("DELETE FROM howdah_store.sample_fine");
            assertThat(history.at(start.plusSeconds(333)).figures()).containsEntry("A", 334.5);
            assertThat(history.between(start, start.plusSeconds(20), Duration.ofSeconds(1), List.of("A")).means().get("A")).startsWith(4.5, 4.5);
        }
    }

    private static int count(Db db, String table) {
        return db.call(h -> h.createQuery("SELECT count(*) FROM howdah_store." + table).mapTo(Integer.class).one());
    }

    @Test
    void bringsBackSessionsLocksAndStatementsOfAMoment() {
        Target repository = Servers.newDatabase();
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.activity(start.plusSeconds(5), List.of(Stores.session(7, "SELECT * FROM t WHERE secret = 'swordfish'")), List.of(Stores.blocking(7, 8)));
            r.activity(start.plusSeconds(10), List.of(), List.of());
            double[] counters = new double[32];
            counters[0] = 12;
            counters[4] = 3.25;
            counters[31] = Double.NaN;
            r.statements(start, start.plusSeconds(60), Level.MIDDLE, List.of(new StatementLine(10, 5, -3, true, "SELECT $1", counters)));
            Stores.written(journal, start.plusSeconds(60));
            History history = history(journal, r);
            Moment moment = history.at(start.plusSeconds(8));
            assertThat(moment.activityAt()).isEqualTo(start.plusSeconds(5));
            assertThat(moment.sessions()).singleElement().satisfies(s -> {
                assertThat(s.pid()).isEqualTo(7);
                assertThat(s.query()).isEqualTo("SELECT * FROM t WHERE secret = ?");
                assertThat(s.backendStart()).isEqualTo(Stores.STARTED);
            });
            assertThat(moment.waits()).singleElement().satisfies(w -> assertThat(w.blockers()).containsExactly(8));
            assertThat(moment.statements()).singleElement().satisfies(l -> {
                assertThat(l.text()).isEqualTo("SELECT $1");
                assertThat(l.queryId()).isEqualTo(-3);
                assertThat(l.counters()).containsExactly(counters);
            });
            assertThat(history.at(start.plusSeconds(12)).sessions()).isEmpty();
            assertThat(history.statements(start, start.plusSeconds(60))).hasSize(1);
        }
        List<String> texts = Servers.db(repository).call(
                h -> h.createQuery("SELECT text FROM howdah_store.statement_text").mapTo(String.class).list());
        assertThat(texts).isNotEmpty().noneMatch(t -> t.contains("swordfish"));
    }

    @Test
    void keepsSettingsAndTellsWhatChanged() {
        Target repository = Servers.newDatabase();
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.settings(start, Map.of("work_mem", "4MB", "x.y", "1"));
            r.settings(start.plusSeconds(60), Map.of("work_mem", "64MB"));
            r.annotate(start.plusSeconds(90), Annotation.Kind.DEPLOY, "release 7", "ann");
            Stores.written(journal, start.plusSeconds(90));
            History history = history(journal, r);
            assertThat(history.settings(start.plusSeconds(30))).isEqualTo(Map.of("work_mem", "4MB", "x.y", "1"));
            assertThat(history.settings(start.plusSeconds(61))).isEqualTo(Map.of("work_mem", "64MB"));
            assertThat(history.annotations(start, start.plusSeconds(100))).extracting(Annotation::text)
                    .containsExactly("work_mem: 4MB → 64MB", "x.y: 1 → -", "release 7");
        }
    }

    @Test
    void oneOfTwoConsolesWritesATargetAndTheOtherTakesOver() {
        Target repository = Servers.newDatabase();
        try (Journal second = journal(repository)) {
            Recording later;
            try (Journal first = journal(repository)) {
                Recording r = recording(first, "orders", start);
                r.figures(start, new double[] {1, 1, 1});
                Stores.written(first, start);
                later = recording(second, "orders", start);
                later.figures(start, new double[] {9, 9, 9});
                later.figures(start.plusSeconds(1), new double[] {9, 9, 9});
                Stores.written(second, start.plusSeconds(1));
                assertThat(history(first, r).at(start).figures()).containsEntry("A", 1.0);
            }
            Await.until("the next one is written, and what was held back", () -> {
                later.figures(start.plusSeconds(2), new double[] {3, 3, 3});
                second.flush();
                Span all = history(second, later).between(start, start.plusSeconds(3), Duration.ofSeconds(1), List.of("A"));
                return java.util.Arrays.equals(all.means().get("A"), new double[] {1, 9, 3});
            });
        }
    }

    @Test
    void buffersWhileTheRepositoryIsAwayAndSaysSo() {
        PgCluster server = Servers.own(18, Map.of());
        Target repository = server.target("postgres");
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.figures(start, new double[] {0, 0, 0});
            Stores.written(journal, start);
            server.close();
            for (int i = 1; i < 60; i++) {
                r.figures(start.plusSeconds(i), new double[] {i, 0, 0});
            }
            journal.flush();
            Await.until("said", () -> journal.state() instanceof Journal.State.Away a && a.waiting() >= 59);
            assertThat(((Journal.State.Away) journal.state()).lost()).isZero();
            assertThat(((Journal.State.Away) journal.state()).problem().lostConnection()).isTrue();
            for (int i = 60; i < 20_000; i++) {
                r.figures(start.plusSeconds(i), new double[] {i, 0, 0});
            }
            Await.until("bounded and counted", () -> {
                journal.flush();
                return journal.state() instanceof Journal.State.Away a && a.lost() > 1_000 && a.waiting() < 15_000;
            });
        }
    }

    @Test
    void aPausedRepositoryHoldsNobodyUpAndLosesNothing() throws Exception {
        PgCluster server = Servers.own(18, Map.of());
        Target repository = server.target("postgres");
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.figures(start, new double[] {0, 0, 0});
            Stores.written(journal, start);
            List<Long> pids = Signals.processes(server);
            Signals.send("STOP", pids);
            try {
                for (int i = 1; i < 120; i++) {
                    r.figures(start.plusSeconds(i), new double[] {i, 0, 0});
                }
                journal.flush();
            } finally {
                Signals.send("CONT", pids);
            }
            Stores.written(journal, start.plusSeconds(119));
            assertThat(history(journal, r).between(start, start.plusSeconds(120), Duration.ofSeconds(1), List.of("A")).means().get("A"))
                    .doesNotContain(Double.NaN).hasSize(120);
        } finally {
            server.close();
        }
    }

    @Test
    void writesWhatWaitedWhenTheDiskHasRoomAgain() {
        PgCluster server = Servers.own(18, Map.of());
        Target repository = server.target("postgres");
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.figures(start, new double[] {0, 0, 0});
            Stores.written(journal, start);
            Servers.execute(repository, "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END$$",
                    "CREATE TRIGGER full_disk BEFORE INSERT ON howdah_store.sample_fine FOR EACH ROW EXECUTE FUNCTION full_disk()");
            for (int i = 1; i < 120; i++) {
                r.figures(start.plusSeconds(i), new double[] {i, 0, 0});
            }
            journal.flush();
            Await.until("a full disk is said", () -> journal.state() instanceof Journal.State.Away a && a.problem().detail().contains("No space"));
            Servers.execute(repository, "DROP TRIGGER full_disk ON howdah_store.sample_fine");
            Stores.written(journal, start.plusSeconds(119));
            assertThat(history(journal, r).between(start, start.plusSeconds(120), Duration.ofSeconds(1), List.of("A")).means().get("A"))
                    .as("nothing is lost, nothing twice").doesNotContain(Double.NaN).hasSize(120);
        } finally {
            server.close();
        }
    }

    @Test
    void theNewestMomentIsNotThatOfAStretchWhichWasToldAfterwards() {
        Target repository = Servers.newDatabase();
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.gauges(start, Map.of("pool.engine.lent", 1.0));
            r.figures(start.plusSeconds(60), new double[] {1, 2, 3});
            r.gauges(start.plusSeconds(60), Map.of("pool.engine.lent", 2.0));
            Stores.written(journal, start.plusSeconds(60));
        }
    }

    @Test
    void refusesARepositoryOfANewerHowdahAndSaysSo() {
        Target repository = Servers.newDatabase();
        Repository.open(repository, Audits.scratch()).close();
        Servers.execute(repository, "UPDATE howdah_store.layout SET number = 2");
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.figures(start, new double[] {0, 0, 0});
            Await.until("refused", () -> journal.state() instanceof Journal.State.Refused);
            assertThat(((Journal.State.Refused) journal.state()).sentence()).contains("belongs to a newer Howdah").contains("layout 2");
            assertThat(count(Servers.db(repository), "target")).isZero();
        }
    }

    @Test
    void goesOnBesideANewerHowdahThatOnlyAddedThings() {
        Target repository = Servers.newDatabase();
        Repository.open(repository, Audits.scratch()).close();
        Servers.execute(repository, "ALTER TABLE howdah_store.target ADD COLUMN colour text",
                "INSERT INTO howdah_store.flyway_schema_history SELECT 99, '2', 'colours', type, 'V2__colours.sql', 1, installed_by, now(), 1, true"
                        + " FROM howdah_store.flyway_schema_history WHERE version = '1'",
                "INSERT INTO howdah_store.annotation (at, kind, text, author) VALUES (now(), 'ECLIPSE', 'new kind', '')");
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.figures(start, new double[] {0, 0, 0});
            Stores.written(journal, start);
            assertThat(history(journal, r).annotations(start, InstantSource.system().instant().plusSeconds(60)))
                    .singleElement().extracting(Annotation::kind).isEqualTo(Annotation.Kind.NOTE);
        }
    }

    @Test
    void aClockThatGoesBackOverwritesWhatItSaidBefore() {
        Target repository = Servers.newDatabase();
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            for (int i = 0; i < 130; i++) {
                r.figures(start.plusSeconds(i), new double[] {1, 0, 0});
            }
            for (int i = 60; i < 190; i++) {
                r.figures(start.plusSeconds(i), new double[] {2, 0, 0});
            }
            Stores.written(journal, start.plusSeconds(189));
            History history = history(journal, r);
            assertThat(history.between(start, start.plusSeconds(180), Duration.ofMinutes(1), List.of("A")).means().get("A"))
                    .containsExactly(1, 2, 2);
            assertThat(history.annotations(start, start.plusSeconds(200))).singleElement()
                    .satisfies(a -> assertThat(a.text()).contains("went back by 69 s"));
        }
    }

    @Test
    void aTargetKeepsItsIdentityThroughAFailoverARestartAndAnotherPort() {
        Target repository = Servers.newDatabase();
        try (Journal journal = journal(repository)) {
            Recording r = recording(journal, "orders", start);
            r.figures(start, new double[] {1, 0, 0});
            r.connected(start.plusSeconds(10), Stores.server("77", true, Stores.STARTED.plusSeconds(100)));
            r.figures(start.plusSeconds(11), new double[] {2, 0, 0});
            Stores.written(journal, start.plusSeconds(11));
            assertThat(history(journal, r).annotations(Stores.STARTED, start.plusSeconds(20))).extracting(Annotation::kind)
                    .containsExactly(Annotation.Kind.RESTART, Annotation.Kind.FAILOVER);
            Integer id = r.id();
            r.close();
            Recording moved = journal.record(Stores.target("orders", "db2"), Stores.FIGURES);
            moved.connected(start.plusSeconds(20), Stores.server("77", false, Stores.STARTED));
            Recording replica = journal.record(Stores.target("orders-replica", "db3"), Stores.FIGURES);
            replica.connected(start.plusSeconds(21), Stores.server("77", true, Stores.STARTED));
            Stores.written(journal, start.plusSeconds(21));
            assertThat(moved.id()).isEqualTo(id);
            assertThat(replica.id()).as("another name at another address is watched for itself").isNotEqualTo(id);
        }
    }
}
