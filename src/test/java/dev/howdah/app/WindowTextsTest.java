package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Every part of every tab, in both languages: what the keyboard reaches has a name, and nothing is cut off at any size. */
@Isolated("it changes the language")
class WindowTextsTest {
    /** Width, height, per cent: from small print to large. What has room at 1280 has it at 1600, and 150 % is laid out as 200 %. */
    private static final int[][] SIZES = {{1600, 1000, 80}, {1280, 800, 100}, {1600, 1000, 200}};

    @TempDir
    Path home;

    private final Set<String> nameless = new ConcurrentSkipListSet<>();
    private final Set<String> cut = new ConcurrentSkipListSet<>();

    @Test
    void everythingHasANameAndRoomInEnglish() {
        walk("en");
    }

    @Test
    void everythingHasANameAndRoomInGerman() {
        walk("de");
    }

    private void walk(String language) {
        String before = System.setProperty(dev.howdah.engine.text.Text.PROPERTY, language);
        try (WindowWalk window = WindowWalk.open(home)) {
            window.each((part, root) -> {
                WindowWalk.all(root).filter(n -> n.isFocusTraversable() && !named(n)).forEach(n -> nameless.add(part + ": " + describe(n)));
                for (int[] size : SIZES) {
                    window.layout(size[0], size[1], size[2]);
                    WindowWalk.all(root).filter(n -> n instanceof Labeled).map(Labeled.class::cast).filter(l -> isCut(l) || isOutside(l, size))
                            .forEach(l -> cut.add(part + " at " + List.of(size[0], size[1], size[2]) + ": " + describe(l)));
                }
            });
        } finally {
            if (before == null) {
                System.clearProperty(dev.howdah.engine.text.Text.PROPERTY);
            } else {
                System.setProperty(dev.howdah.engine.text.Text.PROPERTY, before);
            }
        }
        assertThat(new TreeSet<>(nameless)).as("reached by the keyboard, without a text for screen readers").isEmpty();
        assertThat(new TreeSet<>(cut)).as("cut off").isEmpty();
    }

    private static boolean named(Node node) {
        boolean told = node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
        boolean written = node instanceof Labeled l && l.getText() != null && !l.getText().isBlank();
        return told || written || node instanceof ScrollBar || node instanceof ScrollPane || labelled(node);
    }

    private static boolean labelled(Node node) {
        return WindowWalk.all(node.getScene().getRoot()).anyMatch(n -> n instanceof Label l && l.getLabelFor() == node);
    }

    /** A long text in a cell may be cut: it stands whole in the detail. */
    private static boolean isCut(Labeled l) {
        if (l instanceof IndexedCell || l.getText() == null || l.getText().isBlank()) {
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
        return !l.getText().isBlank() && (b.getMaxX() > size[0] + 1 || b.getMaxY() > size[1] + 1);
    }

    private static String describe(Node node) {
        String words = node instanceof Labeled l ? l.getText() : node instanceof TextInputControl t ? t.getPromptText() : "";
        return node.getClass().getSimpleName() + (node.getId() == null ? "" : "#" + node.getId()) + " " + node.getStyleClass() + " " + words;
    }
}
