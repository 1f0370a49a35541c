package dev.howdah.engine.replay;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthRecord;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.pool.PoolHistory;
import dev.howdah.engine.profile.Watched;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.sample.Source;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Moment;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One target through time: live it passes on what its sampler brings; moved to a past moment it brings to the same subscribers what
 * was recorded of that moment, and nothing live until {@link #live}. As a clock it tells the moment that is shown. Thread-safe.
 */
public final class Replay implements Source, InstantSource {
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private final Source sampler;
    private final VitalHistory vitals;
    private final Watched watch;
    private final Supplier<@Nullable History> history;
    private final InstantSource clock;
    private final Supplier<List<Check>> checks = new Once<>(Checks::all);
    private final List<Feed<?>> feeds = new CopyOnWriteArrayList<>();
    private final List<Consumer<@Nullable Scene>> listeners = new CopyOnWriteArrayList<>();
    private final Object order = new Object();
    private volatile Stage stage = new Stage(0, null);
    private volatile @Nullable Older older;

    private record Older(Instant from, Instant to, Instant readAt, Map<Figure, Series.Points> points) {}

    /** @param scene null while it is live */
    private record Stage(long number, @Nullable Scene scene) {}

    /** @param history the recorded past; null from it while there is none */
    public Replay(Source sampler, VitalHistory vitals, Watched watch, Supplier<@Nullable History> history, InstantSource clock) {
        this.sampler = sampler;
        this.vitals = vitals;
        this.watch = watch;
        this.history = history;
        this.clock = clock;
    }

    /** The moment that is shown; null while it is live. */
    public @Nullable Scene scene() {
        return stage.scene();
    }

    /** Changes of {@link #scene}, the present one at once; null is the present. Listeners must return at once. */
    public Subscription onScene(Consumer<@Nullable Scene> listener) {
        Consumer<@Nullable Scene> own = listener::accept;
        synchronized (order) {
            listeners.add(own);
            own.accept(stage.scene());
        }
        return () -> listeners.remove(own);
    }

    /** The shown moment, or the present. */
    @Override
    public Instant instant() {
        Scene now = stage.scene();
        return now == null ? clock.instant() : now.at();
    }

    /** The present, whatever is shown. */
    public Instant present() {
        return clock.instant();
    }

    /** Whether there is a past to move to. */
    public boolean recorded() {
        return history.get() != null;
    }

    /**
     * Reads a past moment, to be shown. Waits for the repository; when that does not answer the scene says so and knows nothing, so
     * that nothing of before is left to be taken for it.
     */
    public Scene read(Instant at) {
        History past = history.get();
        if (past == null) {
            return new Scene(at, null, Map.of(), null, new DbProblem.Unreachable("", Text.of("replay.no-repository")));
        }
        try {
            Moment moment = past.at(at);
            return new Scene(at, moment, past.settings(at), HealthRecord.at(moment, checks.get()), null);
        } catch (DbException e) {
            return new Scene(at, null, Map.of(), null, e.problem());
        }
    }

    /** Shows the present again. Waits for nothing. */
    public void live() {
        if (stage.scene() != null) {
            show(null);
        }
    }

    /** Shows a past moment, or null the present, to all that subscribed. Waits for nothing. */
    public void show(@Nullable Scene scene) {
        Stage next;
        synchronized (order) {
            next = new Stage(stage.number() + 1, scene);
            stage = next;
            listeners.forEach(l -> l.accept(scene));
        }
        feeds.forEach(f -> f.turn(next));
    }

    @Override
    public <T> Subscription subscribe(Probe<T> probe, Consumer<Reading<T>> consumer) {
        return subscribe(sampler, probe, consumer);
    }

    private <T> Subscription subscribe(Source live, Probe<T> probe, Consumer<Reading<T>> consumer) {
        Feed<T> feed = new Feed<>(live, probe, consumer);
        feeds.add(feed);
        feed.turn(stage);
        return () -> {
            feeds.remove(feed);
            feed.end();
        };
    }

    /** Whether the target answers now, whatever is shown. */
    @Override
    public Subscription onLink(Consumer<Link> listener) {
        return sampler.onLink(listener);
    }

    /** Asks the server anew; does nothing in the past. */
    @Override
    public void refresh() {
        if (stage.scene() == null) {
            sampler.refresh();
        }
    }

    /** Another sampler of the same target through the same time. */
    public Source with(Source other) {
        return new Source() {
            @Override
            public <T> Subscription subscribe(Probe<T> probe, Consumer<Reading<T>> consumer) {
                return Replay.this.subscribe(other, probe, consumer);
            }

            @Override
            public Subscription onLink(Consumer<Link> listener) {
                return other.onLink(listener);
            }

            @Override
            public void refresh() {
                if (stage.scene() == null) {
                    other.refresh();
                }
            }
        };
    }

    /** Statements and waits of the time that is shown. */
    public Watched watch() {
        return new Through(this, watch);
    }

    /** The recorded past while it is shown; null while it is live. */
    @Nullable RecordedPast shown() {
        return stage.scene() == null ? null : past();
    }

    /** The recorded past; one that knows nothing when nothing is recorded. */
    RecordedPast past() {
        return new RecordedPast(history.get());
    }

    /** What was recorded; null when there is none, or the repository was not reached yet. */
    public @Nullable History history() {
        return history.get();
    }

    /**
     * The vital figures from one moment to another: live what is in memory, and what was before that from the repository. Waits for
     * the repository then.
     */
    public Map<Figure, Series.Points> vitals(Instant from, Instant to) {
        RecordedPast recorded = past();
        if (stage.scene() != null) {
            return recorded.figures(from, to);
        }
        Map<Figure, Series.Points> known = new EnumMap<>(Figure.class);
        for (Figure f : Figure.values()) {
            known.put(f, vitals.series(f).between(from, to));
        }
        return Joined.before(known, from, this::older);
    }

    /** What was before memory begins: it stays the same, and is not read again each second. */
    Map<Figure, Series.Points> older(Instant from, Instant to) {
        Older last = older;
        Duration slack = Duration.between(from, to).dividedBy(200).plusSeconds(1);
        if (last != null && last.to().equals(to) && Duration.between(last.from(), from).abs().compareTo(slack) < 0
                && Duration.between(last.readAt(), clock.instant()).abs().compareTo(READ_AGAIN) < 0) {
            return last.points();
        }
        Map<Figure, Series.Points> points = past().figures(from, to);
        older = new Older(from, to, clock.instant(), points);
        return points;
    }

    /** What happened, oldest first; empty when nothing is recorded. Waits for the repository. */
    public List<Annotation> annotations(Instant from, Instant to) {
        History past = history.get();
        return past == null ? List.of() : past.annotations(from, to);
    }

    /** The next sample before or after the shown moment; null when there is none. Waits for the repository. */
    public @Nullable Instant neighbour(Instant at, boolean later) {
        History past = history.get();
        return past == null ? null : past.neighbour(at, later);
    }

    /** The pool's figures from one moment to another, out of the repository; empty when they were not recorded. Waits for it. */
    public Map<PoolHistory.Figure, Series.Points> pool(Instant from, Instant to) {
        History past = history.get();
        return past == null ? Map.of() : OwnPast.pool(past.gauges(from, to));
    }

    /** The same of the cache: by tier, the share of reads that memory answered, and milliseconds a second that it saved. */
    public OwnPast.Cache cache(Instant from, Instant to) {
        History past = history.get();
        return past == null ? OwnPast.Cache.NONE : OwnPast.cache(past.gauges(from, to));
    }

    /** One subscriber, who hears of one time only. */
    private static final class Feed<T> {
        private final Source live;
        private final Probe<T> probe;
        private final Consumer<Reading<T>> consumer;
        private Stage turned = new Stage(-1, null);
        private @Nullable Subscription open;
        private boolean ended;

        Feed(Source live, Probe<T> probe, Consumer<Reading<T>> consumer) {
            this.live = live;
            this.probe = probe;
            this.consumer = consumer;
        }

        /** A stage that is older than the one that is shown is over. */
        void turn(Stage stage) {
            Subscription before;
            synchronized (this) {
                if (ended || stage.number() <= turned.number()) {
                    return;
                }
                boolean back = turned.scene() != null && stage.scene() == null;
                turned = stage;
                before = open;
                open = null;
                if (stage.scene() != null) {
                    consumer.accept(Recorded.reading(probe, stage.scene()));
                } else if (back) {
                    // What is shown is of the past, and the server may take its time.
                    consumer.accept(new Reading.Skipped<>(Instant.EPOCH, new Lack(Text.of("replay.returning"), null)));
                }
            }
            if (before != null) {
                before.close();
            }
            if (stage.scene() == null) {
                follow(stage);
            }
        }

        /** Without holding the lock: the sampler may bring a reading at once, or just now on its own thread. */
        private void follow(Stage stage) {
            Subscription fresh = live.subscribe(probe, r -> take(stage, r));
            synchronized (this) {
                if (!ended && turned.number() == stage.number()) {
                    open = fresh;
                    return;
                }
            }
            fresh.close();
        }

        private synchronized void take(Stage stage, Reading<T> reading) {
            if (!ended && turned.number() == stage.number()) {
                consumer.accept(reading);
            }
        }

        void end() {
            Subscription before;
            synchronized (this) {
                ended = true;
                before = open;
                open = null;
            }
            if (before != null) {
                before.close();
            }
        }
    }
}
