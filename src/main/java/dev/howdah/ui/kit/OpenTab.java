package dev.howdah.ui.kit;

import javafx.event.Event;
import javafx.event.EventType;

/** A part of a tab asks for another tab: fired at any node, it rises to the window, which shows the tab. */
public final class OpenTab extends Event {
    public static final EventType<OpenTab> TYPE = new EventType<>(Event.ANY, "OPEN_TAB");

    private static final long serialVersionUID = 1;

    private final String id;

    /** @param id as {@link TabSpec#id()}; one that is not there is ignored */
    public OpenTab(String id) {
        super(TYPE);
        this.id = id;
    }

    public String id() {
        return id;
    }
}
