package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches many targets at once, each with a connection and a virtual thread of its own, and with two when it is checked: a slow or
 * dead one delays no other.
 * Thread-safe; no call waits for a server.
 */
public final class Fleet implements AutoCloseable {
    private final FleetSpec spec;
    private final InstantSource clock;
    private final @Nullable Journal journal;
    private final @Nullable Function<Target, Checks> checks;
    private final Map<String, Ship> ships = new ConcurrentHashMap<>();
    private volatile Predicate<Target> resting = t -> false;
    private volatile @Nullable Function<Aboard, Subscription> follower;

    /** @param journal where it is recorded; null to record nothing. The caller closes it, after the fleet */
    public Fleet(FleetSpec spec, @Nullable Journal journal, InstantSource clock) {
        this(spec, journal, null, clock);
    }

    /** @param checks makes the checks of a target, which are run a few at a time; null to run none */
    public Fleet(FleetSpec spec, @Nullable Journal journal, @Nullable Function<Target, Checks> checks, InstantSource clock) {
        this.spec = spec;
        this.journal = journal;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * One that is watched, for whoever looks beside the fleet. The samplers are the fleet's to close.
     *
     * @param checking runs the checks
     * @param checks null when none are run
     */
    public record Aboard(Target target, Sampler sampler, @Nullable Sampler checking, @Nullable Checks checks) {}

    /** Watches one more; one of the same name is watched anew. */
    public void add(Target target) {
        Ship fresh = new Ship(target, spec, journal, checks == null ? null : checks.apply(target), clock);
        Ship before = ships.put(target.name(), fresh);
        // Asked once it is among them: what is said meanwhile would miss it.
        fresh.rest(resting.test(target));
        if (before != null) {
            before.close();
        }
        Function<Aboard, Subscription> known = follower;
        if (known != null) {
            fresh.follow(known);
        }
    }

    /** Calls for each that is watched now or later, once; what it returns is closed before its samplers are. There is one follower. */
    public void follow(Function<Aboard, Subscription> join) {
        follower = join;
        ships.values().forEach(s -> s.follow(join));
    }

    /** Watches just these from now on. Those of them that are watched already, and in the same way, go on undisturbed. */
    public void only(List<Target> targets) {
        Set<String> gone = new HashSet<>(ships.keySet());
        for (Target t : targets) {
            gone.remove(t.name());
            Ship known = ships.get(t.name());
            if (known == null || !known.target().equals(t)) {
                add(t);
            }
        }
        gone.forEach(this::remove);
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
        ships.values().forEach(Ship::refresh);
    }

    /** Rests, or goes on: while nobody looks. What rests holds no connection for long. */
    public void rest(boolean now) {
        rest(t -> now);
    }

    /** Lets some rest and the others go on. */
    public void rest(Predicate<Target> which) {
        resting = which;
        ships.values().forEach(s -> s.rest(which.test(s.target())));
    }

    @Override
    public void close() {
        ships.values().forEach(Ship::close);
        ships.clear();
    }
}
