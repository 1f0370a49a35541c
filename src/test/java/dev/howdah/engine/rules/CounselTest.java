package dev.howdah.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.cluster.Trees;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Planner;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounselTest {
    @TempDir
    Path folder;

    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);

    /** Every kind of trouble at once; nothing of it is about time. */
    static void trouble(Target target) {
        Servers.execute(target, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements",
                "CREATE TABLE makers (id int PRIMARY KEY, name text)",
                "CREATE TABLE cars (id int PRIMARY KEY, maker int REFERENCES makers, model int, brand int, state text, note text)",
                "INSERT INTO makers SELECT g, 'maker ' || g FROM generate_series(1, 1000) g",
                // model decides brand; five states have a row in five thousand each
                "INSERT INTO cars SELECT g, g % 1000 + 1, g % 500, (g % 500) / 2, CASE WHEN g % 1000 = 0 THEN 'rare ' || g % 5000 / 1000 ELSE 'done' END, repeat('n', 40)"
                        + " FROM generate_series(1, 100000) g",
                "CREATE INDEX cars_model ON cars (model)",
                "CREATE INDEX cars_model_again ON cars (model)",
                "CREATE INDEX cars_model_brand ON cars (model, brand)",
                "CREATE INDEX cars_state ON cars (state)",
                "CREATE SEQUENCE almost AS smallint START 32000",
                "SELECT nextval('almost')",
                "VACUUM ANALYZE");
    }

    @Test
    void eachKindOfTroubleBecomesACardWithItsDeedAndItsWayBack() throws SQLException {
        trouble(target);
        List<Card> cards = ask(db, Sources.Heard.NOTHING, null).cards();
        assertThat(cards).extracting(Card::rule).contains("duplicate", "redundant", "foreign-key-without-index", "sequence-near-end");
        assertThat(cards).allSatisfy(c -> {
            assertThat(c.claim()).isNotBlank().doesNotContain("!rules");
            assertThat(c.basis().window()).isNotBlank();
            assertThat(c.deed().cost()).isNotBlank();
            assertThat(c.applicable() || !c.deed().byHand().isBlank()).isTrue();
        });
        Card duplicate = card(cards, "duplicate");
        assertThat(duplicate.deed().act()).contains("DROP INDEX CONCURRENTLY public.cars_model");
        assertThat(duplicate.deed().undo()).contains("CREATE INDEX CONCURRENTLY");
        assertThat(duplicate.deed().trial().drop()).singleElement().asString().startsWith("public.cars_model");
        Card key = card(cards, "foreign-key-without-index");
        assertThat(Changes.knows(key.deed().act())).isTrue();
        assertThat(key.deed().trial().create()).hasSize(1);
        assertThat(key.basis().evidence()).containsKey("parent deletes");
        assertThat(card(cards, "sequence-near-end").deed().act()).isEqualTo("ALTER SEQUENCE public.almost AS bigint");
    }

    @Test
    void ofAMeasuredPlanThatIsFarOffTheStatisticsAreMendedAndProven() throws SQLException {
        trouble(target);
        // dependent columns: 100,000 x 1/500 x 1/250 = 1 row expected, 200 there
        Plan plan = analyzed("SELECT * FROM cars WHERE model = 7 AND brand = 3");
        Sources.Heard heard = new Sources.Heard(List.of(new Sources.Measured("42", plan)), List.of(), null);
        Card card = card(ask(db, heard, null).cards(), "estimate");
        assertThat(card.deed().act()).startsWith("CREATE STATISTICS public.").contains("(dependencies) ON model, brand FROM public.cars");
        assertThat(card.deed().undo()).startsWith("DROP STATISTICS public.st_");
        assertThat(card.queryIds()).containsExactly("42");
        assertThat(card.basis().confidence()).isEqualTo(Confidence.HIGH);
        assertThat(card.basis().evidence()).containsEntry("rows there were", "200").containsKey("rows expected with it");
        assertThat(count("SELECT count(*) FROM pg_statistic_ext")).as("the proof leaves nothing").isZero();
        // in production nothing is tried
        Card there = card(ask(Servers.db(target.withEnvironment(Environment.PRODUCTION)), heard, null).cards(), "estimate");
        assertThat(there.basis().notConsidered()).anyMatch(n -> n.contains("sandbox"));
        assertThat(there.basis().confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void oldStatisticsAreRenewedBeforeOthersAreMade() throws SQLException {
        Servers.execute(target, "CREATE TABLE t (a int, b int) WITH (autovacuum_enabled = false)", "INSERT INTO t SELECT g, g FROM generate_series(1, 50000) g");
        // nothing is known of it yet: ANALYZE it is
        Plan plan = Plan.parse("""
                Seq Scan on public.t  (cost=0.00..10.00 rows=5 width=8) (actual time=0.1..9.0 rows=50000 loops=1)
                  Filter: (t.a > 0)
                """);
        List<Card> cards = ask(db, new Sources.Heard(List.of(new Sources.Measured("", plan)), List.of(), null), null).cards();
        // of the two reasons for it one is told, and no larger target beside it
        assertThat(cards).filteredOn(c -> "ANALYZE public.t".equals(c.deed().act())).hasSize(1);
        assertThat(cards).noneMatch(c -> String.valueOf(c.deed().act()).contains("SET STATISTICS"));
    }

    @Test
    void aPreparedStatementWhoseGenericPlanIsBadForSomeValueIsFoundOnTheTwin() throws Exception {
        trouble(target);
        Counsel.Told told = planned();
        Card card = card(told.cards(), "plan-drift");
        assertThat(card.subject()).contains("state");
        assertThat(card.deed().act()).isEqualTo("ALTER DATABASE " + target.database() + " SET plan_cache_mode = force_custom_plan");
        assertThat(card.deed().undo()).endsWith("RESET plan_cache_mode");
        assertThat(card.basis().evidence()).containsKeys("plan for all values", "plan for it alone", "value");
        assertThat(told.cards()).extracting(Card::rule).containsOnly("plan-drift");
        assertThat(told.lacks()).extracting(Lack::reason).anyMatch(r -> r.contains("no connection"));
    }

    @Test
    void aModeThatIsSetAlreadyIsNotAdvisedAndAnotherIsBroughtBack() throws Exception {
        trouble(target);
        Servers.execute(target, "ALTER DATABASE " + target.database() + " SET plan_cache_mode = force_custom_plan");
        assertThat(planned().cards()).isEmpty();
        Servers.execute(target, "ALTER DATABASE " + target.database() + " SET plan_cache_mode = force_generic_plan");
        Card card = card(planned().cards(), "plan-drift");
        assertThat(card.deed().act()).endsWith("SET plan_cache_mode = force_custom_plan");
        assertThat(card.deed().undo()).isEqualTo("ALTER DATABASE " + target.database() + " SET plan_cache_mode = force_generic_plan");
        Servers.execute(target, String.valueOf(card.deed().act()));
        assertThat(planned().cards()).isEmpty();
        Servers.execute(target, card.deed().undo());
        assertThat(planned().cards()).extracting(Card::rule).containsOnly("plan-drift");
    }

    /** What the planner is asked, with no connection. */
    private Counsel.Told planned() throws Exception {
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(db);
        Workload workload = Workload.parse("SELECT * FROM cars WHERE state = $1 ORDER BY id LIMIT $2; SELECT * FROM cars WHERE id = $1;");
        Path twin = folder.resolve("twin");
        try (Planner planner = Planner.open(Servers.binaries(), twin, capsule, null, 0)) {
            return new Counsel().ask(
                    new Sources(null, new Sources.Planned(capsule, workload, planner.whatIf()), Sources.Heard.NOTHING), t -> {}, () -> false);
        } finally {
            Trees.delete(twin);
        }
    }

    @Test
    void aRoleThatMayNothingStillGetsWhatTheCatalogueSays() {
        trouble(target);
        Counsel.Told told = ask(Servers.db(Servers.unprivileged(target)), Sources.Heard.NOTHING, null);
        assertThat(told.cards()).extracting(Card::rule).contains("duplicate", "foreign-key-without-index");
        assertThat(told.lacks()).isNotEmpty().allMatch(l -> !l.reason().isBlank());
        Target monitor = Servers.unprivileged(target);
        Servers.execute(target, "GRANT pg_monitor TO " + monitor.user());
        Counsel.Told more = ask(Servers.db(monitor), Sources.Heard.NOTHING, null);
        assertThat(more.cards()).extracting(Card::rule).contains("duplicate", "foreign-key-without-index");
    }

    private static Card card(List<Card> cards, String rule) {
        return cards.stream().filter(c -> c.rule().equals(rule)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + rule + " in " + cards.stream().map(Card::rule).toList()));
    }

    private Counsel.Told ask(Db server, Sources.Heard heard, Sources.@Nullable Planned planned) {
        Checks checks = new Checks(Checks.all(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), InstantSource.system()),
                InstantSource.system());
        return new Counsel().ask(new Sources(new Sources.Live(server, checks, List.of()), planned, heard), t -> {}, () -> false);
    }

    private Plan analyzed(String sql) throws SQLException {
        try (var c = Connections.open(target, SessionSpec.interactive()); var s = c.createStatement();
                ResultSet r = s.executeQuery("EXPLAIN (ANALYZE, VERBOSE, FORMAT JSON) " + sql)) {
            r.next();
            return Plan.parse(r.getString(1));
        }
    }

    private long count(String sql) {
        return db.call(h -> h.createQuery(sql).mapTo(Long.class).one());
    }
}
