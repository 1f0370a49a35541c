package dev.howdah.engine.store;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what recordings bring into the repository, all a few seconds in one transaction, on a virtual thread of its own. The
 * repository is opened there too, with the first write: nobody waits for it, and a window that begins is not disturbed. While it is away everything waits in memory within a bound and is written
 * afterwards; beyond the bound the oldest is lost and counted. Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration LAST_WRITE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int BATCH = 2_000;

    private final Supplier<Target> where;
    private final Retention retention;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Buffer buffer;
    private final List<Recording> ended = new ArrayList<>();
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final Memories memories;
    private final Thread thread;
    private final Object stateOrder = new Object();
    private State state = new State.Opening();
    private volatile @Nullable Repository repository;
    private @Nullable Writer writer;
    private @Nullable Target failed;
    private int failures;
    private boolean closed;
    private boolean asked;

    /** How it is with the repository. */
    public sealed interface State {
        /** It was not reached yet. */
        record Opening() implements State {}

        /**
         * It is written.
         *
         * @param newest when the newest entry that is written was made; null before the first
         * @param ahead how far the clock of this machine, by which samples stand, is ahead of the repository's; negative when it is
         *     behind, zero when the two agree
         */
        record Writing(Target repository, @Nullable Instant newest, Duration ahead) implements State {}

        /**
         * It cannot be written now.
         *
         * @param waiting entries in memory
         * @param lost samples that did not fit there, since the journal was opened
         */
        record Away(Instant since, DbProblem problem, int waiting, long lost) implements State {}

        /** A newer Howdah made it otherwise; it is looked at again now and then. */
        record Refused(String sentence) implements State {}
    }

    /** @param where the repository; asked at each attempt to open it, and may take its time or throw */
    public Journal(Supplier<Target> where, Retention retention, AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.where = where;
        this.retention = retention;
        this.clock = clock;
        this.buffer = new Buffer(retention.memory());
        this.memories = new Memories(retention);
        this.thread = Thread.ofVirtual().name("journal").start(this::run);
    }

    /** Begins to record a target; the caller closes it. */
    public Recording record(Target target, List<String> figures) {
        return new Recording(this, target, figures);
    }

    public State state() {
        synchronized (stateOrder) {
            return state;
        }
    }

    /** Changes of {@link #state}, the present one at once. Called on the journal's thread; must return at once. */
    public Subscription onState(Consumer<State> listener) {
        Consumer<State> own = listener::accept;
        synchronized (stateOrder) {
            listeners.add(own);
            own.accept(state);
        }
        return () -> listeners.remove(own);
    }

    /** The repository when it was reached, also when it is away just now; null before. */
    public @Nullable Repository repository() {
        return repository;
    }

    /** The recorded past of a target; null while the repository or the target in it is not known yet. */
    public @Nullable History history(Recording recording) {
        Repository known = repository;
        Integer id = recording.id();
        return known == null || id == null ? null : new History(known, id);
    }

    /** Snapshots of sessions and statements that were left out to stay under the ceiling, since the journal was opened. */
    public long leftOut() {
        return memories.leftOut();
    }

    /** How it stands with the repository, as far as it answers: reads it, so not for the FX thread. */
    public Standing standing() {
        State now = state();
        Repository known = repository;
        if (known == null || !(now instanceof State.Writing)) {
            return new Standing(now, known == null ? null : known.target(), -1, retention.ceiling(), buffer.size(), leftOut(), List.of());
        }
        List<Standing.Kept> kept = known.kept();
        return new Standing(now, known.target(), known.bytes(), retention.ceiling() * Math.max(1, kept.size()), buffer.size(), leftOut(), kept);
    }

    /** Writes what waits soon, instead of at the next turn. */
    public synchronized void flush() {
        asked = true;
        notifyAll();
    }

    void add(Entry entry) {
        buffer.add(entry);
    }

    synchronized void ended(Recording recording) {
        ended.add(recording);
    }

    /** Writes what waits if the repository answers within some seconds, and ends. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        try {
            if (!thread.join(LAST_WRITE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Repository open = repository;
        if (open != null) {
            open.close();
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            more = pause();
            try {
                cycle();
                failures = 0;
                tell(writing());
            } catch (NewerRepository e) {
                broken();
                tell(new State.Refused(String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                broken();
                away(e);
            }
        }
        broken();
    }

    private State.Writing writing() {
        Writer now = writer;
        return new State.Writing(opened().target(), now == null ? null : now.newest(), now == null ? Duration.ZERO : now.ahead());
    }

    private void away(RuntimeException e) {
        Target last = failed;
        DbProblem problem = e instanceof DbException d ? d.problem()
                : last == null ? new DbProblem.Unreachable("", String.valueOf(e.getMessage())) : DbException.of(e, last).problem();
        Instant since = state() instanceof State.Away before ? before.since() : clock.instant();
        if (!(state() instanceof State.Away)) {
            LOG.warn("the repository cannot be written: {}", problem.detail());
        }
        tell(new State.Away(since, problem, buffer.size(), buffer.lost()));
    }

    /** True until it is closed. */
    private synchronized boolean pause() {
        long wait = retention.flush().toMillis();
        if (failures > 0) {
            wait = Math.min(LONGEST_PAUSE.toMillis(), wait << Math.min(failures - 1, 6));
        }
        long due = System.nanoTime() + wait * 1_000_000;
        try {
            while (!closed && !asked && System.nanoTime() < due) {
                wait(Math.max(1, (due - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        asked = false;
        return !closed;
    }

    private Repository opened() {
        Repository known = repository;
        if (known == null) {
            throw new IllegalStateException("not open");
        }
        return known;
    }

    private void cycle() {
        Writer open = writer();
        List<Entry> batch;
        do {
            batch = buffer.take(BATCH);
            write(open, batch);
        } while (batch.size() == BATCH);
        List<Recording> over;
        synchronized (this) {
            over = List.copyOf(ended);
            ended.clear();
        }
        open.end(over);
        memories.forget(over);
        open.maintain(clock.instant());
    }

    private void write(Writer open, List<Entry> batch) {
        try {
            open.write(batch);
        } catch (NewerRepository e) {
            buffer.back(batch);
            throw e;
        } catch (DbException e) {
            if (!open.refuses(e.problem()) || batch.size() < 2) {
                if (!open.refuses(e.problem())) {
                    buffer.back(batch);
                }
                throw e;
            }
            // One of them the server will never take: the others must not wait for it.
            oneByOne(batch);
        }
    }

    private void oneByOne(List<Entry> batch) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                writer().write(batch.subList(i, i + 1));
            } catch (DbException e) {
                broken();
                if (!Writer.dataFault(e.problem())) {
                    buffer.back(batch.subList(i, batch.size()));
                    throw e;
                }
                LOG.warn("an entry was not taken by the repository: {}", e.problem().detail());
            }
        }
    }

    private Writer writer() {
        Writer known = writer;
        if (known != null && known.usable()) {
            return known;
        }
        broken();
        Target target = where.get();
        failed = target;
        Repository open = repository;
        if (open == null || !open.target().equals(target)) {
            if (open != null) {
                open.close();
            }
            repository = null;
            open = Repository.open(target, audit);
            repository = open;
        } else {
            open.check();
        }
        Writer fresh = new Writer(open, retention, memories);
        writer = fresh;
        return fresh;
    }

    private void broken() {
        failures++;
        Writer known = writer;
        writer = null;
        if (known != null) {
            known.close();
        }
    }

    private void tell(State now) {
        synchronized (stateOrder) {
            if (!now.equals(state)) {
                state = now;
                listeners.forEach(l -> l.accept(now));
            }
        }
    }
}
