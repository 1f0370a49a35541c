package dev.howdah.ui.slow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.slow.SlowModel.Row;
import dev.howdah.ui.slow.SlowModel.Scope;
import dev.howdah.ui.slow.SlowModel.Section;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowControllerTest {
    /** Dear enough to stay in the list of a server on which other tests run thousands of statements. */
    private static final String SLOWLY = " AND pg_sleep(0.3) IS NOT NULL";

    @TempDir
    Path folder;

    private final SlowModel model = new SlowModel();
    private final SimpleObjectProperty<Duration> range = new SimpleObjectProperty<>(Duration.ofMinutes(5));
    private Target target;
    private Sampler sampler;
    private StatementWatch watch;
    private SlowController controller;

    @BeforeEach
    void open() {
        target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE things (id int PRIMARY KEY, name text)",
                "INSERT INTO things SELECT g, 'x' FROM generate_series(1, 1000) g", "ANALYZE things");
        sampler = new Sampler(Servers.db(target, SessionSpec.sampler()), Clock.systemUTC());
        watch = new StatementWatch(sampler);
        controller = new SlowController(model, parts(folder), range, Kit.direct(Clock.systemUTC()));
    }

    private SlowParts parts(Path folder) {
        Db db = Servers.db(target);
        return new SlowParts(sampler, watch, new Statements(db, new SnapshotFiles(folder), Audits.scratch()), new Explain(db), new PlanHistory(),
                new Mutes(folder.resolve("mutes")), new ServerLog(db), new Signals(db, Audits.scratch()), new QueryProfiler(Clock.systemUTC(), ProfilerLimits.DEFAULT), Environment.DEVELOPMENT);
    }

    @AfterEach
    void close() {
        watch.close();
        sampler.close();
    }

    @Test
    void listsWhatStatementsDidInTheRange() {
        controller.onShow(new Subscriptions());
        Await.until("the first snapshot", () -> watch.history().latest() != null);
        Servers.execute(target, IntStream.range(0, 9).mapToObj(i -> "SELECT name FROM things WHERE id = " + (i + 1) + SLOWLY).toArray(String[]::new));
        sampler.refresh();
        Await.until("the list", () -> row().isPresent());
        Row row = row().orElseThrow();
        assertThat(row.use().calls()).isEqualTo(9);
        assertThat(row.database()).isEqualTo(target.database());
        assertThat(row.share()).isBetween(0.0, 1.0);
        assertThat(row.meanFactor()).isNaN();
        model.scope.set(Scope.LIFETIME);
        assertThat(row().orElseThrow().use().calls()).isGreaterThanOrEqualTo(9);
        model.scope.set(Scope.COMPARED);
        assertThat(model.rows.get()).isEmpty();
        range.set(Duration.ofMillis(1));
        assertThat(model.problem.get()).isNull();
        range.set(Duration.ofMinutes(5));

        controller.onReset(new Statements.Scope.One(row.key()));
        model.scope.set(Scope.LIFETIME);
        sampler.refresh();
        Await.until("the reset", () -> watch.history().latest() != null && !watch.history().latest().entries().containsKey(row.key()));
        assertThat(model.problem.get()).isNull();
    }

    @Test
    void explainsSafelyAndRemembersPlans() {
        controller.onExplain(77, "SELECT name FROM things WHERE id = $1", false);
        assertThat(model.planned.get().sheet().generic()).isTrue();
        assertThat(model.planned.get().sheet().plan().root().object().index()).isEqualTo("things_pkey");
        controller.onExplain(77, "SELECT name FROM things WHERE id = 5", true);
        assertThat(model.planned.get().sheet().plan().analyzed()).isTrue();
        assertThat(controller.plansOf(77)).hasSize(1);
        controller.onExplain(77, "DELETE FROM things", true);
        assertThat(model.planned.get().refused()).isNotNull();
        controller.onExplain(77, "SELECT * FROM gone", false);
        assertThat(model.planned.get().problem()).isNotNull();
        assertThat(model.busy.get()).isFalse();
    }

    @Test
    void readsPastedPlansAndComparesThem() {
        String seq = "Seq Scan on t  (cost=0.00..170.00 rows=1 width=4)\n  Filter: (id = 1)\n";
        String index = "Index Scan using i on t  (cost=0.00..8.00 rows=1 width=4)\n  Index Cond: (id = 1)\n";
        controller.onPaste(seq, index);
        assertThat(model.pasted.get().sheet()).isNotNull();
        assertThat(model.pasted.get().difference().sameShape()).isFalse();
        controller.onPaste("nonsense", "");
        assertThat(model.pasted.get().sheet()).isNull();
        assertThat(model.pasted.get().refused()).isNotBlank();
        assertThat(model.pasted.get().difference()).isNull();
    }

    @Test
    void comparesAPlanWithOneThatTheStatementHadBefore() {
        controller.onExplain(78, "SELECT name FROM things WHERE id = 5", false);
        controller.onExplain(78, "SELECT name FROM things WHERE name = 'x'", false);
        var seen = controller.plansOf(78);
        assertThat(seen).hasSize(2);
        controller.onComparePlans(seen.getLast(), seen.getFirst());
        assertThat(model.planned.get().difference().sameShape()).isFalse();
        assertThat(model.planned.get().sheet().plan()).isSameAs(seen.getFirst().newest());
        controller.onShowPlan(seen.getLast());
        assertThat(model.planned.get().sheet().plan()).isSameAs(seen.getLast().newest());
        assertThat(model.planned.get().difference()).isNull();
    }

    @Test
    void takesOtherLimitsForWhatIsSlow() {
        assertThat(controller.limits()).isEqualTo(ProfilerLimits.DEFAULT);
        assertThat(controller.onLimits("20", "10")).isFalse();
        assertThat(controller.onLimits("soon", "10")).isFalse();
        assertThat(controller.onLimits(" 20", "400 ")).isTrue();
        assertThat(controller.limits()).isEqualTo(new ProfilerLimits(Duration.ofMillis(20), Duration.ofMillis(400)));
        assertThat(model.own.get().executions()).isZero();
        assertThat(controller.ownJson()).contains("\"executions\" : 0");
        controller.onOwnReset();
        assertThat(controller.limits().slow()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void listsWhatRunsNow() throws Exception {
        controller.onShow(new Subscriptions());
        model.section.set(Section.RUNNING);
        Thread sleeper = Thread.ofVirtual().start(() -> {
            try {
                Servers.execute(target, "SELECT pg_sleep(8) AS live_one");
            } catch (IllegalStateException e) {
                // it is cancelled below
            }
        });
        Await.until("it shows", () -> model.live.get().stream().anyMatch(l -> String.valueOf(l.session().query()).contains("live_one")));
        model.live.get().stream().filter(l -> String.valueOf(l.session().query()).contains("live_one"))
                .forEach(l -> controller.onCancel(l.session().id()));
        sleeper.join();
    }

    private Optional<Row> row() {
        return model.rows.get().stream().filter(r -> r.text().startsWith("SELECT name FROM things WHERE id =") && r.database().equals(target.database()))
                .findFirst();
    }
}
