package dev.howdah.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    // statements of one shape have one number in all databases of a server, whatever their columns are called
    private static final String MINE = "SELECT 'one' AS mine" + ", 1".repeat(41);
    private static final String OTHER = "SELECT 'two' AS other" + ", 1".repeat(42);
    private static final String WINDOWS = "SELECT 'windows' AS w" + ", 1".repeat(43);

    @TempDir
    Path folder;

    static Stream<String> versions() {
        return Stream.of("14 1.8", "14 1.9", "15 1.9", "15 1.10", "16 1.10", "17 1.8", "17 1.11", "18 1.8", "18 1.9", "18 1.10", "18 1.11", "18 1.12");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void countsWhatRanByWhateverExtensionVersionIsInstalled(String versions) {
        int major = Integer.parseInt(versions.split(" ")[0]);
        String extension = versions.split(" ")[1];
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE SCHEMA \"odd place\"",
                "CREATE EXTENSION pg_stat_statements SCHEMA \"odd place\" VERSION '" + extension + "'",
                "CREATE TABLE t (id int, s text)", "SET search_path = pg_catalog; SELECT 1");
        Db db = Servers.db(target, SessionSpec.sampler());
        assertThat(Statements.PROBE.missing(db)).isNull();
        StatementSnapshot before = Statements.PROBE.read(db);
        assertThat(before.setup().version()).isEqualTo(extension);
        run(target, 7, "INSERT INTO t SELECT g, 'x' FROM generate_series(1, 10) g");
        StatementInterval interval = StatementInterval.between(before, Statements.PROBE.read(db));

        Statements statements = new Statements(db, new SnapshotFiles(folder), Audits.scratch());
        StatementUse insert = find(statements, interval, "INSERT INTO t SELECT");
        assertThat(insert.calls()).isEqualTo(7);
        assertThat(insert.get(Measure.ROWS)).isEqualTo(70);
        assertThat(insert.totalMs()).isPositive();
        assertThat(insert.get(Measure.WAL_BYTES)).isPositive();
        assertThat(insert.p95EstimateMs()).isGreaterThan(insert.meanMs() * 0.5).isFinite();
        boolean jitKnown = !Double.isNaN(insert.get(Measure.JIT_MS));
        assertThat(jitKnown).isEqualTo(!extension.matches("1\\.[89]"));
        assertThat(statements.database(insert.key().databaseId())).isEqualTo(target.database());
        assertThat(statements.role(insert.key().userId())).isEqualTo(target.user());
    }

    @Test
    void listsTheColumnsInTheOrderOfTheMeasures() {
        for (String version : List.of("1.8", "1.9", "1.10", "1.11", "1.12", "1.13")) {
            String text = Sql.forExtension("profile/statements", version, "public").text();
            List<String> names = new ArrayList<>();
            java.util.regex.Matcher m = java.util.regex.Pattern.compile("float8 AS (\\w+)").matcher(text);
            while (m.find()) {
                names.add(m.group(1).toUpperCase(Locale.ROOT));
            }
            assertThat(names).containsExactly(Stream.of(Measure.values()).map(Enum::name).toArray(String[]::new));
            assertThat(text).contains("FROM public.pg_stat_statements(false)");
        }
    }

    @Test
    void survivesAnUpgradeOfTheExtensionWhileItLooks() {
        Target target = Servers.newDatabase(18);
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements VERSION '1.8'");
        Db db = Servers.db(target, SessionSpec.sampler());
        StatementSnapshot before = Statements.PROBE.read(db);
        Servers.execute(target, "ALTER EXTENSION pg_stat_statements UPDATE");
        StatementSnapshot after = Statements.PROBE.read(db);
        StatementInterval gap = StatementInterval.between(before, after);
        assertThat(gap.uses()).isEmpty();
        assertThat(gap.breaks()).containsExactly(StatementInterval.Break.UPGRADE);
        assertThat(StatementInterval.between(after, Statements.PROBE.read(db)).breaks()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        Target target = Servers.newDatabase();
        Db db = Servers.db(target, SessionSpec.sampler());
        assertThat(Statements.PROBE.missing(db)).satisfies(l -> assertThat(l.remedy()).startsWith("CREATE EXTENSION"));
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        assertThat(Statements.PROBE.missing(db)).isNull();
        Db weak = Servers.db(Servers.unprivileged(target), SessionSpec.sampler());
        assertThat(Statements.PROBE.partial(weak)).hasSize(1);
        StatementSnapshot partly = Statements.PROBE.read(weak);
        assertThat(partly.hidden()).isPositive();
        assertThatThrownBy(() -> new Statements(weak, new SnapshotFiles(folder), Audits.scratch()).reset(new Statements.Scope.All()))
                .isInstanceOfSatisfying(DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Denied.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void drawsNoSpikeThroughEvictionAndReset(int major) {
        try (PgCluster server = Servers.own(major, Map.of("pg_stat_statements.max", "100"))) {
            Target target = Servers.patient(server.target("postgres"));
            Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
            Db db = Servers.db(target, SessionSpec.sampler());
            Statements statements = new Statements(db, new SnapshotFiles(folder), Audits.scratch());
            StatementSnapshot last = Statements.PROBE.read(db);
            long evicted = 0;
            for (int round = 0; round < 8; round++) {
                Servers.execute(target, IntStream.range(0, 150).mapToObj(i -> "SELECT 1" + ", 1".repeat(i)).toArray(String[]::new));
                if (round == 3) {
                    statements.reset(new Statements.Scope.All());
                }
                StatementSnapshot now = Statements.PROBE.read(db);
                StatementInterval interval = StatementInterval.between(last, now);
                assertThat(interval.uses().values()).allSatisfy(c -> {
                    for (Measure m : Measure.values()) {
                        assertThat(c.get(m)).as(m.name()).matches(v -> Double.isNaN(v) || v >= 0);
                    }
                });
                double calls = interval.uses().values().stream().mapToDouble(c -> c.get(Measure.CALLS)).sum();
                assertThat(calls).isLessThanOrEqualTo(150 + 40);
                assertThat(interval.breaks().contains(StatementInterval.Break.RESET)).isEqualTo(round == 3);
                evicted += interval.evicted();
                last = now;
            }
            assertThat(evicted).isPositive();
        }
    }

    @Test
    void forgetsOneStatementAndStillKnowsItsLifetime() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        Db db = Servers.db(target, SessionSpec.sampler());
        Statements statements = new Statements(db, new SnapshotFiles(folder), Audits.scratch());
        StatementSnapshot before = Statements.PROBE.read(db);
        run(target, 5, MINE);
        run(target, 3, OTHER);
        StatementInterval interval = StatementInterval.between(before, Statements.PROBE.read(db));
        StatementKey mine = find(statements, interval, "AS mine, ").key();
        StatementKey other = find(statements, interval, "AS other, ").key();

        statements.reset(new Statements.Scope.One(mine));
        StatementSnapshot after = Statements.PROBE.read(db);
        assertThat(after.entries()).doesNotContainKey(mine).containsKey(other);
        run(target, 2, MINE);
        StatementSnapshot now = Statements.PROBE.read(db);
        assertThat(now.entries().get(mine).counters().get(Measure.CALLS)).isEqualTo(2);
        Statements another = new Statements(db, new SnapshotFiles(folder), Audits.scratch());
        assertThat(another.lifetime(now).get(mine).get(Measure.CALLS)).isEqualTo(7);
        assertThat(another.lifetime(now).get(other).get(Measure.CALLS)).isEqualTo(3);
        StatementInterval over = StatementInterval.between(before, now);
        assertThat(over.uses().get(mine).get(Measure.CALLS)).isEqualTo(2);
    }

    @Test
    void refusesToResetTheStatementZero() {
        assertThatThrownBy(() -> new Statements.Scope.One(new StatementKey(10, 5, 0, true))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsAWindowAndComparesTwo() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        Db db = Servers.db(target, SessionSpec.sampler());
        StatementHistory history = new StatementHistory();
        java.time.Instant t = java.time.Instant.parse("2026-11-21T10:00:00Z");
        int step = 0;
        for (int calls : new int[] {0, 4, 0, 12}) {
            run(target, calls, WINDOWS);
            history.accept(new dev.howdah.engine.sample.Reading.Value<>(
                    t.plusSeconds(10L * step++), Statements.PROBE.read(db), java.time.Duration.ZERO, List.of()));
        }
        Statements statements = new Statements(db, new SnapshotFiles(folder), Audits.scratch());
        StatementWindow first = history.window(t, t.plusSeconds(10));
        StatementWindow last = history.window(t.plusSeconds(20), t.plusSeconds(30));
        assertThat(first.measured()).hasSeconds(10);
        StatementKey key = find(statements, history.intervals(t, t.plusSeconds(30)).getLast(), "AS w, ").key();
        StatementChange change = first.compare(last).stream().filter(c -> c.before().key().equals(key)).findFirst().orElseThrow();
        assertThat(change.before().calls()).isEqualTo(4);
        assertThat(change.after().calls()).isEqualTo(12);
        assertThat(change.callsFactor()).isCloseTo(3, within(1e-9));
        assertThat(history.window(t, t.plusSeconds(30)).use(key).calls()).isEqualTo(16);
    }

    private static void run(Target target, int times, String sql) {
        Servers.execute(target, IntStream.range(0, times).mapToObj(i -> sql).toArray(String[]::new));
    }

    private static StatementUse find(Statements statements, StatementInterval interval, String part) {
        Map<Long, String> texts = statements.texts(interval.uses().keySet().stream().map(StatementKey::queryId).toList());
        return interval.uses().entrySet().stream()
                .filter(e -> texts.getOrDefault(e.getKey().queryId(), "").contains(part))
                .map(e -> new StatementUse(e.getKey(), e.getValue(), 10))
                .findFirst().orElseThrow();
    }
}
