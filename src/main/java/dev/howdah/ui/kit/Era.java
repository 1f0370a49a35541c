package dev.howdah.ui.kit;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The time that a window shows, the same for all its tabs: now, or a recorded moment. A tab that changes the server by what it shows
 * binds its buttons to {@link #past}. It outlives tabs, so they hold on to it weakly or only while they are shown. For the FX thread.
 */
public final class Era {
    private final ReadOnlyObjectWrapper<@Nullable Instant> moment = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper past = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<Mark>> marks = new ReadOnlyObjectWrapper<>(List.of());
    private Consumer<Instant> door = at -> {};

    /** The moment whose data are shown; null while they are live. */
    public ReadOnlyObjectProperty<@Nullable Instant> moment() {
        return moment.getReadOnlyProperty();
    }

    /** True while the past is shown: nothing that is seen may be acted on. */
    public ReadOnlyBooleanProperty past() {
        return past.getReadOnlyProperty();
    }

    /** What happened, oldest first; all charts draw it. */
    public ReadOnlyObjectProperty<List<Mark>> marks() {
        return marks.getReadOnlyProperty();
    }

    /** Asks the window to show a moment. */
    public void go(Instant at) {
        door.accept(at);
    }

    /** Who moves the window through time. */
    public void onGo(Consumer<Instant> mover) {
        door = mover;
    }

    /** Told by who moves the window, after the data were handed out; null is the present. */
    public void show(@Nullable Instant at) {
        past.set(at != null);
        moment.set(at);
    }

    /** Told by who reads what happened. */
    public void mark(List<Mark> now) {
        if (!now.equals(marks.get())) {
            marks.set(List.copyOf(now));
        }
    }
}
