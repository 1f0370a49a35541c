package dev.howdah.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Leaks;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class JobsTabTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void aJobIsChosenPlannedRunAndFollowedAndTheTabIsForgotten() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE public.t (id int PRIMARY KEY, n int)", "INSERT INTO t SELECT g, 0 FROM generate_series(1, 500) g", "ANALYZE t");
        FxWindow.start();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), Clock.systemUTC())) {
            JobQueue queue = new JobQueue(target, Audits.scratch());
            JobsTab tab = new JobsTab(runner, new Catalogue(folder, Audits.scratch(), Clock.systemUTC()), () -> queue, Audits.scratch(), kit);
            try (FxWindow window = FxWindow.show(() -> tab.open().root())) {
                Await.until("the catalogue", LONG, () -> FxWindow.call(() -> !table(window, 0).getItems().isEmpty()));
                Action backfill = tab.actions().stream().filter(a -> a.id().equals("job.data/backfill")).findFirst().orElseThrow();
                FxWindow.run(backfill.run());
                fill(window, "#param-table", "public.t");
                fill(window, "#param-column", "n");
                fill(window, "#param-value", "id * 2");
                press(window, "#job-dry-run");
                Await.until("the plan", LONG, () -> shows(window, "UPDATE"));
                press(window, "#job-run");
                Await.until("the question", LONG, () -> FxWindow.call(() -> node(window, "#confirm-yes") != null));
                press(window, "#confirm-yes");
                Await.until("the run is done", LONG, () -> FxWindow.call(() -> table(window, 1).getItems().stream()
                        .anyMatch(r -> ((RunRow) r).state().equals("done"))));
                FxWindow.run(() -> table(window, 1).getSelectionModel().select(0));
                Await.until("its log", LONG, () -> FxWindow.call(() -> node(window, "#run-log") instanceof TextArea log
                        && log.getText().contains("data/backfill")));
                press(window, "#job-queue");
                Await.until("the question", LONG, () -> FxWindow.call(() -> node(window, "#confirm-yes") != null));
                press(window, "#confirm-yes");
                Await.until("it waits in the queue", LONG, () -> queue.planned().size() == 1);
                Await.until("and is listed", LONG, () -> FxWindow.call(() -> table(window, 2).getItems().size() == 1));
            }
            assertThat(Leaks.heldAfterClosing(() -> tab.open().root())).isZero();
        }
    }

    private static Node node(FxWindow window, String selector) {
        return window.stage().getScene().getRoot().lookup(selector);
    }

    private static TableView<?> table(FxWindow window, int number) {
        return window.stage().getScene().getRoot().lookupAll(".howdah-table").stream().map(n -> (TableView<?>) n).toList().get(number);
    }

    private static boolean shows(FxWindow window, String text) {
        return FxWindow.call(() -> window.stage().getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(n -> ((Labeled) n).getText() != null && ((Labeled) n).getText().contains(text)));
    }

    private static void fill(FxWindow window, String field, String text) {
        FxWindow.run(() -> ((TextField) node(window, field)).setText(text));
    }

    private static void press(FxWindow window, String button) {
        FxWindow.run(() -> ((Button) node(window, button)).fire());
    }
}
