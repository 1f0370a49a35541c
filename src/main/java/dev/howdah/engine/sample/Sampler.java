package dev.howdah.engine.sample;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the probes of one target, one after the other, on a virtual thread of its own, so that a slow or dead target delays
 * nobody else. A probe without subscribers does not run. While the target is away it is tried with growing pauses; subscribers
 * then get one {@link Reading.Failed} and keep what they had.
 *
 * <p>Thread-safe. Consumers are called on the sampler's thread and must return at once.
 */
public final class Sampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private final Db db;
    private final InstantSource clock;
    private final CostMeter meter = new CostMeter(System.nanoTime());
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final List<Consumer<Link>> linkListeners = new CopyOnWriteArrayList<>();
    private final Map<String, Feed<?>> feeds = new LinkedHashMap<>();
    private final Thread thread;

    private volatile Link link = new Link.Connecting();
    private long retryAt = System.nanoTime();
    private boolean closed;
    private boolean woken;

    public Sampler(Db db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("sampler " + db.target().name()).start(this::run);
    }

    /** Readings of a probe from now on, the last known one at once if there is one. */
    public <T> Subscription subscribe(Probe<T> probe, Consumer<Reading<T>> consumer) {
        synchronized (this) {
            @SuppressWarnings("unchecked") // probes of equal name are the same probe
            Feed<T> feed = (Feed<T>) feeds.computeIfAbsent(probe.name(), n -> new Feed<>(probe));
            feed.add(consumer);
            wake();
            return () -> unsubscribe(feed, consumer);
        }
    }

    private synchronized <T> void unsubscribe(Feed<T> feed, Consumer<Reading<T>> consumer) {
        feed.consumers.remove(consumer);
        if (feed.consumers.isEmpty()) {
            feeds.remove(feed.probe.name(), feed);
        }
    }

    /** Whether the target answers now. */
    public Link link() {
        return link;
    }

    /** Changes of {@link #link()}, the present one at once. */
    public Subscription onLink(Consumer<Link> listener) {
        linkListeners.add(listener);
        listener.accept(link);
        return () -> linkListeners.remove(listener);
    }

    /** What sampling cost the target within the last minute. */
    public Cost cost() {
        return meter.cost(System.nanoTime());
    }

    /** Runs every subscribed probe now, and tries to connect at once when the target is away. */
    public synchronized void refresh() {
        feeds.values().forEach(f -> f.due = System.nanoTime());
        retryAt = System.nanoTime();
        wake();
    }

    /** Stops sampling; a running statement ends by its own time limit. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            feeds.clear();
            wake();
        }
        thread.interrupt();
    }

    private void wake() {
        woken = true;
        notifyAll();
    }

    private void run() {
        while (waitForWork()) {
            try {
                if (!(link instanceof Link.Up)) {
                    connect();
                }
                if (link instanceof Link.Up) {
                    due().forEach(this::runProbe);
                }
            } catch (RuntimeException e) {
                if (!isClosed()) {
                    LOG.error("sampler of {} failed and goes on", db.target().name(), e);
                }
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean waitForWork() {
        try {
            long wait = nanosToNext();
            while (!closed && wait > 0 && !woken) {
                wait(wait / 1_000_000, (int) (wait % 1_000_000));
                wait = nanosToNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        woken = false;
        return !closed;
    }

    private long nanosToNext() {
        long now = System.nanoTime();
        if (!(link instanceof Link.Up)) {
            return retryAt - now;
        }
        return feeds.values().stream().mapToLong(f -> f.due - now).min().orElse(60_000_000_000L);
    }

    private synchronized List<Feed<?>> due() {
        long now = System.nanoTime();
        return new ArrayList<>(feeds.values().stream().filter(f -> f.due <= now).toList());
    }

    private void connect() {
        synchronized (this) {
            if (retryAt > System.nanoTime()) {
                return;
            }
        }
        try {
            db.forgetServer();
            meterRun(db::server);
            backoff.reset();
            setLink(new Link.Up(clock.instant(), db.server()));
        } catch (DbException e) {
            lost(e.problem());
        }
    }

    private <T> void runProbe(Feed<T> feed) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        try {
            feed.schedule(start, feed.probe.interval(db));
            Lack lack = feed.probe.missing(db);
            if (lack != null) {
                feed.publish(new Reading.Skipped<>(at, lack));
                return;
            }
            List<Lack> partial = feed.probe.partial(db);
            T value = meterRun(() -> feed.probe.read(db));
            feed.publish(new Reading.Value<>(at, value, Duration.ofNanos(System.nanoTime() - start), partial));
        } catch (DbException e) {
            if (isClosed()) {
                return;
            }
            if (e.problem().lostConnection()) {
                lost(e.problem());
            } else {
                feed.publish(new Reading.Failed<>(at, e.problem()));
            }
        } finally {
            feed.notBefore(System.nanoTime());
        }
    }

    private <T> T meterRun(java.util.function.Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            meter.ran(System.nanoTime(), System.nanoTime() - start);
        }
    }

    private void lost(DbProblem problem) {
        Instant now = clock.instant();
        Duration pause = backoff.next();
        synchronized (this) {
            retryAt = System.nanoTime() + pause.toNanos();
        }
        Instant since = link instanceof Link.Down d ? d.since() : now;
        setLink(new Link.Down(since, problem, now.plus(pause)));
        List<Feed<?>> all;
        synchronized (this) {
            all = new ArrayList<>(feeds.values());
        }
        all.forEach(f -> f.publish(new Reading.Failed<>(now, problem)));
    }

    private void setLink(Link now) {
        link = now;
        linkListeners.forEach(l -> l.accept(now));
    }

    /** One probe with its subscribers. Guarded by the sampler, but for the copy-on-write list. */
    private static final class Feed<T> {
        final Probe<T> probe;
        final List<Consumer<Reading<T>>> consumers = new CopyOnWriteArrayList<>();
        volatile long due = System.nanoTime();
        private volatile @Nullable Reading<T> last;

        Feed(Probe<T> probe) {
            this.probe = probe;
        }

        void add(Consumer<Reading<T>> consumer) {
            consumers.add(consumer);
            Reading<T> known = last;
            if (known != null) {
                consumer.accept(known);
            }
        }

        void schedule(long now, Duration interval) {
            due = now + interval.toNanos();
        }

        void notBefore(long now) {
            if (due < now) {
                due = now;
            }
        }

        <R> void publish(Reading<R> reading) {
            @SuppressWarnings("unchecked") // a failure carries no value, and values come from this feed's own probe
            Reading<T> mine = (Reading<T>) reading;
            last = mine;
            consumers.forEach(c -> c.accept(mine));
        }
    }
}
