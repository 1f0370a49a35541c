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
import dev.howdah.ui.activity.ActivityParts;
import dev.howdah.ui.activity.ActivityTab;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.PlanView;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class SlowTabsTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void toolkit() {
        try {
            Platform.startup(() -> Platform.setImplicitExit(false));
        } catch (IllegalStateException running) {
            Platform.setImplicitExit(false);
        }
    }

    @Test
    void opensEverySectionAndLetsGo() throws Exception {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        SlowDesk desk = new SlowDesk(target, folder, kit());
        TabSpec slow = desk.slow();
        TabSpec activity = desk.activity();
        for (TabSpec tab : new TabSpec[] {slow, activity}) {
            Stage[] stage = new Stage[1];
            Parent[] root = new Parent[1];
            onFx(() -> {
                Screen screen = tab.open();
                root[0] = screen.root();
                stage[0] = new Stage();
                stage[0].setScene(new Scene(root[0], 900, 700));
                stage[0].show();
                return 0;
            });
            for (int i = 0; i < 6; i++) {
                int section = Math.min(i, tab == slow ? 5 : 3);
                onFx(() -> {
                    ToggleButton button = (ToggleButton) root[0].lookup(".page-bar").lookupAll(".toggle-button").toArray()[section];
                    button.fire();
                    root[0].applyCss();
                    root[0].layout();
                    return 0;
                });
            }
            WeakReference<Parent> gone = new WeakReference<>(root[0]);
            root[0] = null;
            onFx(() -> {
                stage[0].setScene(null);
                stage[0].close();
                stage[0] = null;
                return 0;
            });
            Await.until(tab.id() + " is let go", () -> {
                System.gc();
                return gone.get() == null;
            });
        }
        desk.close();
    }

    private static Kit kit() {
        return new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
    }

    /** Nothing of a plan is read on the window's thread: its answer never comes within the turn that asked for it. */
    @Test
    void readsPlansWhereNoFrameWaits() throws Exception {
        String text = plan(5_000);
        Kit kit = kit();
        SlowDesk desk = new SlowDesk(Servers.newDatabase(), folder, kit);
        SlowParts parts = desk.parts();
        PlanHistory plans = parts.plans();
        plans.add(5, dev.howdah.engine.plan.Plan.parse(text), java.time.Instant.EPOCH, PlanHistory.Source.PASTED);
        SlowModel model = new SlowModel();
        onFx(() -> {
            SlowController controller = new SlowController(model, parts, desk.range(), kit);
            LogController logs = new LogController(new LogModel(), parts.log(), plans, (id, name) -> {}, kit);
            controller.onPaste(text, text);
            controller.onShowPlan(plans.of(5).getFirst());
            assertThat(logs.plan(text).running()).isTrue();
            assertThat(model.pasted.get()).isEqualTo(SlowModel.Planned.NONE);
            assertThat(model.planned.get()).isEqualTo(SlowModel.Planned.NONE);
            return 0;
        });
        Await.until("both are read", () -> model.pasted.get().sheet() != null && model.planned.get().sheet() != null);
        desk.close();
    }

    /** What the window's thread has to do for a plan that is read; the rows that nobody sees make no cell. */
    @Test
    void laysOutOnlyTheStepsThatAreSeen() throws Exception {
        Kit kit = Kit.direct(Clock.systemUTC());
        PlanSheet small = PlanSheet.of(dev.howdah.engine.plan.Plan.parse(plan(50)), false);
        PlanSheet great = PlanSheet.of(dev.howdah.engine.plan.Plan.parse(plan(5_000)), false);
        onFx(() -> {
            var threads = java.lang.management.ManagementFactory.getThreadMXBean();
            for (PlanSheet sheet : List.of(small, great, small, great, small, great)) {
                long t = System.nanoTime();
                long cpu = threads.getCurrentThreadCpuTime();
                Parent root = new PlanView(sheet, kit).node();
                new Scene(root, 900, 700);
                root.applyCss();
                root.layout();
                System.getLogger("figures").log(System.Logger.Level.INFO, "plan view of {2} nodes: {0} ms, {1} ms of CPU",
                        (System.nanoTime() - t) / 1_000_000, (threads.getCurrentThreadCpuTime() - cpu) / 1_000_000, sheet.steps().size());
                assertThat(((TableView<?>) root.lookup(".howdah-table")).getItems()).hasSameSizeAs(sheet.steps());
                assertThat(root.lookupAll(".table-row-cell")).hasSizeLessThan(60);
            }
            return 0;
        });
    }

    private static String plan(int scans) {
        StringBuilder s = new StringBuilder("Append  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..500.0 rows=1 loops=1)\n");
        for (int i = 0; i < scans; i++) {
            s.append("  ->  Seq Scan on part_").append(i).append("  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..0.1 rows=1 loops=1)\n");
        }
        return s.toString();
    }

    private static <T> T onFx(Callable<T> call) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(call.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done.get();
    }
}
