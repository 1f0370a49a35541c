package dev.howdah.app;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.QueueDoor;
import dev.howdah.engine.sandbox.Sandbox;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.Retention;
import org.jspecify.annotations.Nullable;

/** What Howdah carries along: a server of its own, with the sandbox, the queue and the history in it; started when it is needed first. Thread-safe. */
final class Hold implements AutoCloseable {
    private final Wiring wiring;
    private final CarriedQueue noted;
    private @Nullable Sandbox sandbox;
    private @Nullable Queueing queueing;
    private @Nullable Journal journal;

    Hold(Wiring wiring) {
        this.wiring = wiring;
        this.noted = new CarriedQueue(wiring.folders().data().resolve("queue"));
    }

    /** Howdah's own server, started at the first call. */
    synchronized Sandbox sandbox() {
        Sandbox running = sandbox;
        if (running == null) {
            running = Sandbox.open(wiring.binaries(), wiring.folders().sandbox(), 0);
            sandbox = running;
        }
        return running;
    }

    /** The sandbox if it was asked for before; null when not. */
    synchronized @Nullable Sandbox runningSandbox() {
        return sandbox;
    }

    /** The console that ran the server may have ended since; then it is started here. */
    private synchronized Target database() {
        try {
            return sandbox().repository();
        } catch (DbException e) {
            if (sandbox().owned()) {
                throw e;
            }
            sandbox().close();
            sandbox = null;
            return sandbox().repository();
        }
    }

    /** The database of the queue that a text names; empty for the one that Howdah carries. */
    Target queueOf(String text) {
        if (!text.isEmpty()) {
            return wiring.target(text);
        }
        noted.note();
        return database();
    }

    /** The queue that Howdah carries, with a worker in this process from the first call on. */
    synchronized JobQueue queue() {
        Queueing known = queueing;
        if (known == null) {
            known = new Queueing(new JobQueue(queueOf(""), wiring.audit()), wiring);
            queueing = known;
        }
        return known.queue();
    }

    /** The worker of the queue that Howdah carries, if anybody ever queued there: its schedules run while this process does. */
    void carryOn() {
        if (noted.isNoted()) {
            queue();
        }
    }

    /** How a worker finds a target again; see {@link QueueDoor#where}. */
    QueueDoor.Where where(Target target, boolean shared) {
        return new Finding(wiring.targets()).where(target, shared);
    }

    /** The window's way to the queue that Howdah carries. */
    QueueDoor door() {
        return new QueueDoor() {
            @Override
            public JobQueue queue() {
                return Hold.this.queue();
            }

            @Override
            public Where where(Target target) {
                return Hold.this.where(target, false);
            }
        };
    }

    /** The database of the history that a text names; empty for the one of the settings, else the one that Howdah carries. */
    private Target historyOf(String text) {
        String named = text.isEmpty() ? wiring.settings().text("history.repository", "") : text;
        return named.isEmpty() ? database() : wiring.target(named);
    }

    /** The history that a text names; empty for the one of the settings, else the one that Howdah carries. The caller closes it. */
    Repository past(String text) {
        return Repository.open(historyOf(text), wiring.audit());
    }

    /** Writes history into the repository that the settings name, else into the one that Howdah carries; it is opened later, aside. */
    synchronized Journal journal() {
        Journal known = journal;
        if (known == null) {
            known = journal("");
            journal = known;
        }
        return known;
    }

    /** The same for a repository that a text names, if it is not empty. The caller closes it. */
    Journal journal(String text) {
        long ceiling = wiring.settings().number("history.ceiling_mb", Retention.LEAST >> 20, 100_000, Retention.usual().ceiling() >> 20) << 20;
        return new Journal(() -> historyOf(text), Retention.usual().withCeiling(ceiling), wiring.audit(), wiring.clock());
    }

    @Override
    public void close() {
        Journal last;
        synchronized (this) {
            last = journal;
            journal = null;
        }
        // Its last write may have to start the server, so it cannot be waited for with the lock held.
        if (last != null) {
            last.close();
        }
        closeServer();
    }

    private synchronized void closeServer() {
        if (queueing != null) {
            queueing.close();
            queueing = null;
        }
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }
}
