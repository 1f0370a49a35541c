package dev.howdah.testing;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;

/**
 * Whether something that was opened and closed can be forgotten. One of many may stay: the toolkit remembers this and that of the last
 * thing it drew, focused or pointed at, which is bounded. A leak grows with every opening.
 */
public final class Leaks {
    private static final int TIMES = 5;

    private Leaks() {}

    /** Shows a new root five times in one window, then says how many of the five, beyond one, are still held by somebody. */
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
            try {
                Await.until("closed roots are forgotten", () -> {
                    // the renderer holds what it drew last until it draws again
                    FxWindow.run(() -> other.appendText("."));
                    window.settle();
                    System.gc();
                    return held(seen) <= 1;
                });
            } catch (AssertionError e) {
                return held(seen) - 1;
            }
        }
        return 0;
    }

    private static long held(List<WeakReference<Parent>> seen) {
        return seen.stream().filter(r -> r.get() != null).count();
    }
}
