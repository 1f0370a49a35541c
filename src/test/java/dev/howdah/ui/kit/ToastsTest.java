package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class ToastsTest {
    @Test
    void showsWhatHappenedWithOneThingToDo() {
        AtomicInteger pressed = new AtomicInteger();
        try (FxWindow window = FxWindow.show(StackPane::new)) {
            Toasts toasts = new Toasts(window::stage);
            FxWindow.run(() -> toasts.say(Tone.LOOK, "Settings", "Line 3 is not understood.",
                    new Action("undo", "Undo", Icons.REFRESH, null, pressed::incrementAndGet)));
            Await.until("it is seen", () -> FxWindow.call(() -> find("Line 3 is not understood.") != null));
            FxWindow.run(() -> ((ButtonBase) java.util.Objects.requireNonNull(find("Undo"))).fire());
            assertThat(pressed).hasValue(1);
            FxWindow.run(() -> Window.getWindows().stream().filter(javafx.stage.PopupWindow.class::isInstance).toList().forEach(Window::hide));
        }
    }

    @Test
    void staysSilentWithoutAWindow() {
        FxWindow.start();
        FxWindow.run(() -> new Toasts(() -> null).say(Tone.GOOD, "Done", "", null));
    }

    private static @org.jspecify.annotations.Nullable Node find(String words) {
        return Window.getWindows().stream()
                .filter(w -> w.getScene() != null)
                .map(w -> find(w.getScene().getRoot(), words))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @org.jspecify.annotations.Nullable Node find(Node node, String words) {
        if (node instanceof Labeled l && words.equals(l.getText())) {
            return l;
        }
        return node instanceof Parent p
                ? p.getChildrenUnmodifiable().stream().map(c -> find(c, words)).filter(java.util.Objects::nonNull).findFirst().orElse(null)
                : null;
    }
}
