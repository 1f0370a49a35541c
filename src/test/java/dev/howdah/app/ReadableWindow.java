package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Contrast;
import dev.howdah.ui.kit.Theme;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableRow;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import org.assertj.core.api.SoftAssertions;

/**
 * A whole window and what is wrong with its parts: what the keyboard reaches and has no name or does not show that it was reached, where
 * the Tab key is caught, what is cut off or lies on another at some size, and what stands out too little from its ground.
 */
final class ReadableWindow implements AutoCloseable {
    /** Width, height, per cent. */
    private static final int[] SMALLEST = {1280, 800, 100};

    /** The smallest and the largest scale of all that there are. */
    private static final int[][] SIZES = {{1280, 800, 80}, {1600, 1000, 150}, {1280, 800, 200}};

    /** More steps than any part has that the keyboard reaches. */
    private static final int STEPS = 150;

    private final WindowWalk window;
    private final Set<String> lookedAt = new ConcurrentSkipListSet<>();
    private final Set<String> nameless = new ConcurrentSkipListSet<>();
    private final Set<String> unmarked = new ConcurrentSkipListSet<>();
    private final Set<String> caught = new ConcurrentSkipListSet<>();
    private final Set<String> cut = new ConcurrentSkipListSet<>();
    private final Set<String> overlapping = new ConcurrentSkipListSet<>();
    private final Set<String> pale = new ConcurrentSkipListSet<>();

    ReadableWindow(Path home) {
        window = WindowWalk.open(home);
    }

    List<String> ids() {
        return window.ids();
    }

    @Override
    public void close() {
        window.close();
    }

    /** Every part of a tab is reached, named, shows the keyboard, is readable at all sizes, and stands out in both themes. */
    void reaches(String tab) {
        window.each(tab, (part, root) -> {
            WindowWalk.all(root).filter(Node::isFocusTraversable).forEach(n -> reached(part, n));
            goRound(part, root);
            atAllSizes(part, root);
            lookForPale(part, root);
        });
        nothingIsWrong();
    }

    /** Every part of a tab is readable at all sizes. */
    void shows(String tab) {
        window.each(tab, this::atAllSizes);
        nothingIsWrong();
    }

    /** The same as for tabs for the bell's list, the form for a server and the palette, which keep the keyboard until Escape. */
    void reachesSheets() {
        Map<String, Runnable> sheets =
                Map.of("alerts", window.shell()::alerts, "connect", window.shell()::connect, "palette", window.shell()::search);
        sheets.forEach((name, open) -> window.on(root -> {
            window.layout(SMALLEST);
            open.run();
            window.layout(SMALLEST);
            Parent sheet = (Parent) root.lookup(".sheet-room");
            WindowWalk.all(sheet).filter(Node::isFocusTraversable).forEach(n -> reached(name, n));
            goRound(name, sheet).stream().filter(n -> !WindowWalk.all(sheet).toList().contains(n))
                    .forEach(n -> caught.add(name + " lets the keyboard go to " + describe(n)));
            atAllSizes(name, sheet);
            Event.fireEvent(sheet, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
            assertThat(root.lookup(".sheet-room")).as("Escape closes " + name).isNull();
        }));
        nothingIsWrong();
    }

    /** Header, rail and footer are readable at all sizes. */
    void showsItsFrame() {
        for (int[] size : SIZES) {
            window.each("data", size, (part, root) -> lookForCuts(part, root, size));
        }
        nothingIsWrong();
    }

    private void atAllSizes(String part, Parent root) {
        lookForCuts(part, root, SMALLEST);
        for (int[] size : SIZES) {
            window.layout(size);
            lookForCuts(part, root, size);
        }
        window.layout(SMALLEST);
    }

    /** In both themes, with the first row of each table chosen. */
    private void lookForPale(String part, Parent root) {
        WindowWalk.all(root).filter(n -> n instanceof TableRow<?> r && !r.isEmpty() && r.getIndex() == 0)
                .forEach(r -> r.pseudoClassStateChanged(PseudoClass.getPseudoClass("selected"), true));
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            theme.apply(root.getScene());
            window.layout(SMALLEST);
            Contrast.low(root).forEach((words, ratio) -> pale.add(part + ", " + theme + ": " + words + " is " + ratio));
        }
    }

    private void nothingIsWrong() {
        SoftAssertions.assertSoftly(all -> {
            all.assertThat(taken(nameless)).as("reached by the keyboard, without a text for screen readers").isEmpty();
            all.assertThat(taken(unmarked)).as("looks the same with the keyboard on it").isEmpty();
            all.assertThat(taken(caught)).as("keeps the keyboard").isEmpty();
            all.assertThat(taken(cut)).as("cut off").isEmpty();
            all.assertThat(taken(overlapping)).as("lies on another").isEmpty();
            all.assertThat(taken(pale)).as("contrast too low").isEmpty();
        });
    }

    /** What was found; the next part begins with nothing. */
    private static Set<String> taken(Set<String> found) {
        Set<String> all = new TreeSet<>(found);
        found.clear();
        return all;
    }

    private void lookForCuts(String part, Parent root, int[] size) {
        String where = part + " at " + List.of(size[0], size[1], size[2]) + ": ";
        WindowWalk.all(root).filter(n -> n instanceof Labeled).map(Labeled.class::cast).filter(l -> isCut(l) || isOutside(l, size))
                .forEach(l -> cut.add(where + describe(l) + " to " + l.localToScene(l.getLayoutBounds()).getMaxX() + ", " + l.localToScene(l.getLayoutBounds()).getMaxY()));
        List<Seen> parts = WindowWalk.all(root).filter(ReadableWindow::isReadOrPressed).map(n -> new Seen(n, seen(n)))
                .filter(p -> p.where.getWidth() > 0 && p.where.getHeight() > 0).toList();
        for (int i = 0; i < parts.size(); i++) {
            for (int j = i + 1; j < parts.size(); j++) {
                if (overlap(parts.get(i), parts.get(j))) {
                    overlapping.add(where + describe(parts.get(i).node) + " and " + describe(parts.get(j).node));
                }
            }
        }
    }

    private record Seen(Node node, Bounds where) {}

    /** What must be seen whole. Cells move under their header, and what is stale lies under its mark on purpose. */
    private static boolean isReadOrPressed(Node n) {
        boolean control = n instanceof ButtonBase || n instanceof TextInputControl || n instanceof Slider || n instanceof ComboBoxBase<?>
                || n instanceof Label l && l.getText() != null && !l.getText().isBlank();
        return control && !n.isMouseTransparent() && !isWithin(n, VirtualFlow.class) && !under(n, "stale") && !under(n, "column-header");
    }

    private static boolean overlap(Seen a, Seen b) {
        Bounds one = a.where;
        Bounds two = b.where;
        double width = Math.min(one.getMaxX(), two.getMaxX()) - Math.max(one.getMinX(), two.getMinX());
        double height = Math.min(one.getMaxY(), two.getMaxY()) - Math.max(one.getMinY(), two.getMinY());
        return width > 1.5 && height > 1.5 && !within(a.node, b.node);
    }

    private static boolean within(Node outer, Node inner) {
        Node up = inner;
        while (up != null && up != outer) {
            up = up.getParent();
        }
        return up != null;
    }

    /** Where a node is seen: what a pane has scrolled away is not. */
    private static Bounds seen(Node node) {
        Bounds b = node.localToScene(node.getLayoutBounds());
        for (Node up = node.getParent(); up != null; up = up.getParent()) {
            if (up instanceof ScrollPane) {
                Bounds c = up.localToScene(up.getLayoutBounds());
                double x = Math.max(b.getMinX(), c.getMinX());
                double y = Math.max(b.getMinY(), c.getMinY());
                b = new BoundingBox(x, y, Math.max(0, Math.min(b.getMaxX(), c.getMaxX()) - x), Math.max(0, Math.min(b.getMaxY(), c.getMaxY()) - y));
            }
        }
        return b;
    }

    private static boolean isWithin(Node node, Class<?> type) {
        Node up = node.getParent();
        while (up != null && !type.isInstance(up)) {
            up = up.getParent();
        }
        return up != null;
    }

    private static boolean under(Node node, String style) {
        Node up = node;
        while (up != null && !up.getStyleClass().contains(style)) {
            up = up.getParent();
        }
        return up != null;
    }

    private void reached(String part, Node node) {
        if (!named(node)) {
            nameless.add(part + ": " + describe(node));
        }
        // one of a kind is enough: pictures take their time
        boolean shown = !node.isDisabled() && node.getLayoutBounds().getWidth() > 0 && !(node instanceof ScrollPane);
        if (shown && lookedAt.add(node.getClass() + " " + node.getStyleClass()) && !showsFocus(node)) {
            unmarked.add(node.getClass().getSimpleName() + " " + node.getStyleClass());
        }
    }

    private static boolean named(Node node) {
        boolean told = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
        boolean written = node instanceof Labeled l && l.getText() != null && !l.getText().isBlank();
        // a spinner's field has the spinner's own name
        return told || written || node.getParent() instanceof Spinner<?> || node instanceof ScrollBar || node instanceof ScrollPane || labelled(node);
    }

    private static boolean labelled(Node node) {
        return WindowWalk.all(node.getScene().getRoot()).anyMatch(n -> n instanceof Label l && l.getLabelFor() == node);
    }

    private static boolean showsFocus(Node node) {
        Node drawn = node.getParent() instanceof Spinner<?> s ? s : node;
        focus(drawn, false);
        WritableImage without = drawn.snapshot(null, null);
        focus(drawn, true);
        WritableImage with = drawn.snapshot(null, null);
        focus(drawn, drawn.isFocused());
        if (with.getWidth() != without.getWidth() || with.getHeight() != without.getHeight()) {
            return true;
        }
        for (int y = 0; y < with.getHeight(); y++) {
            for (int x = 0; x < with.getWidth(); x++) {
                if (with.getPixelReader().getArgb(x, y) != without.getPixelReader().getArgb(x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void focus(Node node, boolean now) {
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("focused"), now);
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("focus-visible"), now);
        node.applyCss();
    }

    /** Presses Tab until it is where it began; returns what had the keyboard meanwhile. */
    private Set<Node> goRound(String part, Parent root) {
        Node first = WindowWalk.all(root).filter(n -> n.isFocusTraversable() && !n.isDisabled()).findFirst().orElseThrow();
        first.requestFocus();
        Set<Node> visited = new LinkedHashSet<>();
        Node last = first;
        for (int i = 0; i < STEPS; i++) {
            visited.add(last);
            Event.fireEvent(last, new KeyEvent(KeyEvent.KEY_PRESSED, "\t", "\t", KeyCode.TAB, false, false, false, false));
            Node now = root.getScene().getFocusOwner();
            if (now == last && WindowWalk.all(root).filter(n -> n.isFocusTraversable() && !n.isDisabled()).count() == 1) {
                return visited;
            }
            if (now == null || now == last) {
                caught.add(part + ": " + describe(last));
                return visited;
            }
            if (visited.contains(now)) {
                break;
            }
            last = now;
        }
        return visited;
    }

    /** A long text in a cell may be cut, for it stands whole in the detail; one with a tooltip that says all of it, too. */
    private static boolean isCut(Labeled l) {
        if (l instanceof IndexedCell || l.getText() == null || l.getText().isBlank()) {
            return false;
        }
        if (l.getTooltip() != null && l.getTooltip().getText() != null && l.getTooltip().getText().contains(l.getText())) {
            return false;
        }
        return l.getChildrenUnmodifiable().stream()
                .anyMatch(c -> c instanceof Text t && t.isVisible() && !t.getText().equals(l.getText()) && t.getText().contains("…") && !l.getText().contains("…"));
    }

    /** Beyond the window's edge, and nothing scrolls it into view. */
    private static boolean isOutside(Labeled l, int[] size) {
        for (Node up = l; up != null; up = up.getParent()) {
            if (up instanceof ScrollPane || up instanceof IndexedCell || up.getStyleClass().contains("virtual-flow") || up.getStyleClass().contains("column-header")) {
                return false;
            }
        }
        Bounds b = l.localToScene(l.getLayoutBounds());
        return l.getText() != null && !l.getText().isBlank() && (b.getMaxX() > size[0] + 1 || b.getMaxY() > size[1] + 1);
    }

    private static String describe(Node node) {
        String words = node instanceof Labeled l ? l.getText() : node instanceof TextInputControl t ? t.getPromptText() : "";
        return node.getClass().getSimpleName() + (node.getId() == null ? "" : "#" + node.getId()) + " " + node.getStyleClass() + " " + words;
    }
}
