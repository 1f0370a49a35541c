package dev.howdah.engine.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.systems.suite.Suite;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneClickTest {
    private static final List<SampleSystem> ALL = Suite.all();
    private static final SeedSpec MINIMAL = new SeedSpec(0, 1, Clock.systemUTC().instant());

    private final Target target = Servers.newDatabase();
    private final OneClick oneClick = new OneClick(target, Audits.scratch());

    @BeforeEach
    void disposable() {
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
    }

    @Test
    void resetMakesAllFiveAndIsWhole() {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        long start = System.nanoTime();
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        System.out.println("reset: " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        assertThat(oneClick.check(ALL)).isEmpty();
        assertThat(oneClick.verify(ALL)).isEmpty();
        assertThat(count("trainingmonkey.activities")).isEqualTo(491);
        assertThat(count("skillsprint.skills")).isEqualTo(5);
        assertThat(count("skillsprint.resources")).isEqualTo(3);
        assertThat(count("information_schema.columns WHERE table_schema = 'trainingmonkey' AND table_name = 'user_settings'"))
                .isEqualTo(70);
    }

    @Test
    void migrationsNamedAreAllThatThereAre() throws IOException {
        for (SampleSystem s : ALL) {
            try (Stream<Path> files = Files.list(Path.of("resources/systems", s.name()))) {
                assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("V")).sorted())
                        .containsExactlyElementsOf(s.migrations());
            }
        }
    }

    @Test
    void bothSeedsMakeTheSameRowsAndMayBeStartedAgain() {
        SeedSpec spec = new SeedSpec(0, 5, MINIMAL.asOf());
        OneClick.Seeded first = oneClick.seed(ALL, spec, true, "", Progress.silent());
        assertThat(first.rows()).isPositive();
        List<String> fast = ALL.stream().map(this::fingerprint).toList();
        assertThat(oneClick.seed(ALL, spec, true, "", Progress.silent()).rows()).isZero();
        assertThat(oneClick.seed(ALL, spec, false, "", Progress.silent()).rows()).isZero();
        ALL.forEach(s -> Servers.execute(target, "DROP SCHEMA " + s.name() + " CASCADE"));
        assertThat(oneClick.seed(ALL, spec, false, "", Progress.silent()).rows()).isEqualTo(first.rows());
        assertThat(ALL.stream().map(this::fingerprint)).containsExactlyElementsOf(fast);
    }

    @Test
    void aSeedMayGrowAndStaysRight() {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        oneClick.seed(ALL, new SeedSpec(1, 1, MINIMAL.asOf()), true, "", Progress.silent());
        assertThat(oneClick.verify(ALL)).isEmpty();
        assertThat(oneClick.check(ALL)).isEmpty();
    }

    @Test
    void aSeedInterruptedAnywhereCanBeStartedAgain() {
        SeedSpec spec = new SeedSpec(1, 1, MINIMAL.asOf());
        List<SampleSystem> one = Suite.named(List.of("skillsprint"));
        for (long at : new long[] {1, 900, 3000}) {
            for (boolean fast : new boolean[] {false, true}) {
                long[] steps = {0};
                assertThatThrownBy(() -> oneClick.seed(one, spec, fast, "", (step, done, total) -> {
                    steps[0]++;
                    if (fast || steps[0] == at) {
                        throw new IllegalStateException("interrupted");
                    }
                })).hasMessage("interrupted");
            }
        }
        oneClick.seed(one, spec, true, "", Progress.silent());
        List<String> after = one.stream().map(this::fingerprint).toList();
        Servers.execute(target, "DROP SCHEMA skillsprint CASCADE");
        oneClick.seed(one, spec, true, "", Progress.silent());
        assertThat(one.stream().map(this::fingerprint)).containsExactlyElementsOf(after);
    }

    @Test
    void checkNamesEveryPlantedFault() {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        Servers.execute(target,
                "ALTER TABLE skillsprint.resources DROP CONSTRAINT resources_url_key",
                "ALTER TABLE jumpstart.posts ALTER COLUMN title TYPE varchar(200)",
                "ALTER TABLE learnpath.users DROP COLUMN token",
                "CREATE TABLE paintstudio.stray (id int)",
                "DELETE FROM trainingmonkey.activities WHERE id > 400",
                "ALTER TABLE paintstudio.users ALTER COLUMN name DROP NOT NULL");
        assertThat(oneClick.check(ALL)).extracting(d -> d.kind() + " " + d.system() + " " + d.part()).contains(
                "missing skillsprint constraint resources.resources_url_key",
                "missing skillsprint index resources_url_key",
                "different jumpstart column posts.title",
                "missing learnpath column users.token",
                "unexpected paintstudio table stray",
                "rows trainingmonkey table activities",
                "different paintstudio column users.name");
    }

    @Test
    void verifyFindsAndCleanupMendsPlantedRows() {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        assertThat(oneClick.cleanup(ALL, true, "")).allMatch(c -> c.rows() == 0);
        Servers.execute(target,
                "ALTER TABLE skillsprint.resources DROP CONSTRAINT resources_url_key, DROP CONSTRAINT resources_type_check",
                "INSERT INTO skillsprint.resources (skill_id, title, url, type) SELECT 1, 'again', url, 'article' FROM skillsprint.resources LIMIT 2",
                "INSERT INTO skillsprint.resources (skill_id, title, url, type) VALUES (1, 'odd', 'https://odd', 'video')",
                "SET session_replication_role = replica; INSERT INTO skillsprint.skill_progress (user_id, skill_id, level) VALUES (99, 1, 5)");
        assertThat(oneClick.verify(ALL)).extracting(OneClick.Finding::rule).containsOnly(
                "Every resource's URL is unique", "Every resource is a documentation, an article or a course",
                "Every progress, resource and experience belongs to something");
        long preview = oneClick.cleanup(ALL, true, "").stream().mapToLong(OneClick.Cleaned::rows).sum();
        assertThat(preview).isEqualTo(3);
        assertThat(oneClick.verify(ALL)).hasSize(4);
        oneClick.cleanup(ALL, false, "");
        assertThat(oneClick.verify(ALL)).extracting(OneClick.Finding::what).containsExactly("video");
    }

    @Test
    void cleanupTakesUnusedTablesAndIndexesAwayAfterAPreview() {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        oneClick.indexed(Suite.named(List.of("paintstudio")), true, "", Progress.silent());
        Servers.execute(target,
                "CREATE TABLE paintstudio.\"left Over\" (id int PRIMARY KEY)",
                "CREATE INDEX stray ON jumpstart.posts (title)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'jumpstart.stray'::regclass");
        List<OneClick.Cleaned> preview = oneClick.cleanup(ALL, true, "").stream().filter(c -> c.rows() > 0).toList();
        assertThat(preview).extracting(OneClick.Cleaned::what)
                .containsExactlyInAnyOrder("Table left Over, no part of the system", "Index stray, no part of the system or broken");
        assertThat(oneClick.check(ALL)).isNotEmpty();
        oneClick.cleanup(ALL, false, "");
        assertThat(oneClick.check(ALL)).isEmpty();
    }

    @Test
    void nothingIsTouchedWithoutTheMarkerInProductionOrUnderAWrongName() {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        String before = fingerprint(ALL.get(2));
        for (Environment e : Environment.values()) {
            OneClick other = new OneClick(target.withEnvironment(e), Audits.scratch());
            if (e != Environment.SANDBOX) {
                refused(() -> other.reset(ALL, MINIMAL, "wrong", Progress.silent()));
                refused(() -> other.seed(ALL, new SeedSpec(1, 9, MINIMAL.asOf()), true, "", Progress.silent()));
                refused(() -> other.cleanup(ALL, false, ""));
                refused(() -> other.indexed(ALL, true, "", Progress.silent()));
            }
        }
        Servers.execute(target, "DELETE FROM howdah.marker");
        refused(() -> oneClick.reset(ALL, MINIMAL, target.database(), Progress.silent()));
        assertThat(fingerprint(ALL.get(2))).isEqualTo(before);
    }

    /** Not by its own doing: the server ends its session at any step. */
    @Test
    void aSeedWhoseSessionIsEndedAnywhereCanBeStartedAgain() {
        SeedSpec spec = new SeedSpec(1, 1, MINIMAL.asOf());
        List<SampleSystem> one = Suite.named(List.of("skillsprint"));
        for (boolean fast : new boolean[] {false, true}) {
            for (int at : fast ? new int[] {1, 3} : new int[] {1, 1200}) {
                int[] steps = {0};
                assertThatThrownBy(() -> oneClick.seed(one, spec, fast, "", (step, done, total) -> {
                    if (++steps[0] == at) {
                        Servers.execute(target, "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
                    }
                })).as("step " + at + (fast ? " fast" : " standard")).isInstanceOf(DbException.class);
            }
        }
        oneClick.seed(one, spec, true, "", Progress.silent());
        assertThat(oneClick.check(one)).isEmpty();
        List<String> after = one.stream().map(this::fingerprint).toList();
        Servers.execute(target, "DROP SCHEMA skillsprint CASCADE");
        oneClick.seed(one, spec, true, "", Progress.silent());
        assertThat(one.stream().map(this::fingerprint)).containsExactlyElementsOf(after);
    }

    @Test
    void ofTwoResetsAtOnceOneIsTurnedAwayAndTheOtherIsWhole() {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> oneClick.reset(ALL, MINIMAL, "", (step, done, total) -> {
            inside.complete(null);
            goOn.join();
        }), task -> Thread.ofVirtual().start(task));
        inside.join();
        assertThatThrownBy(() -> oneClick.reset(ALL, MINIMAL, "", Progress.silent())).hasMessageContaining("under way");
        goOn.complete(null);
        first.join();
        assertThat(oneClick.check(ALL)).isEmpty();
    }

    @Test
    void resetCutsSessionsThatAreInTheWay() throws SQLException {
        oneClick.reset(ALL, MINIMAL, "", Progress.silent());
        var source = new DirectDataSource(target, SessionSpec.engine());
        Workbench bench = new Workbench(target, source, source, SystemCache.none());
        try (Connection holder = Connections.open(target, SessionSpec.interactive());
                Traffic traffic = new Traffic(bench, ALL, TrafficSpec.all(ALL, Way.BASELINE, 100, 4))) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("UPDATE jumpstart.posts SET title = 'x'");
            assertThat(oneClick.preview(ALL).cut()).isNotEmpty();
            oneClick.reset(ALL, MINIMAL, "", Progress.silent());
            assertThat(holder.isValid(1)).isFalse();
            assertThat(traffic.stats()).isNotNull();
        }
        assertThat(oneClick.check(ALL)).isEmpty();
    }

    private static void refused(Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(JobException.class,
                e -> assertThat(e.kind()).isEqualTo(JobException.Kind.REFUSED));
    }

    private String fingerprint(SampleSystem system) {
        StringBuilder all = new StringBuilder();
        for (SeedTable t : system.tables()) {
            all.append(text("SELECT '" + t.name() + "' || count(*) || coalesce(md5(string_agg(x::text, ',' ORDER BY x::text)), '') FROM (SELECT "
                    + String.join(", ", t.columns()) + " FROM " + system.qualified(t.name()) + ") x"));
        }
        return all.toString();
    }

    private long count(String from) {
        return Long.parseLong(text("SELECT count(*) FROM " + from));
    }

    private String text(String sql) {
        try (Connection c = Connections.open(target, SessionSpec.interactive());
                var s = c.createStatement();
                var r = s.executeQuery(sql)) {
            r.next();
            return r.getString(1);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }
}
