package dev.howdah.ui.kit;

import javafx.event.Event;
import javafx.event.EventType;
import org.jspecify.annotations.Nullable;

/** A part of a tab asks for another server, or for the sheet in which one is typed: fired at any node, it rises to the window. */
public final class AskServer extends Event {
    public static final EventType<AskServer> TYPE = new EventType<>(Event.ANY, "ASK_SERVER");

    private static final long serialVersionUID = 1;

    /** What is wanted. */
    public enum Wish {
        /** Show it. */
        OPEN,
        /** Change its profile. */
        EDIT,
        /** Type a new one. */
        ADD
    }

    private final Wish wish;
    private final @Nullable String name;

    private AskServer(Wish wish, @Nullable String name) {
        super(TYPE);
        this.wish = wish;
        this.name = name;
    }

    /** Shows a known server. */
    public static AskServer open(String name) {
        return new AskServer(Wish.OPEN, name);
    }

    /** Opens the sheet with a profile in it. */
    public static AskServer edit(String name) {
        return new AskServer(Wish.EDIT, name);
    }

    /** Opens the empty sheet. */
    public static AskServer add() {
        return new AskServer(Wish.ADD, null);
    }

    public Wish wish() {
        return wish;
    }

    /** Null when none is meant. */
    public @Nullable String name() {
        return name;
    }
}
