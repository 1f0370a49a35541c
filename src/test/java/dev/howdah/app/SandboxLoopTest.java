package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.rules.Sources;
import dev.howdah.engine.systems.TrafficSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import dev.howdah.ui.advisor.AdvisorTab;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The button of the sandbox that advises, applies, measures and judges. */
@ResourceLock("javafx")
@Tag("campaign")
class SandboxLoopTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Long enough for a few calls; how much it helped is no matter here. */
    private static final SandboxLoop.Times SHORT =
            new SandboxLoop.Times(Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

    @TempDir
    Path home;

    @Test
    void oneButtonAdvisesAppliesMeasuresAndAnotherTakesItBack() {
        Target target = Servers.newDatabase();
        Servers.execute(target, Sql.load("sandbox/marker", Servers.NEWEST).text());
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "dba", "Linux");
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        try (Wiring wiring = new Wiring(here, Servers.binaries());
                Engine engine = Engine.open(target, PoolSpec.of(8, 8, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC());
                Advising advising = new Advising(Servers.binaries(), home.resolve("twins"), engine.interactive(), Clock.systemUTC())) {
            engine.playground().begin();
            TrafficSpec before = engine.playground().traffic();
            Await.until("the clients work", LONG, () -> Objects.requireNonNull(engine.playground().stats()).done() > 300);
            CompletableFuture<Applied> ended = new CompletableFuture<>();
            List<String> own = indexes(engine.interactive());
            Applying applying = wiring.applying(engine);
            AdvisorTab tab = new AdvisorTab(new AdvisorTab.Parts(advising, applying, () -> new Sources.Live(Servers.db(target), null, List.of()),
                    () -> Sources.Heard.NOTHING, (step, watch) -> {
                        try {
                            Applied a = new SandboxLoop(wiring, engine, applying, step, SHORT).run(AdviceOptions.DEFAULT, null, watch);
                            ended.complete(Objects.requireNonNull(a, "no index would help"));
                            return a;
                        } catch (IOException | RuntimeException e) {
                            ended.completeExceptionally(e);
                            throw new IllegalStateException(e);
                        }
                    }), Environment.SANDBOX, kit);
            try (FxWindow window = FxWindow.show(() -> tab.open().root())) {
                press(window, "#advisor-loop");
                assertThat(FxWindow.call(() -> ((Button) root(window).lookup("#advisor-loop")).isDisabled())).isTrue();
                Await.until("its steps are told", LONG, () -> shows(window, "Clients of the sample systems begin")
                        || shows(window, " s: ") || !applying.all().isEmpty());
                Applied done = ended.join();
                assertThat(done.stage()).as(done.message()).isEqualTo(Applied.Stage.DECIDED);
                Await.until("the button is free again", LONG, () -> FxWindow.call(() -> !((Button) root(window).lookup("#advisor-loop")).isDisabled()));
                assertThat(engine.playground().traffic()).isEqualTo(before);
                assertThat(done.verdict()).isNotNull();
                List<String> made = new ArrayList<>(indexes(engine.interactive()));
                made.removeAll(own);
                assertThat(made).as(done.remedy().statement()).hasSize(done.remedy().statement().split(";\n", -1).length);
                Await.until("its row", LONG, () -> FxWindow.call(() -> Pictures.tables(root(window)).getFirst().getItems().size() == 1));
                Await.until("the measured effect opens by itself", LONG, () -> shows(window, done.verdict().sentence()));
                if (!done.verdict().effects().isEmpty()) {
                    String text = applying.texts(List.of(done.verdict().effects().getFirst().queryId())).values().iterator().next();
                    Await.until("what was measured, in words", LONG, () -> shows(window, text.replaceAll("\\s+", " ").substring(0, 10)));
                }
                press(window, "#advisor-undo");
                Await.until("the question", LONG, () -> FxWindow.call(() -> root(window).lookup("#confirm-yes") != null));
                press(window, "#confirm-yes");
                Await.until("undone", LONG, () -> applying.all().getFirst().stage() == Applied.Stage.UNDONE);
                assertThat(indexes(engine.interactive())).isEqualTo(own);
            }
        }
    }

    /** Without those of what Howdah notes of its jobs. */
    private static List<String> indexes(Db db) {
        return db.call(h -> h.createQuery("SELECT schemaname || '.' || indexname FROM pg_indexes WHERE schemaname <> 'howdah' ORDER BY 1").mapTo(String.class).list());
    }

    private static Parent root(FxWindow window) {
        return window.stage().getScene().getRoot();
    }

    private static void press(FxWindow window, String button) {
        FxWindow.run(() -> ((Button) root(window).lookup(button)).fire());
    }

    private static boolean shows(FxWindow window, String text) {
        return FxWindow.call(() -> Pictures.says(root(window), text));
    }
}
