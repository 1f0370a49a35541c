package dev.howdah.testing;

import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Source;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.Theme;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * What every gallery does: shows a tab off-screen, presses in it, waits until it shows what it should, and writes its picture in both
 * themes. It waits for what is to be seen, never for a time. Its methods are called off the FX thread; those of them that are static and take a root
 * run on it, within {@link #on}.
 */
public final class Pictures {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FRAMES = 20;
    private static final int WIDTH = 1544;
    private static final int HEIGHT = 920;

    private final Path folder;
    private final Studio studio;
    private final Kit kit;

    private Pictures(Path folder, Studio studio) {
        this.folder = folder;
        this.studio = studio;
        this.kit = new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC());
    }

    /** Starts the toolkit without a display; once a process. Arguments: the folder, by default target/gallery, the width, the height. */
    public static Pictures start(String... args) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        // The toolkit's threads would keep a gallery alive whose main thread has failed.
        Thread.currentThread().setUncaughtExceptionHandler((t, e) -> {
            e.printStackTrace();
            System.exit(1);
        });
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(() -> {
            Platform.setImplicitExit(false);
            started.countDown();
        });
        Await.until("the toolkit has started", PATIENCE, () -> started.getCount() == 0);
        int width = args.length > 1 ? Integer.parseInt(args[1]) : WIDTH;
        int height = args.length > 2 ? Integer.parseInt(args[2]) : HEIGHT;
        return new Pictures(Path.of(args.length > 0 ? args[0] : "target/gallery"), FxWindow.call(() -> new Studio(width, height)));
    }

    public Path folder() {
        return folder;
    }

    /** What tabs are made with. */
    public Kit kit() {
        return kit;
    }

    /** Opens the tab and puts it on show, in the dark theme. */
    public Screen open(TabSpec tab) {
        return show(on(tab::open));
    }

    /** Puts a screen on show; that which was on show before is hidden. */
    public Screen show(Screen screen) {
        show(screen.root());
        return screen;
    }

    public void show(Parent root) {
        FxWindow.run(() -> {
            studio.theme(Theme.DARK);
            studio.show(root);
        });
    }

    /** Runs on the FX thread and waits for the answer. */
    public static <T> T on(Callable<T> call) {
        return FxWindow.call(call);
    }

    /** Does something with the screen's root on the FX thread. */
    public static void with(Screen screen, Consumer<Parent> action) {
        FxWindow.run(() -> action.accept(screen.root()));
    }

    /** Waits until the screen's root is so. */
    public static void until(Screen screen, String what, Predicate<Parent> condition) {
        Await.until(what, PATIENCE, () -> {
            // looking takes the FX thread's time
            LockSupport.parkNanos(100_000_000);
            return on(() -> condition.test(screen.root()));
        });
    }

    public static void untilSays(Screen screen, String words) {
        until(screen, "says " + words, r -> FxWindow.says(r, words));
    }

    /** Waits until a node of this selector is to be seen: {@code .problem}, {@code .lack}. */
    public static void untilShows(Screen screen, String selector) {
        until(screen, "shows " + selector, r -> shows(r, selector));
    }

    /** Waits until the table with this number, of those that are seen, has rows. */
    public static void untilRows(Screen screen, int table) {
        until(screen, "table " + table + " has rows", r -> tables(r).size() > table && !tables(r).get(table).getItems().isEmpty());
    }

    /** Waits for so many readings of a probe, so that charts over time have something to draw. */
    public static <T> void readings(Source sampler, Probe<T> probe, int n) {
        CountDownLatch left = new CountDownLatch(n);
        try (var subscription = sampler.subscribe(probe, r -> left.countDown())) {
            Await.until(n + " readings of " + probe.name(), PATIENCE, () -> left.getCount() == 0);
        }
    }

    /** Writes what is on show in both themes: {@code name-dark.png}, {@code name-light.png}. */
    public void shoot(String name) {
        for (Theme theme : Theme.values()) {
            Path file = folder.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            on(() -> {
                studio.theme(theme);
                return studio.shoot(file, FRAMES);
            }).join();
        }
        FxWindow.run(() -> studio.theme(Theme.DARK));
    }

    /** Fires all buttons whose text this is, or the one of the id when it begins with {@code #}. */
    public static void press(Parent root, String text) {
        List<ButtonBase> found = text.startsWith("#")
                ? List.of((ButtonBase) root.lookup(text))
                : all(root, ".button, .toggle-button").filter(ButtonBase.class::isInstance).map(ButtonBase.class::cast)
                        .filter(b -> text.equals(b.getText())).toList();
        if (found.isEmpty()) {
            throw new AssertionError("no button says " + text);
        }
        found.forEach(ButtonBase::fire);
    }

    /** Chooses the part of this number in the tab's own row of parts. */
    public static void part(Parent root, int number) {
        ((ToggleButton) root.lookupAll(".segments .toggle-button").toArray()[number]).fire();
    }

    /** Those that are seen, in the order of the scene. */
    public static List<TableView<?>> tables(Parent root) {
        return root.lookupAll(".howdah-table").stream().filter(Pictures::seen).<TableView<?>>map(TableView.class::cast).toList();
    }

    public static void type(Parent root, String selector, String text) {
        ((TextInputControl) root.lookup(selector)).setText(text);
    }

    /** Selects the row in the table of this number. */
    public static void select(Parent root, int table, int row) {
        tables(root).get(table).getSelectionModel().clearAndSelect(row);
    }

    /** Selects the row in the table of this number and opens it, as Enter does. */
    public static void enter(Parent root, int table, int row) {
        select(root, table, row);
        tables(root).get(table).fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    }

    /** Whether a label, cell or button that is seen contains these words. */
    public static boolean says(Parent root, String words) {
        return FxWindow.says(root, words);
    }

    /** Whether a node of one of these selectors, divided by commas, is seen. */
    public static boolean shows(Parent root, String selector) {
        return all(root, selector).anyMatch(Pictures::seen);
    }

    private static Stream<Node> all(Parent root, String selectors) {
        return Stream.of(selectors.split(", ")).flatMap(s -> root.lookupAll(s).stream());
    }

    private static boolean seen(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
