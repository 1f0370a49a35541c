package dev.howdah.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.plan.Plan;
import dev.howdah.testing.Audits;
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
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics that mislead are planted; the advice is done by the job and the planner expects what is there, taken back and it errs as before. */
class StatisticsCardsTest {
    private static final double NEAR = 2;
    private static final long ROWS = 200_000;

    @TempDir
    Path folder;

    /** A hundred and twenty values fill half of the table, of which a list of a hundred leaves some out; the others occur once. */
    @ParameterizedTest
    @ValueSource(ints = {14, Servers.NEWEST})
    void aListOfCommonValuesThatIsTooShortIsMadeLonger(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE TABLE \"Parts\" (\"Number\" int)",
                "INSERT INTO \"Parts\" SELECT CASE WHEN g % 2 = 0 THEN g / 2 % 120 ELSE g + 1000 END FROM generate_series(1, 200000) g");
        analyzed(target);
        // which ones are left out is up to the sample, and so another one after each ANALYZE
        Supplier<String> missed = () -> "SELECT * FROM \"Parts\" WHERE \"Number\" = " + one(target, "SELECT coalesce(min(v) FILTER (WHERE v <> ALL"
                + " (SELECT unnest(most_common_vals::text::int[]) FROM pg_stats WHERE tablename = 'Parts')), 0) FROM generate_series(0, 119) v");
        heals(target, missed, new Expected(
                "ALTER TABLE public.\"Parts\" ALTER COLUMN \"Number\" SET STATISTICS 1000",
                "ALTER TABLE public.\"Parts\" ALTER COLUMN \"Number\" SET STATISTICS -1", "it knows too few values of Number"));
    }

    /** Somebody set the number of different values when there were five of them. */
    @ParameterizedTest
    @ValueSource(ints = {14, Servers.NEWEST})
    void aNumberOfDifferentValuesThatIsWrongIsSetRight(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE TABLE visits (visitor int)", "ALTER TABLE visits ALTER visitor SET (n_distinct = 5)",
                "INSERT INTO visits SELECT CASE WHEN g % 100 = 0 THEN g ELSE 0 END FROM generate_series(1, 200000) g");
        analyzed(target);
        String column = "ALTER TABLE public.visits ALTER COLUMN visitor ";
        heals(target, () -> "SELECT visitor, count(*) FROM visits GROUP BY visitor", new Expected(
                column + "SET (n_distinct = 2001)", column + "SET (n_distinct = 5)", "a sample misses most values of visitor"));
        done(target, column + "RESET (n_distinct)");
        assertThat(one(target, "SELECT attoptions::text FROM pg_attribute WHERE attname = 'visitor'")).isEqualTo("null");
    }

    /** Of three columns each decides the others: a hundred groups, not a million. */
    @ParameterizedTest
    @ValueSource(ints = {14, Servers.NEWEST})
    void groupsOverColumnsThatDependOnEachOtherAreCounted(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE TABLE sales (shop int, city int, land int)",
                "INSERT INTO sales SELECT g % 100, g % 100 + 7, g % 100 + 9 FROM generate_series(1, 200000) g");
        analyzed(target);
        heals(target, () -> "SELECT shop, city, land, count(*) FROM sales GROUP BY shop, city, land", new Expected(
                "CREATE STATISTICS public.st_shop_city_land_", "DROP STATISTICS public.st_shop_city_land_", "the columns shop, city, land depend on each other"));
    }

    /** What a session has written is counted a while later, and from then on it is no news for ANALYZE. */
    private static void analyzed(Target target) {
        Await.until("the rows are counted", () -> Long.parseLong(one(target, "SELECT sum(n_tup_ins) FROM pg_stat_user_tables")) >= ROWS);
        Await.until("they are known", () -> {
            Servers.execute(target, "ANALYZE");
            return one(target, "SELECT sum(n_mod_since_analyze) FROM pg_stat_user_tables").equals("0");
        });
    }

    private record Expected(String act, String undo, String why) {}

    private void heals(Target target, Supplier<String> statement, Expected expected) throws SQLException {
        Plan plan = measured(target, statement.get());
        Card card = card(target, plan);
        assertThat(card.deed().act()).startsWith(expected.act());
        assertThat(card.deed().undo()).startsWith(expected.undo());
        assertThat(card.claim()).contains(expected.why());
        assertThat(card.basis().confidence()).isEqualTo(Confidence.HIGH);
        double off = off(plan);
        assertThat(off).isGreaterThan(100);
        done(target, card.deed().act());
        Plan healed = measured(target, statement.get());
        assertThat(off(healed)).isLessThan(NEAR);
        assertThat(cards(told(target, healed))).isEmpty();
        done(target, card.deed().undo());
        Servers.execute(target, "ANALYZE");
        assertThat(off(measured(target, statement.get()))).isGreaterThan(off / 2);
    }

    private static double off(Plan plan) {
        double expected = Math.max(1, plan.root().estimate().rows());
        double real = Math.max(1, plan.root().actual().rows());
        return Math.max(expected / real, real / expected);
    }

    private Card card(Target target, Plan plan) {
        Counsel.Told told = told(target, plan);
        List<Card> cards = cards(told);
        assertThat(cards).as(told.lacks().toString()).hasSize(1);
        return cards.getFirst();
    }

    private static List<Card> cards(Counsel.Told told) {
        return told.cards().stream().filter(c -> c.rule().equals("estimate")).toList();
    }

    private Counsel.Told told(Target target, Plan plan) {
        Db db = Servers.db(target);
        Checks checks = new Checks(Checks.all(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), InstantSource.system()),
                InstantSource.system());
        Sources.Heard heard = new Sources.Heard(List.of(new Sources.Measured("7", plan)), List.of(), null);
        return new Counsel().ask(new Sources(new Sources.Live(db, checks, List.of()), null, heard), t -> {}, () -> false);
    }

    private static Plan measured(Target target, String sql) throws SQLException {
        try (Connection c = Connections.open(target, SessionSpec.batch()); Statement s = c.createStatement()) {
            s.execute("SET max_parallel_workers_per_gather = 0");
            try (ResultSet r = s.executeQuery("EXPLAIN (ANALYZE, VERBOSE, FORMAT JSON) " + sql)) {
                r.next();
                return Plan.parse(r.getString(1));
            }
        }
    }

    private static void done(Target target, String statement) {
        AuditLog audit = Audits.scratch();
        Job job = Changes.job();
        try (JobRunner runner = new JobRunner(target, audit, InstantSource.system())) {
            Arguments arguments = Arguments.of(job.parameters(), Map.of(Changes.STATEMENT, statement));
            assertThat(runner.start(job, arguments, job.knobs()).await(Duration.ofMinutes(5)).phase().name()).as(statement).isEqualTo("DONE");
        }
    }

    private static String one(Target target, String sql) {
        return Servers.db(target).call(h -> h.createQuery(sql).mapTo(String.class).findOne().orElse("null"));
    }
}
