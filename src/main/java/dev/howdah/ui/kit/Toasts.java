package dev.howdah.ui.kit;

import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.jspecify.annotations.Nullable;

/** Notices at the bottom right of a window. */
public final class Toasts implements Notices {
    private static final Duration GOOD_NEWS = Duration.seconds(4);
    private static final Duration BAD_NEWS = Duration.seconds(12);
    private static final int MOST_AT_ONCE = 4;

    private final Supplier<@Nullable Window> owner;

    public Toasts(Supplier<@Nullable Window> owner) {
        this.owner = owner;
    }

    @Override
    public void say(Tone tone, String title, String text, @Nullable Action action) {
        Window window = owner.get();
        if (window == null || !window.isShowing()) {
            return;
        }
        Icons icon = Nodes.icon(tone);
        Node graphic = Nodes.styled(Nodes.row((icon == null ? Icons.INFO : icon).node(18)), tone.style());
        Notifications toast = Notifications.create()
                .owner(window)
                .title(text.isEmpty() ? "" : title)
                .text(text.isEmpty() ? title : text)
                .graphic(graphic)
                .position(Pos.BOTTOM_RIGHT)
                .hideAfter(tone == Tone.BAD || action != null ? BAD_NEWS : GOOD_NEWS)
                .threshold(MOST_AT_ONCE, Notifications.create());
        if (action != null) {
            toast.action(new org.controlsfx.control.action.Action(action.name(), e -> action.run().run()));
        }
        toast.show();
    }
}
