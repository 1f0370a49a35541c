package dev.howdah.engine.alert;

import dev.howdah.engine.alert.out.Lane;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.alert.out.Outputs;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all rules of all watched servers every some seconds, keeps what stands in the repository and tells the outputs. One
 * virtual thread looks, a second one writes and tells, each output has its own: what hangs delays nothing else. Thread-safe.
 */
public final class Alerts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(10);

    private final AlertPlan plan;
    private final Supplier<@Nullable Repository> repository;
    private final String author;
    private final InstantSource clock;
    private final List<Lane> lanes;
    private final AlertMutes mutes = new AlertMutes();
    private final Seasons seasons;
    private final Books books;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final Listeners listeners = new Listeners(this::all);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread rounds;
    private final Thread keeping;

    /** One watched server. */
    private record Post(Watch watch, Senses senses, Keeper keeper) {}

    /**
     * Where alerts are kept.
     *
     * @param repository null while it is not reached yet; asked again and again
     * @param kept false when there will be none: alerts then last as long as this process
     * @param author of mutes
     * @param grace for so long nobody is told while the repository is not reached: it may know that they were
     */
    public record Keeping(Supplier<@Nullable Repository> repository, boolean kept, Duration grace, String author) {
        public static Keeping in(Supplier<@Nullable Repository> repository, String author) {
            return new Keeping(repository, true, Duration.ofMinutes(1), author);
        }

        public static Keeping nowhere(String author) {
            return new Keeping(() -> null, false, Duration.ZERO, author);
        }
    }

    /** Begins at once; servers are added by {@link #watch}. */
    public static Alerts begin(AlertPlan plan, Outputs outputs, Keeping keeping, InstantSource clock) {
        List<Lane> lanes = plan.outputs().stream().map(outputs::lane).filter(Objects::nonNull).map(Lane.class::cast).toList();
        Alerts alerts = new Alerts(plan, lanes, keeping, clock);
        alerts.rounds.start();
        alerts.keeping.start();
        return alerts;
    }

    /** Does nothing by itself; closes the lanes with it. */
    Alerts(AlertPlan plan, List<Lane> lanes, Keeping keeping, InstantSource clock) {
        this.plan = plan;
        this.repository = keeping.repository();
        this.author = keeping.author();
        this.clock = clock;
        this.lanes = List.copyOf(lanes);
        this.books = new Books(keeping, lanes, mutes);
        this.seasons = new Seasons(keeping.repository(), plan.zone(), clock);
        this.rounds = Thread.ofVirtual().name("alerts").unstarted(() -> repeat(plan.every(), this::round));
        this.keeping = Thread.ofVirtual().name("alerts keeper").unstarted(() -> repeat(TURN, this::keep));
    }

    /** What is watched and who is told. */
    public AlertPlan plan() {
        return plan;
    }

    /**
     * Watches a server until the subscription is closed. The checks run from now on, whether somebody looks at them or not.
     *
     * @param source of the vital figures; closed with the subscription
     * @param checking runs the checks; the caller closes it, after the subscription
     * @param pool null when this process has none for that server
     */
    public Subscription watch(Target target, Source source, Sampler checking, Checks checks, @Nullable EnginePool pool) {
        Senses senses = new Senses(source, checking, checks, pool);
        Watch watch = new Watch(target, plan, senses);
        Post post = new Post(watch, senses, books.open(watch));
        posts.add(post);
        return () -> {
            if (posts.remove(post)) {
                books.end(post.keeper());
                senses.close();
                listeners.publish();
            }
        };
    }

    /** Everything that the rules say now, what needs somebody first. */
    public List<Alert> all() {
        Instant now = clock.instant();
        return posts.stream().flatMap(p -> p.watch().items().stream().map(i -> hushed(p.watch(), i.alert(), now))).sorted(order()).toList();
    }

    /** What stands now, the worst and oldest first. */
    public List<Alert> open() {
        return all().stream().filter(Alert::open).toList();
    }

    /** The order of lists: open ones first, then by severity, then the oldest. */
    public static Comparator<Alert> order() {
        return Comparator.comparing(Alert::open).reversed().thenComparing(Alert::severity, Comparator.reverseOrder())
                .thenComparing(Alert::state).thenComparing(Alert::moment).thenComparing(a -> a.target() + a.rule().id() + a.object());
    }

    /** The newest report of a server's checks; null before the first, or when it is not watched. */
    public @Nullable HealthReport report(Target target) {
        return posts.stream().filter(p -> p.watch().target().equals(target)).map(p -> p.senses().report()).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** {@link #all} after each round in which something changed, and at once. Called on the alerts' threads; must return at once. */
    public Subscription onChange(Consumer<List<Alert>> listener) {
        return listeners.add(listener);
    }

    /** How the outputs do. */
    public List<Lane.State> outputs() {
        return lanes.stream().map(Lane::state).toList();
    }

    /** Mutes that hold now, as far as they are known. */
    public List<AlertStore.Mute> mutes() {
        return mutes.at(clock.instant());
    }

    /** Tells nobody of something; it is still watched and listed. Holds at once, and is written when the repository can be. */
    public void mute(AlertStore.Mute mute) {
        mutes.mute(mute);
        listeners.publish();
    }

    /**
     * Tells nobody of one alert.
     *
     * @param length null for as long as nobody ends it
     */
    public void mute(Alert alert, @Nullable Duration length, String reason) {
        Instant now = clock.instant();
        posts.stream().map(Post::watch).filter(w -> w.target().name().equals(alert.target())).findFirst().ifPresent(w -> mute(new AlertStore.Mute(w.place(),
                alert.rule().id(), alert.object().isEmpty() ? AlertStore.Mute.ALL : alert.object(), length == null ? null : now.plus(length), reason, author, now)));
    }

    /** Ends what keeps an alert quiet, also when that covers more than it. */
    public void unmute(Alert alert) {
        Instant now = clock.instant();
        for (Post post : posts) {
            AlertStore.Mute mute = post.watch().target().name().equals(alert.target()) ? mutes.covering(post.watch().place(), alert, now) : null;
            if (mute != null) {
                unmute(mute);
            }
        }
    }

    /**
     * What stood within a stretch of time on all servers, the newest first; empty while the repository is not reached.
     *
     * @throws DbException when it is away
     */
    public List<AlertStore.Stored> past(Instant from, Instant to) {
        Repository open = repository.get();
        if (open == null) {
            return List.of();
        }
        try (AlertStore own = new AlertStore(open.target())) {
            return own.between(null, from, to);
        }
    }

    /** Ends a mute. */
    public void unmute(AlertStore.Mute mute) {
        mutes.unmute(mute);
        listeners.publish();
    }

    /** Looks at everything once. */
    void round() {
        Instant now = clock.instant();
        for (Post post : posts) {
            try {
                post.watch().round(now);
                seasons.renew(post.watch());
            } catch (RuntimeException e) {
                LOG.error("the rules of {} were not looked at", post.watch().target().name(), e);
            }
        }
        listeners.publish();
    }

    /** Writes and tells what is due. */
    void keep() {
        Instant now = clock.instant();
        books.turn((watch, a) -> hush(watch, a, now), now);
    }

    private Alert hushed(Watch watch, Alert a, Instant now) {
        Alert.Hush hush = a.open() ? hush(watch, a, now) : null;
        return new Alert(a.target(), a.rule(), a.object(), a.state(), a.severity(), a.value(), a.shown(), a.sentence(), a.openedAt(), a.closedAt(),
                a.seenAt(), hush);
    }

    private Alert.@Nullable Hush hush(Watch watch, Alert a, Instant now) {
        AlertStore.Mute mute = mutes.covering(watch.place(), a, now);
        if (mute != null) {
            return new Alert.Hush(true, mute.until(), mute.reason());
        }
        Instant until = a.rule().manner().quiet().until(now, a.severity());
        return until == null ? null : new Alert.Hush(false, until, "");
    }

    /** What it does is brought to its end: what is cut off in the middle is said again by the next process. */
    private static void end(Thread thread) {
        if (thread.getState() != Thread.State.NEW) {
            try {
                if (!thread.join(END)) {
                    thread.interrupt();
                    thread.join(END);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void repeat(Duration pause, Runnable work) {
        try {
            do {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    LOG.error("alerts failed and go on", e);
                }
            } while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("alerts end", e);
        }
    }

    /** What is being delivered gets some seconds more; what stands is remembered. */
    @Override
    public void close() {
        over.countDown();
        seasons.close();
        end(rounds);
        end(keeping);
        lanes.forEach(Lane::close);
        books.close();
        posts.forEach(p -> p.senses().close());
        posts.clear();
    }
}
