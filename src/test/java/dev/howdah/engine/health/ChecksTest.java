package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
    private static final String HEAD = "-- title: T\n-- why: W\n-- finding: {object} has {value}\n-- tab: data\n";

    private final Instant[] now = {Instant.parse("2026-05-01T10:00:00Z")};
    private final InstantSource clock = () -> now[0];
    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);

    @TempDir
    Path folder;

    @Test
    void thresholdsMakeWarningAndCritical() {
        HealthReport report = run(check("a", "-- unit: share\n-- warn: 0.5\n-- crit: 0.9\n",
                "SELECT 'x' AS object, 0.4 AS value UNION ALL SELECT 'y', 0.5 UNION ALL SELECT 'z', 0.95"));
        assertThat(report.findings()).extracting(Finding::object).containsExactly("z", "y");
        assertThat(report.findings()).extracting(Finding::sentence).containsExactly("z has 95 %", "y has 50 %");
        assertThat(report.level()).isEqualTo(Levels.Severity.CRITICAL);
    }

    @Test
    void smallValuesMayBeTheBadOnes() {
        assertThat(run(check("a", "-- unit: share\n-- warn: < 0.9\n", "SELECT 0.8 AS value")).findings()).hasSize(1);
        assertThat(run(check("a", "-- unit: share\n-- warn: < 0.9\n", "SELECT 0.95 AS value")).findings()).isEmpty();
    }

    @Test
    void slowAndFailingChecksAreUnknownAndStopNobody() {
        HealthReport report = run(
                check("slow", "-- warn: any\n-- timeout: 1\n", "SELECT pg_sleep(30)"),
                check("wrong", "-- warn: any\n", "SELECT 1/0 AS value"),
                check("good", "-- warn: any\n", "SELECT 'o' AS object"));
        assertThat(result(report, "slow")).isInstanceOf(Result.Unknown.class);
        assertThat(result(report, "wrong")).isInstanceOf(Result.Unknown.class);
        assertThat(result(report, "good")).isInstanceOf(Result.Found.class);
        assertThat(report.score().notLooked()).isEqualTo(2);
    }

    @Test
    void ofManyCountersTheOneThatRisesIsFound() {
        Servers.execute(target, "CREATE TABLE c (n int)", "INSERT INTO c VALUES (0)");
        Checks checks = checks(check("rises", "-- unit: per-second\n-- rate: second\n-- warn: 1\n",
                "SELECT 'o' || i AS object, CASE WHEN i = 1500 THEN (SELECT n FROM public.c) ELSE 0 END AS total FROM generate_series(1, 2000) i"));
        assertThat(checks.run(db).findings()).isEmpty();
        Servers.execute(target, "UPDATE c SET n = 100");
        now[0] = now[0].plusSeconds(10);
        assertThat(checks.run(db).findings()).extracting(Finding::sentence).containsExactly("o1500 has 10/s");
    }

    @Test
    void mayChangeNothing() {
        Servers.execute(target, "CREATE TABLE t (a int)");
        HealthReport report = run(check("writes", "-- warn: any\n", "WITH w AS (DELETE FROM public.t RETURNING 1) SELECT * FROM w"));
        assertThat(result(report, "writes")).isInstanceOf(Result.Unknown.class);
    }

    @Test
    void whatIsNotSeenIsNotOk() {
        Db nobody = Servers.db(Servers.unprivileged(target));
        Checks checks = checks(
                check("needs", "-- warn: any\n-- needs: role pg_monitor\n", "SELECT 1 WHERE false"),
                check("wants", "-- warn: any\n-- wants: role pg_read_all_stats\n", "SELECT 1 WHERE false"),
                check("rows", "-- warn: any\n", "SELECT 'hidden' AS object, 'unseen' AS level, 'GRANT it' AS fix"),
                check("denied", "-- warn: any\n", "SELECT pg_read_file('postgresql.conf') AS object"));
        HealthReport report = checks.run(nobody);
        assertThat(result(report, "needs")).isInstanceOfSatisfying(Result.Skipped.class,
                s -> assertThat(s.lack().remedy()).startsWith("GRANT pg_monitor TO nobody"));
        assertThat(result(report, "wants")).isInstanceOfSatisfying(Result.Unknown.class,
                u -> assertThat(u.lack().remedy()).startsWith("GRANT pg_read_all_stats TO"));
        assertThat(result(report, "rows")).isInstanceOfSatisfying(Result.Unknown.class, u -> {
            assertThat(u.lack().reason()).isEqualTo("1 object not seen: hidden");
            assertThat(u.lack().remedy()).isEqualTo("GRANT it");
        });
        assertThat(result(report, "denied")).isInstanceOf(Result.Skipped.class);
        assertThat(report.score().value()).isEqualTo(100);
        assertThat(report.score().looked()).isZero();
        assertThat(checks.run(db).score().looked()).isEqualTo(3);
    }

    @Test
    void remembersSinceWhenAcrossProcesses() {
        Check check = check("a", "-- warn: any\n", "SELECT 'tab\there' AS object");
        Instant first = now[0];
        run(check);
        now[0] = first.plusSeconds(3600);
        assertThat(run(check).findings()).extracting(Finding::since).containsExactly(first);
        run(check("a", "-- warn: any\n", "SELECT 1 AS object WHERE false"));
        assertThat(run(check).findings()).extracting(Finding::since).containsExactly(now[0]);
    }

    @Test
    void staysQuietAboutWhatIsMutedUntilItsEnd() {
        HealthMutes mutes = mutes();
        Check check = check("a", "-- warn: any\n", "SELECT 'x' AS object UNION ALL SELECT 'y'");
        mutes.mute(new HealthMutes.Mute("a", "x", now[0].plusSeconds(60), "being mended"));
        HealthReport report = run(check);
        assertThat(report.findings()).extracting(Finding::object).containsExactly("y");
        assertThat(report.outcomes().getFirst().muted()).singleElement()
                .satisfies(m -> assertThat(m.by().reason()).isEqualTo("being mended"));
        now[0] = now[0].plusSeconds(60);
        assertThat(run(check).findings()).hasSize(2);
        mutes.mute(new HealthMutes.Mute("a", HealthMutes.ALL, null, "never here"));
        assertThat(run(check).findings()).isEmpty();
        mutes.unmute("a", HealthMutes.ALL);
        assertThat(run(check).findings()).hasSize(2);
        assertThatThrownBy(() -> mutes.mute(new HealthMutes.Mute("a", "x", null, " "))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ratesNeedTwoLooksAndSurviveAReset() {
        Check perSecond = check("r", "-- unit: per-second\n-- rate: second\n-- warn: 5\n", "SELECT 100 AS total, 'e1' AS epoch");
        assertThat(result(run(perSecond), "r")).isInstanceOf(Result.Unknown.class);
        now[0] = now[0].plusSeconds(10);
        Check later = check("r", "-- unit: per-second\n-- rate: second\n-- warn: 5\n", "SELECT 200 AS total, 'e1' AS epoch");
        assertThat(run(later).findings()).extracting(Finding::value).containsExactly(10.0);
        now[0] = now[0].plusSeconds(10);
        Check reset = check("r", "-- unit: per-second\n-- rate: second\n-- warn: 5\n", "SELECT 300 AS total, 'e2' AS epoch");
        assertThat(result(run(reset), "r")).isInstanceOf(Result.Unknown.class);
        now[0] = now[0].plusSeconds(10);
        Check backwards = check("r", "-- unit: per-second\n-- rate: second\n-- warn: 5\n", "SELECT 250 AS total, 'e2' AS epoch");
        assertThat(result(run(backwards), "r")).isInstanceOf(Result.Unknown.class);
    }

    @Test
    void ratiosBelowTheFloorSayNothing() {
        String header = "-- unit: share\n-- rate: base\n-- floor: 100\n-- warn: 0.1\n";
        run(check("r", header, "SELECT 0 AS total, 0 AS base"));
        now[0] = now[0].plusSeconds(10);
        assertThat(result(run(check("r", header, "SELECT 50 AS total, 99 AS base")), "r")).isInstanceOf(Result.Ok.class);
        now[0] = now[0].plusSeconds(10);
        assertThat(run(check("r", header, "SELECT 100 AS total, 299 AS base")).findings()).extracting(Finding::value).containsExactly(0.25);
    }

    @Test
    void scoreNamesEveryDeduction() {
        Score score = run(
                        check("bad", "-- crit: any\n", "SELECT 'x' AS object"),
                        check("many", "-- warn: any\n", "SELECT i::text AS object FROM generate_series(1, 100) i"),
                        check("small", "-- warn: any\n-- points: 1\n", "SELECT 'x' AS object"),
                        check("fine", "-- warn: any\n", "SELECT 'x' AS object WHERE false"))
                .score();
        assertThat(score.deductions()).extracting(Score.Deduction::check, Score.Deduction::points)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("bad", 20), org.assertj.core.groups.Tuple.tuple("many", 8),
                        org.assertj.core.groups.Tuple.tuple("small", 1));
        assertThat(score.value()).isEqualTo(71);
    }

    @Test
    void tooManyRowsAreCutAndSaid() {
        HealthReport report = run(check("a", "-- warn: any\n", "SELECT i::text AS object FROM generate_series(1, 100000) i"));
        assertThat(report.findings()).hasSize(500);
        assertThat(report.findings().getFirst().notLooked()).hasSize(1);
    }

    @Test
    void aServerThatIsAwayMakesAllUnknownAtOnce() {
        Target away = Servers.newDatabase().withUser("no_such_role", null);
        Checks checks = checks(
                check("a", "-- warn: any\n", "SELECT 1"), check("b", "-- warn: any\n", "SELECT 1"), check("c", "-- warn: any\n", "SELECT 1"));
        HealthReport report = checks.run(Servers.db(away, SessionSpec.sampler()));
        assertThat(report.outcomes()).hasSize(3).allSatisfy(o -> assertThat(o.result()).isInstanceOf(Result.Unknown.class));
    }

    @Test
    void runsOnlyWhatIsDueWithinTheBudget() {
        Checks checks = checks(
                check("dear", "-- warn: any\n-- interval: 3600\n", "SELECT clock_timestamp()::text AS object"),
                check("cheap", "-- warn: any\n-- interval: 0\n", "SELECT clock_timestamp()::text AS object"));
        HealthReport first = checks.due(db, Duration.ofMinutes(1));
        HealthReport second = checks.due(db, Duration.ofMinutes(1));
        assertThat(object(second, "dear")).isEqualTo(object(first, "dear"));
        assertThat(object(second, "cheap")).isNotEqualTo(object(first, "cheap"));
        checks.again("dear");
        assertThat(object(checks.due(db, Duration.ofMinutes(1)), "dear")).isNotEqualTo(object(first, "dear"));
    }

    @Test
    void runsOneCheckHoweverSmallTheBudgetAndTheLongestWaitingFirst() {
        String always = "-- warn: any\n-- interval: 0\n";
        Checks hurried = checks(check("a", always, "SELECT 1"), check("b", always, "SELECT 1"), check("c", always, "SELECT 1"));
        assertThat(hurried.due(db, Duration.ZERO).outcomes()).hasSize(1);
        assertThat(hurried.due(db, Duration.ZERO).outcomes()).hasSize(2);
        assertThat(hurried.due(db, Duration.ZERO).outcomes()).hasSize(3);
    }

    @Test
    void takesTheStatementForTheServersVersion() {
        Check check = check("v", "-- warn: any\n", "SELECT 'old' AS object\n-- from: 17\nSELECT 'new' AS object");
        assertThat(check.statement(14)).contains("old");
        assertThat(check.statement(18)).contains("new");
        assertThat(run(check).findings()).extracting(Finding::object).containsExactly("new");
    }

    @Test
    void templatesTakeColumnsAndAreLeftOutWhenOneIsNull() {
        HealthReport report = run(check("a", "-- warn: any\n-- fix: DROP INDEX {object};\n-- undo: {definition};\n",
                "SELECT 'public.i' AS object, 'CREATE INDEX i' AS definition UNION ALL SELECT 'public.j', NULL"));
        assertThat(report.findings()).extracting(Finding::fix).containsExactly("DROP INDEX public.i;", "DROP INDEX public.j;");
        assertThat(report.findings()).extracting(Finding::undo).containsExactly("CREATE INDEX i;", null);
    }

    private static String object(HealthReport report, String check) {
        return report.findings().stream().filter(f -> f.check().equals(check)).findFirst().orElseThrow().object();
    }

    private static Result result(HealthReport report, String check) {
        return report.outcomes().stream().filter(o -> o.check().id().equals(check)).findFirst().orElseThrow().result();
    }

    private HealthReport run(Check... checks) {
        return checks(checks).run(db);
    }

    private Checks checks(Check... checks) {
        return new Checks(List.of(checks), HealthMemory.in(folder.resolve("memory")), mutes(), clock);
    }

    private HealthMutes mutes() {
        return new HealthMutes(folder.resolve("mutes"), clock);
    }

    private static Check check(String id, String header, String sql) {
        return Check.parse("test", id, HEAD + header + sql);
    }
}
