package dev.howdah.engine.pool.sources;

import dev.howdah.engine.text.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that PgBouncer is told to do. Immutable.
 *
 * @param database null for all of them; KILL always names one
 */
public record BouncerAction(Verb verb, @Nullable String database) {
    /** What PgBouncer can be told here. */
    public enum Verb {
        /** Holds clients back when their transaction has ended, and lets server connections go. */
        PAUSE(true),
        /** Ends PAUSE and KILL. */
        RESUME(true),
        /** Closes server connections as they come free and opens new ones. */
        RECONNECT(true),
        /** Reads the configuration again. */
        RELOAD(false),
        /** Drops all client and server connections at once and pauses. */
        KILL(true);

        private final boolean onDatabase;

        Verb(boolean onDatabase) {
            this.onDatabase = onDatabase;
        }

        public boolean onDatabase() {
            return onDatabase;
        }
    }

    public BouncerAction {
        if (verb == Verb.KILL && (database == null || database.isEmpty())) {
            throw new IllegalArgumentException("KILL needs a database");
        }
        if (!verb.onDatabase() && database != null) {
            throw new IllegalArgumentException(verb + " takes no database");
        }
    }

    /** The command as it is sent. */
    public String command() {
        return database == null ? verb.name() : verb.name() + " \"" + database.replace("\"", "\"\"") + '"';
    }

    /** The command that takes it back, null when nothing does. */
    public @Nullable String undo() {
        return switch (verb) {
            case PAUSE, KILL -> new BouncerAction(Verb.RESUME, database).command();
            case RESUME -> new BouncerAction(Verb.PAUSE, database).command();
            case RECONNECT, RELOAD -> null;
        };
    }

    /** One sentence: what it will do to the clients and connections that are there now. */
    public String consequence(Bouncer now) {
        long clients = 0;
        long servers = 0;
        for (Bouncer.Pool p : now.pools()) {
            if (database == null || database.equals(p.database())) {
                clients += p.clientsActive() + p.clientsWaiting();
                servers += p.servers();
            }
        }
        String where = database == null ? Text.of("pool.bouncer.everywhere") : database;
        return Text.of("pool.bouncer." + verb.name().toLowerCase(Locale.ROOT), where, clients, servers);
    }
}
