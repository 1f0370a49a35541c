package dev.howdah.ui.kit;

import java.time.Instant;
import javafx.event.Event;
import javafx.event.EventType;
import org.jspecify.annotations.Nullable;

/** A part of a tab asks for another tab: fired at any node, it rises to the window, which shows the tab. */
public final class OpenTab extends Event {
    public static final EventType<OpenTab> TYPE = new EventType<>(Event.ANY, "OPEN_TAB");

    private static final long serialVersionUID = 1;

    private final String server;
    private final String id;
    private final String object;
    private final transient @Nullable Instant moment;

    /** @param id as {@link TabSpec#id()}; one that is not there is ignored */
    public OpenTab(String id) {
        this("", id, "", null);
    }

    /** @param object what the tab is to show, as it reads it; empty for the tab as it stands */
    public OpenTab(String id, String object) {
        this("", id, object, null);
    }

    /** @param moment that the tab is to show; null for what it shows now */
    public OpenTab(String id, @Nullable Instant moment) {
        this("", id, "", moment);
    }

    /** @param object and {@code moment} as above */
    public OpenTab(String id, String object, @Nullable Instant moment) {
        this("", id, object, moment);
    }

    /** The same on a server, which is opened for it unless it is shown already. */
    public static OpenTab on(String server, String id, String object, @Nullable Instant moment) {
        return new OpenTab(server, id, object, moment);
    }

    private OpenTab(String server, String id, String object, @Nullable Instant moment) {
        super(TYPE);
        this.server = server;
        this.id = id;
        this.object = object;
        this.moment = moment;
    }

    /** The server's name in the list; empty for the one that is shown. */
    public String server() {
        return server;
    }

    /** What the tab is to show; empty for the tab as it stands. */
    public String object() {
        return object;
    }

    /** The moment that the tab is to show; null for what it shows now. */
    public @Nullable Instant moment() {
        return moment;
    }

    public String id() {
        return id;
    }
}
