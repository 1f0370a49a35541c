package dev.howdah.ui.kit;

import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/** Where the keyboard was before something opened, so that it can go back there. For the FX thread. */
public final class Focus {
    private @Nullable Node before;

    /** Notes where it is in the window of this node. */
    public void note(Node within) {
        before = owner(within);
    }

    /** It goes back, if there is still where to; what was noted is forgotten. */
    public void back() {
        Node back = before;
        forget();
        if (back != null && back.getScene() != null) {
            back.requestFocus();
        }
    }

    public void forget() {
        before = null;
    }

    /** Whether a node or something in it has the keyboard. */
    public static boolean isIn(Node outer) {
        return isWithin(outer, owner(outer));
    }

    /** Whether a node is another one or lies in it. */
    public static boolean isWithin(Node outer, @Nullable Node inner) {
        Node up = inner;
        while (up != null && up != outer) {
            up = up.getParent();
        }
        return up != null;
    }

    private static @Nullable Node owner(Node within) {
        Scene scene = within.getScene();
        return scene == null ? null : scene.getFocusOwner();
    }
}
