package dev.howdah.ui.kit;

import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** A tab as the rail knows it. */
public interface TabSpec {
    /** Short, stable, lower case: names the tab in the remembered layout, in pictures and on the command line. */
    String id();

    /** The title, already in the user's language. */
    String title();

    Icons icon();

    /** Makes model, controller and view. Called when the tab is first chosen; the screen is kept while the connection lasts. */
    Screen open();

    /** The mark at the rail icon. */
    default ObservableValue<Badge> badge() {
        return new SimpleObjectProperty<>(Badge.NONE);
    }

    /** What the palette offers for this tab, besides opening it. */
    default List<Action> actions() {
        return List.of();
    }

    /** What the tab shows while the window shows a past moment. */
    enum InPast {
        /** That moment, as far as it was recorded; what was not is said. */
        MOMENT,
        /** The present: it tells no samples. */
        PRESENT
    }

    default InPast inPast() {
        return InPast.PRESENT;
    }

    /** Shows the thing of this name, which another tab told of: a table, a process id. One that it does not know is ignored. */
    default void find(String object) {}

    /** F5: ask the server again. */
    default void refresh() {}

    /** The server is closed, and the screen shown no more: what outlives being shown ends here. Called once, on a thread that may wait. */
    default void close() {}
}
