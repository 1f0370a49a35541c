package dev.howdah.engine.cache;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes that tell the cache, in the commit and not before it, what they changed.
 *
 * <p>The guarantee, by where a change is made:
 * <ul>
 *   <li>through {@link #write} on this instance: no read that begins once the commit is visible to anybody brings what was there
 *       before;
 *   <li>through {@link #write} on another instance that announces, or anywhere else in a table with Howdah's trigger
 *       ({@link ChangeTriggers}): as before, but only from the moment on in which the notification has arrived (milliseconds);
 *       while notifications cannot be heard ({@link ChangeListener}) nothing is answered from memory;
 *   <li>anywhere else, without triggers: an answer may be as old as its tier's TTL.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class Invalidation {
    /** The channel of all notifications; payload {@code schema.table|instance}. */
    static final String CHANNEL = "howdah_cache";

    private final QueryCache cache;
    private final Db db;
    private final String instance;
    private final boolean announce;

    /**
     * @param instance a name of this process that no other has; its own notifications need not be heeded
     * @param announce tells other instances by NOTIFY within the transaction. PostgreSQL lets only one transaction of a server
     *     that notifies commit at a time: leave it off where nobody else caches
     */
    public Invalidation(QueryCache cache, Db db, String instance, boolean announce) {
        this.cache = cache;
        this.db = db;
        this.instance = instance;
        this.announce = announce;
    }

    /**
     * Runs a transaction. What it changed is read from the locks that it holds at its end: tables that its statements wrote, that
     * cascades and triggers wrote, truncated, altered and dropped ones.
     */
    public <T> T write(Function<Handle, T> work) {
        QueryCache.Commit[] begun = new QueryCache.Commit[1];
        boolean[] everything = new boolean[1];
        try {
            T result = db.tx(h -> {
                if (announce) {
                    setInstance(h);
                }
                T value = work.apply(h);
                Set<String> touched = new LinkedHashSet<>();
                for (String name : written(h)) {
                    everything[0] |= name == null;
                    if (name != null) {
                        touched.add(name);
                    }
                }
                begun[0] = cache.begin(touched);
                if (announce) {
                    touched.forEach(t -> notify(h, t));
                }
                return value;
            });
            end(begun[0], true, everything[0]);
            return result;
        } catch (Throwable t) {
            end(begun[0], !rolledBack(t), everything[0]);
            throw t;
        }
    }

    private void end(QueryCache.@Nullable Commit commit, boolean happened, boolean everything) {
        if (commit == null) {
            return;
        }
        if (!happened) {
            commit.didNot();
            return;
        }
        commit.happened();
        if (everything) {
            cache.clear();
        }
    }

    /** Whether the server itself said that the transaction failed; otherwise its commit may have got through. */
    private static boolean rolledBack(Throwable t) {
        return !(t instanceof DbException d) || (d.problem().sqlState() != null && !d.problem().lostConnection());
    }

    private List<@Nullable String> written(Handle h) {
        return h.createQuery(db.sql("cache/written").text()).map((rs, ctx) -> rs.getString(1)).list();
    }

    private void setInstance(Handle h) {
        h.createQuery("SELECT pg_catalog.set_config('howdah.instance', :instance, true)")
                .bind("instance", instance).mapTo(String.class).one();
    }

    private void notify(Handle h, String table) {
        h.createQuery("SELECT 1 FROM pg_catalog.pg_notify(:channel, :payload)")
                .bind("channel", CHANNEL).bind("payload", table + "|" + instance).mapTo(Integer.class).one();
    }
}
