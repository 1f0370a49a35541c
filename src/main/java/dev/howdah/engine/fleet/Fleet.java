package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.VitalFigures;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches many targets at once, each with one connection and one virtual thread of its own: a slow or dead one delays no other.
 * Thread-safe; no call waits for a server.
 */
public final class Fleet implements AutoCloseable {
    private final FleetSpec spec;
    private final InstantSource clock;
    private final @Nullable Journal journal;
    private final Map<String, Ship> ships = new ConcurrentHashMap<>();

    /** @param journal where it is recorded; null to record nothing. The caller closes it, after the fleet */
    public Fleet(FleetSpec spec, @Nullable Journal journal, InstantSource clock) {
        this.spec = spec;
        this.journal = journal;
        this.clock = clock;
    }

    /** Watches one more; one of the same name is watched anew. */
    public void add(Target target) {
        Ship before = ships.put(target.name(), new Ship(target));
        if (before != null) {
            before.close();
        }
    }

    /** Watches it no longer. */
    public void remove(String name) {
        Ship ship = ships.remove(name);
        if (ship != null) {
            ship.close();
        }
    }

    /** All, by name. */
    public List<Member> members() {
        return members(m -> true, Member.byName());
    }

    /** Those that are wanted, in an order: see the comparators of {@link Member}. */
    public List<Member> members(Predicate<Member> wanted, Comparator<Member> order) {
        Instant now = clock.instant();
        return ships.values().stream().map(s -> s.member(now)).filter(wanted).sorted(order).toList();
    }

    /** Asks all of them now; those that are away are tried at once. */
    public void refresh() {
        ships.values().forEach(s -> s.sampler.refresh());
    }

    /** Rests, or goes on: while the window is minimised. */
    public void rest(boolean now) {
        ships.values().forEach(s -> s.sampler.rest(now));
    }

    @Override
    public void close() {
        ships.values().forEach(Ship::close);
        ships.clear();
    }

    /** One target with its thread. */
    private final class Ship implements AutoCloseable {
        private final Target target;
        private final OneConnection line;
        private final Sampler sampler;
        private final Subscription vitals;
        private final @Nullable Recorder recorder;
        private final VitalFigures figures = new VitalFigures();
        private volatile Map<Figure, Double> newest = Map.of();
        private volatile @Nullable Instant newestAt;
        private volatile @Nullable DbProblem refused;

        Ship(Target target) {
            this.target = target;
            line = new OneConnection(target, SessionSpec.sampler());
            sampler = new Sampler(new Db(target, line), clock, spec.rhythm());
            vitals = sampler.subscribe(Vitals.PROBE, this::take);
            Journal to = journal;
            recorder = to == null ? null : spec.whole() ? Recorder.whole(sampler, to, target) : Recorder.vitals(sampler, to, target);
        }

        private void take(Reading<Vitals> reading) {
            double[] values = figures.next(reading);
            refused = reading instanceof Reading.Failed<Vitals> f ? f.problem() : null;
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

        Member member(Instant now) {
            Instant at = newestAt;
            Duration age = at == null ? null : Duration.between(at, now);
            Link link = sampler.link();
            DbProblem problem = link instanceof Link.Down d ? d.problem() : refused;
            return new Member(target.name(), target.environment(), target.address(), target.database(), state(link, age), problem, at, age, newest,
                    sampler.cost(), sampler.pace());
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
            vitals.close();
            if (recorder != null) {
                recorder.close();
            }
            sampler.close();
            line.close();
        }
    }
}
