package dev.howdah.testing;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;

/** Whether something that was opened and closed can be forgotten. */
public final class Leaks {
    private static final int TIMES = 5;

    private Leaks() {}

    /** Shows a new root five times in one window, then says how many of the five are still held by somebody. */
    public static long heldAfterClosing(Supplier<? extends Parent> root) {
        List<WeakReference<Parent>> seen = new ArrayList<>();
        StackPane place = FxWindow.call(StackPane::new);
        try (FxWindow window = FxWindow.show(() -> place)) {
            for (int i = 0; i < TIMES; i++) {
                FxWindow.run(() -> {
                    Parent one = root.get();
                    seen.add(new WeakReference<>(one));
                    place.getChildren().setAll(one);
                });
                window.settle();
            }
            TextField other = FxWindow.call(TextField::new);
            FxWindow.run(() -> {
                // the scene holds its last focus owner until another takes its place
                place.getChildren().setAll(other);
                other.requestFocus();
            });
            // and what the mouse stood on, where another test left it, until it stands on something else
            window.settle();
            window.robot().moveTo(FxWindow.call(() -> other.localToScreen(5, 5)));
            try {
                Await.until("closed roots are forgotten", () -> {
                    // the renderer holds what it drew last until it draws again
                    FxWindow.run(() -> other.appendText("."));
                    window.settle();
                    System.gc();
                    return seen.stream().allMatch(r -> r.get() == null);
                });
            } catch (AssertionError e) {
                return seen.stream().filter(r -> r.get() != null).count();
            }
        }
        return 0;
    }
}
