package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All files of resources/checks: complete, true to their columns, quiet on a healthy server, honest to a role without rights. */
class CheckFilesTest {
    private static final Set<String> TABS = Set.of("overview", "pool", "cache", "slow", "activity", "advisor", "jobs", "data", "servers");

    /** What is true of a fresh server, and no fault of the check. */
    private static final Set<String> TRUE_EVERYWHERE = Set.of("restarted-lately", "checksums-off");

    private static final Map<Integer, Set<String>> TRUE_OF = Map.of(
            14, Set.of("end-of-life", "public-create", "statistics-reset"));

    /** A standby a version is more than a build has time for: these are tried on the oldest and the newest. */
    private static final Set<String> STANDBYS = Set.of("receiver-gone", "replay-paused", "replica-lag", "replica-lag-bytes", "standby-behind", "standby-conflicts");

    @TempDir
    Path folder;

    @Test
    void idsAreUniqueAndGroupsAndTabsAreKnown() {
        List<Check> all = Checks.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(60);
        assertThat(all).extracting(Check::id).doesNotHaveDuplicates();
        assertThat(all).extracting(c -> c.manner().places().tab()).allMatch(TABS::contains);
        assertThat(all).extracting(Check::groupTitle).noneMatch(t -> t.startsWith("!"));
        assertThat(all).allSatisfy(c -> assertThat(c.words().finding()).as(c.id()).endsWith("."));
    }

    /** Each check has its planted fault on each version that it is for, standbys excepted: a file beside this test, or a test of its own that names it. */
    @Test
    void everyCheckHasAPlantedFaultOnEveryVersionThatItIsFor() throws IOException {
        Map<String, String> planted = new HashMap<>();
        for (Path p : list(FaultsTest.FAULTS, ".sql")) {
            planted.put(p.getFileName().toString().replaceFirst("\\.sql$", ""), Files.readString(p));
        }
        List<String> tests = new ArrayList<>();
        for (Path p : list(Path.of("src/test/java/dev/howdah/engine/health"), "Test.java")) {
            if (!p.endsWith("CheckFilesTest.java")) {
                tests.addAll(List.of(Files.readString(p).split("(?m)^    @(Parameterized)?Test")));
            }
        }
        List<String> bare = new ArrayList<>();
        for (Check check : Checks.all()) {
            String file = planted.get(check.id());
            for (int major = 14; major <= Servers.NEWEST; major++) {
                String version = String.valueOf(major);
                boolean inFile = file != null && major >= number(file, "from", 14) && major <= number(file, "until", 99);
                boolean inTest = tests.stream().anyMatch(t -> t.contains("finds(\"" + check.id() + "\"") && t.matches("(?s).*@ValueSource\\(ints = \\{[^}]*\\b"
                        + version + "\\b.*"));
                boolean exempt = STANDBYS.contains(check.id()) && major > 14 && major < Servers.NEWEST;
                if (!inFile && !inTest && !exempt && since(check) <= major) {
                    bare.add(check.id() + " on " + major);
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    private static int number(String file, String key, int otherwise) {
        var m = java.util.regex.Pattern.compile("(?m)^-- " + key + ":? (\\d+)").matcher(file);
        return m.find() ? Integer.parseInt(m.group(1)) : otherwise;
    }

    /** The first major version that a check is for. */
    private static int since(Check check) throws IOException {
        return number(Files.readString(Path.of("resources/checks", check.group(), check.id() + ".sql")), "needs: version", 14);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void aHealthyServerHasNoFindings(int major) {
        Map<String, String> healthy = Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on", "max_connections", "100");
        try (PgCluster server = Servers.own(major, healthy)) {
            Target target = server.target("postgres");
            Servers.execute(target, "CREATE DATABASE fresh");
            Target fresh = server.target("fresh");
            Target unprivileged = Servers.unprivileged(fresh);
            try (EnginePool pool = pool(fresh);
                    EnginePool nobody = pool(unprivileged)) {
                Db db = new Db(fresh, pool.dataSource());
                placesAreColumns(db);
                superuserSeesAll(db, major);
                nobodyIsNeverTold(new Db(unprivileged, nobody.dataSource()));
            }
        }
    }

    static EnginePool pool(Target target) {
        return new EnginePool("sampler", target, SessionSpec.sampler(), PoolSpec.sampler(), new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private void superuserSeesAll(Db db, int major) {
        Duration[] ahead = {Duration.ZERO};
        InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead[0]);
        Checks checks = new Checks(
                Checks.all(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), clock), clock);
        checks.run(db);
        ahead[0] = Duration.ofSeconds(1);
        HealthReport report = checks.run(db);
        Set<String> expected = new HashSet<>(TRUE_EVERYWHERE);
        expected.addAll(TRUE_OF.getOrDefault(major, Set.of()));
        assertThat(report.findings()).extracting(f -> f.check() + ": " + f.sentence())
                .allMatch(s -> expected.contains(s.substring(0, s.indexOf(':'))));
        assertThat(report.findings()).extracting(Finding::check).containsAll(expected);
        assertThat(report.notLooked().stream()
                        .filter(o -> !o.check().id().equals("unused") && !o.check().id().equals("subscription-errors"))
                        .map(o -> o.check().id() + ": " + o.result()))
                .isEmpty();
    }

    private void nobodyIsNeverTold(Db db) {
        HealthReport report = new Checks(Checks.all(), HealthMemory.ofThisProcess(),
                        new HealthMutes(folder.resolve("none"), Clock.systemUTC()), Clock.systemUTC())
                .run(db);
        for (Outcome o : report.outcomes()) {
            switch (o.result()) {
                case Result.Skipped s -> assertThat(s.lack().remedy() != null || o.check().id().equals("md5-passwords")
                                || s.lack().reason().contains("PostgreSQL"))
                        .as(o.check().id() + " " + s.lack())
                        .isTrue();
                case Result.Unknown u -> assertThat(u.lack().reason()).as(o.check().id())
                        .matches("needs .*|is known after a second look|1 object not seen: statistics since.*");
                case Result.Ok ok -> assertThat(o.check().manner().wants()).as(o.check().id()).isEmpty();
                case Result.Found f -> assertThat(f.findings()).isNotEmpty();
            }
        }
    }

    /** Every {place} of a sentence or statement is a column of the rows. */
    private static void placesAreColumns(Db db) {
        List<String> wrong = db.withConnection(c -> {
            List<String> missing = new ArrayList<>();
            c.setAutoCommit(false);
            try (var s = c.createStatement()) {
                s.execute("SET search_path = pg_catalog");
            }
            for (Check check : Checks.all()) {
                if (check.missing(db.server()) == null) {
                    Set<String> columns = columns(c, check);
                    columns.stream().filter(x -> x.startsWith("ERROR")).forEach(x -> missing.add(check.id() + ": " + x));
                    places(check).stream().filter(p -> !columns.contains(p)).forEach(p -> missing.add(check.id() + ": " + p));
                    if (check.measure().rate() != null && !columns.contains("total")) {
                        missing.add(check.id() + ": total");
                    }
                }
            }
            c.rollback();
            c.setAutoCommit(true);
            return missing;
        });
        assertThat(wrong).isEmpty();
    }

    private static Set<String> columns(java.sql.Connection c, Check check) throws SQLException {
        Set<String> columns = new TreeSet<>(Set.of("value"));
        try (var s = c.prepareStatement(check.statement(c.getMetaData().getDatabaseMajorVersion()))) {
            var meta = s.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnLabel(i));
            }
        } catch (SQLException e) {
            c.rollback();
            columns.add(e.getMessage());
        }
        return columns;
    }

    private static Set<String> places(Check check) {
        return Stream.of(check.words().finding(), check.words().fix(), check.words().undo())
                .filter(t -> t != null)
                .flatMap(t -> Sentences.PLACE.matcher(t).results())
                .map(r -> r.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.toString().endsWith(ending)).toList();
        }
    }
}
