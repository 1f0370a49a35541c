package dev.howdah.ui.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Leaks;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class AdvisorTabTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    /** A workload that wants indexes, one that nobody needs, and a statement that cannot be planned any more. */
    static void fill(Target target) {
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE public.customers (id int PRIMARY KEY, email text, country text)",
                "CREATE TABLE public.orders (id int PRIMARY KEY, customer int, state text, total numeric, at timestamptz)",
                "CREATE TABLE public.gone (id int)",
                "CREATE INDEX orders_id_again ON orders (id)",
                "INSERT INTO customers SELECT g, 'user' || g || '@example.org', 'c' || g % 40 FROM generate_series(1, 20000) g",
                "INSERT INTO orders SELECT g, g % 20000, CASE WHEN g % 100 = 0 THEN 'open' ELSE 'done' END, g % 977, now() - g * interval '1 minute' "
                        + "FROM generate_series(1, 200000) g",
                "VACUUM ANALYZE customers", "VACUUM ANALYZE orders",
                // filling the tables is no part of the workload
                "SELECT pg_stat_statements_reset(0, oid, 0), pg_stat_reset() FROM pg_database WHERE datname = current_database()");
        for (int i = 0; i < 20; i++) {
            Servers.execute(target, "SELECT * FROM orders WHERE customer = " + i,
                    "SELECT c.email, sum(o.total) FROM customers c JOIN orders o ON o.customer = c.id WHERE c.email = 'user" + i + "@example.org' GROUP BY 1",
                    "SELECT id, total FROM orders WHERE state = 'open' ORDER BY at DESC LIMIT 20",
                    "UPDATE orders SET total = total + 1 WHERE id = " + i);
        }
        Servers.execute(target, "SELECT * FROM gone", "DROP TABLE gone");
    }

    @Test
    void adviceIsAskedForOpenedAndTriedOutAndTheTabIsForgotten() {
        Target target = Servers.newDatabase();
        fill(target);
        FxWindow.start();
        Kit kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
        try (Advising advising = new Advising(Servers.binaries(), folder, Servers.db(target, SessionSpec.interactive()), Clock.systemUTC())) {
            JobRunner jobs = new JobRunner(target, Audits.scratch(), Clock.systemUTC());
            Applying applying = new Applying(jobs, Servers.db(target), folder.resolve("advice"), Clock.systemUTC());
            AdvisorTab tab = new AdvisorTab(new AdvisorTab.Parts(advising, applying, () -> new dev.howdah.engine.rules.Sources.Live(Servers.db(target), null, List.of()), () -> dev.howdah.engine.rules.Sources.Heard.NOTHING, null), Environment.SANDBOX, kit);
            try (FxWindow window = FxWindow.show(() -> tab.open().root())) {
                FxWindow.run(() -> ((Button) node(window, "#advisor-ask")).fire());
                Await.until("proposals", LONG, () -> FxWindow.call(() -> table(window).getItems().stream()
                        .anyMatch(r -> ((AdviceRow) r).subject().contains("customer"))));
                assertThat(FxWindow.call(() -> table(window).getItems().stream().filter(r -> ((AdviceRow) r).drop()).toList())).isNotEmpty();
                enter(window);
                Await.until("the proposal with its undo", LONG, () -> shows(window, "Undo"));
                press(window, "#advisor-apply");
                Await.until("the question", LONG, () -> FxWindow.call(() -> node(window, "#confirm-yes") != null));
                assertThat(applying.all()).isEmpty();
                press(window, "#confirm-no");
                FxWindow.run(() -> ((ToggleButton) window.stage().getScene().getRoot().lookupAll(".segments .toggle-button").toArray()[1]).fire());
                Await.until("the statements", LONG, () -> FxWindow.call(() -> !table(window).getItems().isEmpty()));
                enter(window);
                Await.until("both plans", LONG, () -> shows(window, "Plan with the advice") && shows(window, "Plan now"));
            }
            jobs.close();
            assertThat(Leaks.heldAfterClosing(() -> tab.open().root())).isZero();
        }
        assertThat(folder.toFile().list((d, name) -> name.contains("twin"))).isEmpty();
    }

    private static void enter(FxWindow window) {
        FxWindow.run(() -> {
            TableView<?> table = table(window);
            table.getSelectionModel().select(0);
            table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
    }

    private static void press(FxWindow window, String button) {
        FxWindow.run(() -> ((Button) node(window, button)).fire());
    }

    private static Node node(FxWindow window, String selector) {
        return window.stage().getScene().getRoot().lookup(selector);
    }

    private static TableView<?> table(FxWindow window) {
        return (TableView<?>) node(window, ".howdah-table");
    }

    private static boolean shows(FxWindow window, String text) {
        return FxWindow.call(() -> window.stage().getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(n -> n instanceof Labeled l && text.equals(l.getText())));
    }
}
