package dev.howdah.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.sandbox.Playground;
import dev.howdah.engine.systems.SystemCache;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.systems.suite.Suite;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.overview.SystemsModel.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Target target = Servers.newDatabase();
    private final SystemsModel model = new SystemsModel();

    @Test
    void resetsSeedsChecksVerifiesAndCleansAtTheirButtons() {
        mark();
        try (Playground playground = playground(target.withEnvironment(Environment.SANDBOX))) {
            SystemsController controller = controller(playground);
            assertThat(model.offered.get()).isTrue();
            controller.onReset();
            assertThat(model.ask.get().question().typed()).isNull();
            assertThat(model.ask.get().question().destructive()).isTrue();
            model.ask.get().yes().run();
            good("Reset in");
            controller.onSeed(0, true);
            good("0 rows added");
            controller.onCheck();
            good("as expected");
            controller.onVerify();
            good("No wrong row");
            controller.onCleanup();
            good("Nothing redundant");
            Servers.execute(target, "ALTER TABLE skillsprint.resources DROP CONSTRAINT resources_url_key",
                    "INSERT INTO skillsprint.resources (skill_id, title, url, type) SELECT 1, 'again', url, 'article' FROM skillsprint.resources");
            controller.onCheck();
            assertThat(((Result.Findings) model.result.get()).rows()).anyMatch(f -> f.what().contains("resources_url_key"));
            controller.onVerify();
            assertThat(((Result.Findings) model.result.get()).rows()).isNotEmpty();
            controller.onCleanup();
            assertThat(model.ask.get().question().consequence()).contains("skillsprint");
            model.ask.get().yes().run();
            good("redundant rows removed");
            controller.onReset();
            assertThat(model.ask.get().question().consequence()).contains("tables").contains("rows");
        }
    }

    @Test
    void outsideTheSandboxTheNameIsTypedAndThereIsNoTraffic() {
        mark();
        try (Playground playground = playground(target.withEnvironment(Environment.STAGING))) {
            SystemsController controller = controller(playground);
            assertThat(model.offered.get()).isTrue();
            assertThat(model.playful.get()).isFalse();
            for (Runnable deed : List.<Runnable>of(controller::onReset, () -> controller.onSeed(1, true), controller::onOptimise)) {
                model.ask.set(null);
                deed.run();
                assertThat(model.ask.get().question().typed()).isEqualTo(target.database());
            }
            controller.onTraffic(true);
            assertThat(model.news.get().tone()).isEqualTo(Tone.BAD);
        }
    }

    @Test
    void nothingIsOfferedWithoutTheMarkerOrInProduction() {
        try (Playground playground = playground(target.withEnvironment(Environment.SANDBOX))) {
            SystemsController controller = controller(playground);
            assertThat(model.offered.get()).isFalse();
            assertThat(controller.actions()).isEmpty();
            controller.onSeed(0, true);
            assertThat(model.news.get().text()).contains("does not say that it is disposable");
        }
        mark();
        try (Playground playground = playground(target.withEnvironment(Environment.PRODUCTION))) {
            controller(playground);
            assertThat(model.offered.get()).isFalse();
        }
    }

    @Test
    void trafficFollowsItsSwitchesAndOptimiseEndsWithTheScorecard() {
        // The crowd of the old way takes every connection there is: nobody else may want one there.
        try (PgCluster own = Servers.own(18, Map.of()); Playground playground = marked(own.target("postgres"))) {
            SystemsController controller = controller(playground);
            playground.begin();
            Await.until("requests", LONG, () -> playground.stats().done() > 5);
            model.clients.set(3);
            model.way.set(Way.OPTIMISED);
            controller.onTurned();
            assertThat(playground.traffic().concurrency()).isEqualTo(3);
            assertThat(playground.traffic().ways().values()).containsOnly(Way.OPTIMISED);
            controller.onWay("jumpstart", Way.BASELINE);
            assertThat(playground.traffic().ways()).containsEntry("jumpstart", Way.BASELINE).containsEntry("learnpath", Way.OPTIMISED);
            controller.onWay();
            assertThat(playground.traffic().ways().values()).containsOnly(Way.OPTIMISED);
            controller.onTraffic(false);
            assertThat(playground.traffic()).isNull();
            controller.onTraffic(true);
            var lines = playground.optimise(Duration.ofMillis(20), "", (at, n, of) -> {});
            assertThat(lines).extracting(l -> l.system()).contains("skillsprint", "jumpstart", "trainingmonkey", "learnpath", "paintstudio");
            assertThat(playground.traffic().concurrency()).isEqualTo(3);
        }
    }

    private void good(String words) {
        assertThat(model.news.get().text()).contains(words);
        assertThat(model.news.get().tone()).isEqualTo(Tone.GOOD);
        assertThat(model.busy.get()).isNull();
    }

    private SystemsController controller(Playground playground) {
        SystemsController controller = new SystemsController(model, playground, Kit.direct(Clock.systemUTC()));
        controller.onLook();
        return controller;
    }

    private static Playground marked(Target target) {
        mark(target);
        return playground(target.withEnvironment(Environment.SANDBOX));
    }

    private void mark() {
        mark(target);
    }

    private static void mark(Target target) {
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
    }

    private static Playground playground(Target target) {
        return new Playground(target, new DirectDataSource(target, SessionSpec.engine()), SystemCache.none(), Suite.all(), Audits.scratch(), Clock.systemUTC());
    }
}
