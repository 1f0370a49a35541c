package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Studio;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.shell.Shell;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window on a real server, off-screen and of any size, walked through tab by tab and part by part. */
final class WindowWalk implements AutoCloseable {
    /** In the order of the rail. */
    static final List<String> TABS = List.of("overview", "pool", "cache", "slow", "activity", "advisor", "jobs", "data", "servers");

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final Wiring wiring;
    private final Engine engine;
    private final Studio studio;
    private final Desk desk;
    private final Shell shell;

    private WindowWalk(Wiring wiring, Engine engine) {
        this(wiring, engine, Notices.silent());
    }

    /** Over what was wired by a test, by its clock; all of it is closed with the walk. */
    WindowWalk(Wiring wiring, Engine engine, Notices notices) {
        this.wiring = wiring;
        this.engine = engine;
        FxWindow.start();
        Kit kit = FxWindow.call(() -> new Kit(Fx.live(), Memory.brief(), Files.dialogs(), notices, wiring.clock()));
        desk = new Desk(wiring, kit);
        studio = FxWindow.call(() -> new Studio(WIDTH, HEIGHT));
        shell = FxWindow.call(() -> {
            Shell made = new Shell(desk, kit);
            studio.theme(Theme.DARK);
            studio.show(made.root());
            made.show(desk.connected(engine, made.range()));
            return made;
        });
    }

    /** On an own database with a few tables and statements. */
    static WindowWalk open(Path home) {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE orders (id bigint PRIMARY KEY, customer int, note text)",
                "INSERT INTO orders SELECT i, i % 100, 'note ' || i FROM generate_series(1, 2000) i", "ANALYZE orders",
                "SELECT count(*) FROM orders WHERE customer = 7");
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "dba", "Linux");
        Wiring wiring = new Wiring(here, Servers.binaries());
        wiring.settings().set("history.record", false);
        return new WindowWalk(wiring, Engine.open(target, PoolSpec.of(2, 0, Duration.ofHours(1), true), Audits.scratch(), Clock.systemUTC()));
    }

    Shell shell() {
        return shell;
    }

    /** Shows another server, as the window opens it. */
    void open(Engine next) {
        FxWindow.run(() -> shell.open(next.target().name(), () -> desk.live(next, shell.range())));
    }

    /** Whether a text of the window holds these words. */
    boolean shows(String words) {
        LockSupport.parkNanos(50_000_000);
        return FxWindow.call(() -> all(shell.root()).anyMatch(x -> x instanceof Labeled l && String.valueOf(l.getText()).contains(words)));
    }

    void theme(Theme theme) {
        FxWindow.run(() -> studio.theme(theme));
    }

    /** The tabs that the window has. */
    List<String> ids() {
        return FxWindow.call(this::tabs);
    }

    /** Does something with the window's root, on the FX thread. */
    void on(Consumer<Parent> action) {
        FxWindow.run(() -> action.accept(shell.root()));
    }

    /** Shows every part of a tab, and calls with its name and the window's root, on the FX thread. */
    void each(String tab, BiConsumer<String, Parent> look) {
        each(tab, new int[] {1280, 800, 100}, look);
    }

    /** The same in a window of this width, height and scale. */
    void each(String tab, int[] size, BiConsumer<String, Parent> look) {
        FxWindow.run(() -> {
            shell.tab(tab);
            layout(size);
        });
        look(tab, size, look);
        Set<String> seen = new HashSet<>();
        for (ToggleButton next = unseen(seen); next != null; next = unseen(seen)) {
            ToggleButton part = next;
            seen.add(name(part));
            FxWindow.run(part::fire);
            look(tab + ", " + name(part), size, look);
        }
    }

    /** Lays the window out anew, with this width, height and scale. On the FX thread. */
    void layout(int[] size) {
        shell.scale(size[2]);
        Parent root = shell.root();
        root.resizeRelocate(0, 0, size[0], size[1]);
        for (int i = 0; i < 2; i++) {
            root.applyCss();
            root.layout();
        }
    }

    private void look(String name, int[] size, BiConsumer<String, Parent> look) {
        settle();
        FxWindow.run(() -> {
            layout(size);
            look.accept(name, shell.root());
        });
    }

    private List<String> tabs() {
        return all(shell.root()).filter(n -> n.getStyleClass().contains("rail-tab")).map(n -> ((TabSpec) n.getUserData()).id()).toList();
    }

    /** A switch between parts of the tab that was not pressed yet. */
    private ToggleButton unseen(Set<String> seen) {
        return FxWindow.call(() -> all(shell.root().lookup(".tab-place"))
                .filter(n -> n instanceof ToggleButton t && inSegments(t) && !t.isSelected() && !t.isDisabled() && !seen.contains(name(t)))
                .map(ToggleButton.class::cast)
                .findFirst()
                .orElse(null));
    }

    private static boolean inSegments(Node node) {
        for (Node up = node.getParent(); up != null; up = up.getParent()) {
            if (up.getStyleClass().contains("segments")) {
                return true;
            }
        }
        return false;
    }

    private static String name(ToggleButton part) {
        return part.getText() + "/" + part.getUserData();
    }

    private static void settle() {
        WaitForAsyncUtils.waitForFxEvents(5);
    }

    /** A node that is visible and everything visible in it. */
    static Stream<Node> all(Node node) {
        List<Node> found = new ArrayList<>();
        collect(node, found);
        return found.stream();
    }

    private static void collect(Node node, List<Node> found) {
        if (node == null || !node.isVisible()) {
            return;
        }
        found.add(node);
        if (node instanceof Parent p) {
            p.getChildrenUnmodifiable().forEach(c -> collect(c, found));
        }
    }

    @Override
    public void close() {
        FxWindow.run(() -> {
            shell.close();
            studio.close();
        });
        engine.close();
        wiring.close();
    }
}
