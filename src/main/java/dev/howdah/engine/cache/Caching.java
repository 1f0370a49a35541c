package dev.howdah.engine.cache;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbProblem;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A target's cache with what it shares and what it is told: its second level, the writes that go through the engine, and the
 * announcements of everybody else. Making one waits for nothing. Thread-safe.
 */
public final class Caching implements AutoCloseable {
    private final Db work;
    private final String instance = UUID.randomUUID().toString();
    private final @Nullable SecondLevel second;
    private final QueryCache cache;
    private final Invalidation writes;
    private final ChangeTriggers triggers;
    private @Nullable ChangeListener listener;

    /**
     * @param work where writes go
     * @param ddl where triggers are installed
     * @param options whether there is a second level, and whether announcements are heard from the beginning
     */
    public Caching(Db work, Db ddl, CacheOptions options, AuditLog audit, InstantSource clock) {
        this.work = work;
        this.second = options.redis() == null ? null : new SecondLevel(options.redis());
        this.cache = new QueryCache(
                CacheSpec.standard(), second, clock, System::nanoTime, r -> Thread.ofVirtual().name("cache refresh").start(r));
        this.writes = new Invalidation(cache, work, instance, options.listen());
        this.triggers = new ChangeTriggers(ddl, audit);
        if (options.listen()) {
            listen();
        }
    }

    /** Whether announcements of other sessions are heard. */
    public enum Ear {
        /** Nobody listens: what is written elsewhere is noticed when an entry's life is over. */
        OFF,
        HEARING,
        /** The connection is away; nothing is answered from memory until it is back. */
        DEAF
    }

    /**
     * How it stands with announcements.
     *
     * @param heard announcements of others so far
     * @param problem why nothing is heard, or null
     */
    public record Hearing(Ear ear, long heard, @Nullable DbProblem problem) {}

    public QueryCache cache() {
        return cache;
    }

    /** For transactions that change what is cached. */
    public Invalidation writes() {
        return writes;
    }

    public ChangeTriggers triggers() {
        return triggers;
    }

    /** Hears announcements from now on; whatever is kept is dropped, since it may be from before a change. */
    public synchronized void listen() {
        if (listener == null) {
            listener = new ChangeListener(work.target(), cache, instance);
        }
    }

    /** Hears them no more: entries are then as old as their tier allows. */
    public synchronized void deafen() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    public synchronized Hearing hearing() {
        ChangeListener l = listener;
        return l == null ? new Hearing(Ear.OFF, 0, null) : new Hearing(l.hearing() ? Ear.HEARING : Ear.DEAF, l.heard(), l.problem());
    }

    @Override
    public void close() {
        deafen();
        if (second != null) {
            second.close();
        }
    }
}
