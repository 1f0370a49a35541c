package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthProbe;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.VitalFigures;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One target of a fleet with its connection and its thread. Thread-safe. */
final class Ship implements AutoCloseable {
    private final Target target;
    private final FleetSpec spec;
    private final OneConnection line;
    private final Sampler sampler;
    private final Subscription vitals;
    private final @Nullable Checks checks;
    private final @Nullable Checking checking;
    private final @Nullable Recorder recorder;
    private final VitalFigures figures = new VitalFigures();
    private final Trail trail = new Trail();
    private volatile Map<Figure, Double> newest = Map.of();
    private volatile @Nullable Instant newestAt;
    private volatile @Nullable DbProblem refused;
    private volatile @Nullable HealthReport health;
    private @Nullable Subscription followed;
    private boolean over;

    Ship(Target target, FleetSpec spec, @Nullable Journal journal, @Nullable Checks checks, InstantSource clock) {
        this.target = target;
        this.spec = spec;
        line = new OneConnection(target, SessionSpec.sampler());
        sampler = new Sampler(new Db(target, line), clock, spec.rhythm());
        vitals = sampler.subscribe(Vitals.PROBE, this::take);
        recorder = journal == null ? null : spec.whole() ? Recorder.whole(sampler, journal, target) : Recorder.vitals(sampler, journal, target);
        this.checks = checks;
        checking = checks == null ? null : new Checking(target, spec, clock);
        if (checking != null) {
            checking.sampler.subscribe(new HealthProbe(Objects.requireNonNull(checks)), this::judge);
        }
    }

    /** Checks may take seconds, and the figures of the moment must not wait for them: they have a connection and a thread of their own. */
    private static final class Checking implements AutoCloseable {
        private final OneConnection line;
        private final Sampler sampler;

        Checking(Target target, FleetSpec spec, InstantSource clock) {
            line = new OneConnection(target, SessionSpec.interactive());
            sampler = new Sampler(new Db(target, line), clock, new Rhythm(spec.interval(), Rhythm.checking().budget()));
        }

        void rest(boolean now) {
            sampler.rest(now);
            if (now) {
                line.rest();
            }
        }

        @Override
        public void close() {
            sampler.close();
            line.close();
        }
    }

    Target target() {
        return target;
    }

    /** Lets somebody look beside it, once, until it is closed. */
    synchronized void follow(Function<Fleet.Aboard, Subscription> join) {
        if (followed == null && !over) {
            followed = join.apply(new Fleet.Aboard(target, sampler, checking == null ? null : checking.sampler, checks));
        }
    }

    private synchronized @Nullable Subscription leave() {
        over = true;
        Subscription last = followed;
        followed = null;
        return last;
    }

    private void take(Reading<Vitals> reading) {
        double[] values = figures.next(reading);
        refused = reading instanceof Reading.Failed<Vitals> f ? f.problem() : null;
        trail.add(values);
        if (values == null) {
            return;
        }
        Map<Figure, Double> known = new EnumMap<>(Figure.class);
        for (Figure f : Figure.values()) {
            if (!Double.isNaN(values[f.ordinal()])) {
                known.put(f, values[f.ordinal()]);
            }
        }
        newest = known;
        newestAt = reading.at();
    }

    private void judge(Reading<HealthReport> reading) {
        if (reading instanceof Reading.Value<HealthReport> v) {
            health = v.value();
            if (recorder != null) {
                recorder.health(reading);
            }
        }
    }

    void refresh() {
        sampler.refresh();
        if (checking != null) {
            checking.sampler.refresh();
        }
    }

    void rest(boolean now) {
        sampler.rest(now);
        if (now) {
            line.rest();
        }
        if (checking != null) {
            checking.rest(now);
        }
    }

    Member member(Instant now) {
        Instant at = newestAt;
        Duration age = at == null ? null : Duration.between(at, now);
        Link link = sampler.link();
        Server server = link instanceof Link.Up up ? up.server() : null;
        DbProblem problem = link instanceof Link.Down d ? d.problem() : refused;
        return new Member(target, state(link, age), problem, server, new Member.Seen(at, age, newest, trail.copy()), health, cost(), pace());
    }

    private Cost cost() {
        return checking == null ? sampler.cost() : sampler.cost().plus(checking.sampler.cost());
    }

    private Pace pace() {
        return checking == null ? sampler.pace() : sampler.pace().beside(checking.sampler.pace());
    }

    private Member.State state(Link link, @Nullable Duration age) {
        return switch (link) {
            case Link.Down d -> Member.State.DOWN;
            case Link.Connecting c -> Member.State.CONNECTING;
            case Link.Up up -> age == null ? Member.State.CONNECTING : age.compareTo(late()) > 0 ? Member.State.LATE : Member.State.UP;
        };
    }

    private Duration late() {
        double factor = sampler.pace().factor();
        return Duration.ofMillis((long) (3 * factor * Math.max(1_000, spec.interval().toMillis())));
    }

    @Override
    public void close() {
        Subscription beside = leave();
        if (beside != null) {
            beside.close();
        }
        vitals.close();
        if (checking != null) {
            checking.close();
        }
        if (recorder != null) {
            recorder.close();
        }
        sampler.close();
        line.close();
    }
}
