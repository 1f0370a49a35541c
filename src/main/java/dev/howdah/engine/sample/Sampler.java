package dev.howdah.engine.sample;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Spent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the probes of one target, one after the other, on a virtual thread of its own, so that a slow or dead target delays
 * nobody else. A probe without subscribers does not run. While the target is away it is tried with growing pauses; subscribers
 * then get one {@link Reading.Failed} and keep what they had.
 *
 * <p>Thread-safe. Consumers are called on the sampler's thread and must return at once.
 */
public final class Sampler implements Source, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private static final String SERVER = "server";
    private static final Duration SERVER_AGE = Duration.ofMinutes(1);
    private static final long LONGEST_SLEEP = 60_000_000_000L;

    private final Db db;
    private final InstantSource clock;
    private final Rhythm rhythm;
    private final Accounts accounts;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final List<Consumer<Link>> linkListeners = new CopyOnWriteArrayList<>();
    private final Map<String, Feed<?>> feeds = new LinkedHashMap<>();
    private final Thread thread;

    private final Object linkOrder = new Object();
    private volatile Link link = new Link.Connecting();
    private final Map<String, DbProblem> logged = new ConcurrentHashMap<>();
    private final long began = System.nanoTime();
    private long serverReadAt = began;
    private long retryAt = System.nanoTime();
    private boolean closed;
    private boolean woken;
    private boolean resting;

    /** As often as the probes say. */
    public Sampler(Db db, InstantSource clock) {
        this(db, clock, Rhythm.free());
    }

    public Sampler(Db db, InstantSource clock, Rhythm rhythm) {
        this.db = db;
        this.clock = clock;
        this.rhythm = rhythm;
        this.accounts = new Accounts(rhythm.budget(), db::spent, System.nanoTime());
        this.thread = Thread.ofVirtual().name("sampler " + db.target().name()).start(this::run);
    }

    /** Readings of a probe from now on, the last known one at once if there is one. */
    @Override
    public <T> Subscription subscribe(Probe<T> probe, Consumer<Reading<T>> consumer) {
        Feed<T> feed;
        // One subscription is one object, also when a consumer subscribes twice.
        Consumer<Reading<T>> own = consumer::accept;
        synchronized (this) {
            @SuppressWarnings("unchecked") // probes of equal name are the same probe
            Feed<T> known = (Feed<T>) feeds.computeIfAbsent(probe.name(), n -> new Feed<>(probe));
            feed = known;
            feed.consumers.add(own);
            wake();
        }
        feed.tellLast(own);
        return () -> unsubscribe(feed, own);
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
    @Override
    public Subscription onLink(Consumer<Link> listener) {
        Consumer<Link> own = listener::accept;
        synchronized (linkOrder) {
            linkListeners.add(own);
            own.accept(link);
        }
        return () -> linkListeners.remove(own);
    }

    /** What sampling cost the target within the last minute. */
    public Cost cost() {
        return accounts.cost(System.nanoTime());
    }

    /** Whether sampling is slowed down to keep its budget. */
    public Pace pace() {
        return accounts.pace();
    }

    /** What each probe did on the target since the sampler was made, the dearest first; parts are named {@code sampler/<probe>}. */
    public List<Spent> spent() {
        return accounts.spent();
    }

    /** Rests: no probe runs and nothing is connected, until it is told to go on; then all run at once. */
    public synchronized void rest(boolean now) {
        resting = now;
        wake();
    }

    /** Runs every subscribed probe now and looks anew at what the server allows; connects at once when the target is away. */
    @Override
    public synchronized void refresh() {
        serverReadAt = System.nanoTime() - SERVER_AGE.toNanos();
        feeds.values().forEach(Feed::ask);
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
                if (isResting()) {
                    continue;
                }
                if (!(link instanceof Link.Up)) {
                    connect();
                }
                if (link instanceof Link.Up) {
                    due().stream().min(Comparator.comparingLong(this::deadline)).ifPresent(this::runProbe);
                }
            } catch (RuntimeException | Error e) {
                // Whatever it is, the other probes and the next second must not suffer.
                if (!isClosed()) {
                    LOG.error("sampler of {} failed and goes on", db.target().name(), e);
                }
            }
        }
    }

    /** Whether it was told to rest. */
    public synchronized boolean isResting() {
        return resting;
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
        if (resting) {
            return LONGEST_SLEEP;
        }
        long now = System.nanoTime();
        if (!(link instanceof Link.Up)) {
            return retryAt - now;
        }
        return feeds.values().stream().mapToLong(f -> f.due - now).min().orElse(LONGEST_SLEEP);
    }

    private synchronized List<Feed<?>> due() {
        long now = System.nanoTime();
        return feeds.values().stream().filter(f -> f.due - now <= 0).toList();
    }

    /**
     * When its next reading would be due: the earliest goes first, so that figures of each second do not wait behind those of each minute,
     * and none waits for ever.
     */
    private long deadline(Feed<?> feed) {
        try {
            return feed.due - began + feed.probe.interval(db).toNanos();
        } catch (RuntimeException e) {
            // its run will tell
            return feed.due - began;
        }
    }

    private void connect() {
        synchronized (this) {
            if (retryAt > System.nanoTime()) {
                return;
            }
        }
        try {
            Server server = readServer();
            backoff.reset();
            setLink(new Link.Up(clock.instant(), server));
        } catch (RuntimeException | Error e) {
            if (!isClosed()) {
                lost(problem(SERVER, e));
            }
        }
    }

    private Server readServer() {
        synchronized (this) {
            serverReadAt = System.nanoTime();
        }
        db.forgetServer();
        Server server = accounts.run(SERVER, SERVER_AGE.toNanos(), db::server);
        accounts.way(SERVER_AGE.toNanos(), () -> db.call(h -> h.execute("SELECT 1")));
        return server;
    }

    /** Extensions come and go, rights are granted: what the server allows is looked at anew now and then. */
    private void renewServer() {
        Link now = link;
        synchronized (this) {
            if (System.nanoTime() - serverReadAt < SERVER_AGE.toNanos()) {
                return;
            }
        }
        Server server = readServer();
        if (now instanceof Link.Up up && !server.equals(up.server())) {
            setLink(new Link.Up(up.since(), server));
        }
    }

    private <T> void runProbe(Feed<T> feed) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        try {
            renewServer();
            long interval = Math.max(feed.probe.interval(db).toNanos(), rhythm.shortest().toNanos());
            feed.schedule(start, Duration.ofNanos(accounts.stretched(interval)));
            feed.publish(read(feed.probe, at, interval));
        } catch (RuntimeException | Error e) {
            if (isClosed()) {
                return;
            }
            DbProblem problem = problem(feed.probe.name(), e);
            if (problem.lostConnection()) {
                lost(problem);
            } else {
                feed.publish(new Reading.Failed<>(at, problem));
                lookAnewAtTheServer(problem);
            }
        } finally {
            feed.rest(start, System.nanoTime());
        }
    }

    private <T> Reading<T> read(Probe<T> probe, Instant at, long interval) {
        Lack lack = probe.missing(db);
        if (lack != null) {
            return new Reading.Skipped<>(at, lack);
        }
        List<Lack> partial = probe.partial(db);
        long start = System.nanoTime();
        T value = accounts.run(probe.name(), interval, () -> probe.read(db));
        return new Reading.Value<>(at, value, Duration.ofNanos(System.nanoTime() - start), partial);
    }

    /** An extension was dropped or a right revoked since the server was read: the next run then says what is missing. */
    private synchronized void lookAnewAtTheServer(DbProblem problem) {
        if (problem instanceof DbProblem.Missing || problem instanceof DbProblem.Denied) {
            serverReadAt = System.nanoTime() - SERVER_AGE.toNanos();
        }
    }

    /** What nobody expected is logged once for each probe, however often it fails so. */
    private DbProblem problem(String probe, Throwable e) {
        DbProblem problem = DbException.of(e, db.target()).problem();
        if (problem instanceof DbProblem.Unexpected && !problem.equals(logged.put(probe, problem))) {
            LOG.error("{} of {} failed", probe, db.target().name(), e);
        }
        return problem;
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
        synchronized (linkOrder) {
            link = now;
            linkListeners.forEach(l -> Feed.tell(l, now));
        }
    }
}
