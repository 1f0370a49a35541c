package dev.howdah.engine.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers of queries in four tiers, loads each missing one once however many ask for it, and forgets those whose tables
 * change. Behind it there may be a {@link SecondLevel} that several instances share.
 *
 * <p>What it promises: a read that begins after a commit through {@link Invalidation#write} returned, or after that commit was
 * visible to any session, never brings what was there before. For changes that are made elsewhere see {@link Invalidation}.
 * Reads inside a transaction that has written belong on that transaction, not here.
 *
 * <p>Thread-safe. Failures of a load reach every reader that waited for it and are never kept.
 */
public final class QueryCache {
    private static final int MOST_SHAPES = 1_000;
    private static final String OTHER = "(other statements)";
    /** What all entries depend on: whether changes made elsewhere are being heard. */
    private static final String EARS = "ears";

    private final Map<Tier, TierStore> tiers = new EnumMap<>(Tier.class);
    private final Versions versions = new Versions();
    private final Map<ShapeKey, Shape> shapes = new ConcurrentHashMap<>();
    private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
    private final Set<CacheKey> refreshing = ConcurrentHashMap.newKeySet();
    private final @Nullable SecondLevel second;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Executor background;
    private volatile Instant since;

    /**
     * @param second null for memory only
     * @param nanos a rising count of nanoseconds, System::nanoTime
     * @param background runs refreshes ahead of time: a virtual thread each
     */
    public QueryCache(
            CacheSpec spec, @Nullable SecondLevel second, InstantSource clock, LongSupplier nanos, Executor background) {
        this.second = second;
        this.clock = clock;
        this.nanos = nanos;
        this.background = background;
        this.since = clock.instant();
        for (Tier tier : Tier.values()) {
            tiers.put(tier, new TierStore(tier, spec.of(tier), nanos));
        }
    }

    /**
     * The answer, from memory, from the second level or from {@code load}.
     *
     * @param load asks the database; null means that there is no such row, and that is kept too
     */
    @SuppressWarnings("unchecked") // an entry's value came from a load of the same query
    public <T> @Nullable T get(CachedQuery<T> query, Supplier<? extends @Nullable T> load) {
        TierStore tier = store(query.tier());
        Entry e = tier.get(query.key());
        if (e != null && e.good()) {
            Counters c = e.shape().counters;
            (e.value() == null ? c.negativeHits : c.hits).increment();
            if (nanos.getAsLong() - e.refreshAt() >= 0) {
                refresh(tier, query, e, load);
            }
            return (T) e.value();
        }
        if (e != null && tier.remove(query.key(), e)) {
            e.shape().counters.invalidated.increment();
        }
        return (T) miss(tier, query, load);
    }

    private <T> @Nullable Object miss(TierStore tier, CachedQuery<T> query, Supplier<? extends @Nullable T> load) {
        Shape shape = shape(query);
        shape.counters.misses.increment();
        Version[] deps = dependencies(query);
        while (true) {
            long[] stamp = Version.capture(deps);
            Flight other = flights.get(query.key());
            if (stamp == null || (other != null && other.leader == Thread.currentThread())) {
                shape.counters.bypassed.increment();
                return timed(shape, load);
            }
            if (other != null && other.serves(deps, stamp)) {
                Joined joined = Joined.to(other);
                if (joined.landed()) {
                    shape.counters.joined.increment();
                    return joined.value();
                }
                continue;
            }
            Flight mine = new Flight(deps, stamp);
            boolean leading = other == null
                    ? flights.putIfAbsent(query.key(), mine) == null
                    : flights.replace(query.key(), other, mine);
            if (leading) {
                return lead(tier, query, mine, shape, load);
            }
        }
    }

    private <T> @Nullable Object lead(
            TierStore tier, CachedQuery<T> query, Flight mine, Shape shape, Supplier<? extends @Nullable T> load) {
        try {
            Entry e = tier.get(query.key());
            if (e == null || !e.good()) {
                e = fill(tier, query, mine, shape, load);
                keep(tier, query.key(), e);
            } else {
                // Another reader's load ended between this reader's look and his turn.
                shape.counters.joined.increment();
            }
            flights.remove(query.key(), mine);
            mine.landing.complete(e);
            return e.value();
        } catch (Throwable t) {
            flights.remove(query.key(), mine);
            mine.landing.completeExceptionally(t);
            throw t;
        }
    }

    private <T> Entry fill(
            TierStore tier, CachedQuery<T> query, Flight flight, Shape shape, Supplier<? extends @Nullable T> load) {
        Codec<T> codec = query.codec();
        if (second == null || codec == null) {
            return entry(tier, query, flight, shape, timed(shape, load), null);
        }
        SecondLevel.Found found = second.find(query.key(), names(flight.versions));
        if (found instanceof SecondLevel.Hit hit) {
            SecondLevel.Decoded<T> decoded = second.decode(hit, codec);
            if (decoded != null) {
                shape.counters.secondLevelHits.increment();
                return entry(tier, query, flight, shape, decoded.value(), hit.left());
            }
        }
        T value = timed(shape, load);
        Entry e = entry(tier, query, flight, shape, value, null);
        if (found instanceof SecondLevel.Absent absent && e.ttlNanos() > 0 && (value == null || codec.carries(value))) {
            second.put(query.key(), absent, value == null ? null : codec.encode(value), Duration.ofNanos(e.ttlNanos()));
        }
        return e;
    }

    private Entry entry(
            TierStore tier, CachedQuery<?> query, Flight flight, Shape shape, @Nullable Object value, @Nullable Duration left) {
        TierSpec spec = tier.spec();
        long now = nanos.getAsLong();
        Duration ttl = value == null ? spec.negativeTtl() : spec.ttl();
        long life = left == null ? ttl.toNanos() : Math.min(left.toNanos(), ttl.toNanos());
        long bytes = Footprint.of(query.key()) + Footprint.of(value) + 160;
        return new Entry(value, shape, flight.versions, flight.stamp, now, life, TierStore.refreshAt(spec, now), bytes);
    }

    private void keep(TierStore tier, CacheKey key, Entry e) {
        if (e.ttlNanos() <= 0 || !e.good()) {
            return;
        }
        tier.put(key, e);
        if (!e.good() && tier.remove(key, e)) {
            e.shape().counters.invalidated.increment();
        }
    }

    private <T> @Nullable T timed(Shape shape, Supplier<? extends @Nullable T> load) {
        long start = nanos.getAsLong();
        try {
            T value = load.get();
            shape.loaded(nanos.getAsLong() - start);
            return value;
        } catch (Throwable t) {
            shape.counters.failures.increment();
            throw t;
        }
    }

    private <T> void refresh(TierStore tier, CachedQuery<T> query, Entry old, Supplier<? extends @Nullable T> load) {
        if (!refreshing.add(query.key())) {
            return;
        }
        background.execute(() -> {
            try {
                long[] stamp = Version.capture(old.versions());
                if (stamp != null) {
                    Flight flight = new Flight(old.versions(), stamp);
                    T value = timed(old.shape(), load);
                    old.shape().counters.refreshes.increment();
                    keep(tier, query.key(), entry(tier, query, flight, old.shape(), value, null));
                }
            } catch (RuntimeException e) {
                // Counted as a failure; the old answer stays good until its life is over.
                return;
            } finally {
                refreshing.remove(query.key());
            }
        });
    }

    /** Settings of one tier, from now on and for what is kept too. */
    public void configure(Tier tier, TierSpec spec) {
        store(tier).configure(spec);
    }

    public TierSpec spec(Tier tier) {
        return store(tier).spec();
    }

    /** Drops every entry of every tier, here and in the second level. @return entries dropped here */
    public long clear() {
        long dropped = 0;
        for (Tier tier : Tier.values()) {
            dropped += clear(tier);
        }
        return dropped;
    }

    /** Drops every entry of a tier, here and in the second level. Loads that are under way are not kept. */
    public long clear(Tier tier) {
        return cleared(Set.of("tier:" + tier.word()));
    }

    /** Drops every entry with this tag, here and in the second level. */
    public long clearTag(String tag) {
        return cleared(Set.of("tag:" + tag));
    }

    private long cleared(Set<String> names) {
        forgetShared(names);
        return bump(names, true);
    }

    /**
     * Tables changed and everybody can see it. Whatever depends on them is dropped.
     *
     * @param tables {@code schema.table}
     */
    public void changed(Collection<String> tables) {
        Set<String> names = named(tables);
        forgetShared(names);
        bump(names, false);
    }

    /** A commit is about to be sent that changes these tables. Exactly one method of the result must be called. */
    Commit begin(Collection<String> tables) {
        Set<String> names = named(tables);
        return new Commit(names, names.stream().map(versions::begin).toList());
    }

    /** From now on nothing is answered from memory, since changes made elsewhere are not heard. */
    Commit deaf() {
        return new Commit(Set.of(), List.of(versions.begin(EARS)));
    }

    /** A change whose commit is under way. */
    final class Commit {
        private final Set<String> names;
        private final List<Version> begun;

        private Commit(Set<String> names, List<Version> begun) {
            this.names = names;
            this.begun = begun;
        }

        /** It is committed, or nobody knows. */
        void happened() {
            forgetShared(names);
            begun.forEach(Version::commit);
            begun.forEach(v -> drop(v, false));
        }

        /** It is known to be rolled back. */
        void didNot() {
            begun.forEach(Version::release);
        }
    }

    private void forgetShared(Set<String> names) {
        if (second != null && !names.isEmpty()) {
            second.forget(names);
        }
    }

    private long bump(Set<String> names, boolean byHand) {
        long dropped = 0;
        for (String name : names) {
            Version v = versions.known(name);
            if (v != null) {
                v.bump();
                dropped += drop(v, byHand);
            }
        }
        return dropped;
    }

    private long drop(Version version, boolean byHand) {
        long dropped = 0;
        for (CacheKey key : new ArrayList<>(version.keys)) {
            version.keys.remove(key);
            for (TierStore tier : tiers.values()) {
                Entry e = tier.get(key);
                if (e != null && !e.good() && tier.remove(key, e)) {
                    Counters c = e.shape().counters;
                    (byHand ? c.cleared : c.invalidated).increment();
                    dropped++;
                }
            }
        }
        return dropped;
    }

    /** Counting starts anew; entries stay. */
    public void resetStats() {
        shapes.values().forEach(Shape::reset);
        if (second != null) {
            second.resetStats();
        }
        since = clock.instant();
    }

    public CacheStats stats() {
        List<CacheStats.OfShape> all = shapes.values().stream()
                .map(s -> new CacheStats.OfShape(s.sql, s.tier, s.counts()))
                .sorted(Comparator.comparing((CacheStats.OfShape s) -> s.counts().saved()).reversed())
                .toList();
        List<CacheStats.OfTier> perTier = new ArrayList<>();
        for (TierStore t : tiers.values()) {
            CacheStats.Counts counts = all.stream()
                    .filter(s -> s.tier() == t.tier)
                    .map(CacheStats.OfShape::counts)
                    .reduce(CacheStats.Counts.NONE, CacheStats.Counts::plus);
            perTier.add(new CacheStats.OfTier(t.tier, t.spec(), t.size(), t.bytes(), counts));
        }
        return new CacheStats(
                clock.instant(), since, List.copyOf(perTier), all, second == null ? null : second.stats());
    }

    private Version[] dependencies(CachedQuery<?> query) {
        Version[] deps = new Version[2 + query.tables().size() + query.tags().size()];
        int i = 0;
        deps[i++] = versions.of(EARS);
        deps[i++] = versions.of("tier:" + query.tier().word());
        for (String table : query.tables().stream().sorted().toList()) {
            deps[i++] = versions.of("table:" + table);
        }
        for (String tag : query.tags().stream().sorted().toList()) {
            deps[i++] = versions.of("tag:" + tag);
        }
        return deps;
    }

    private static List<String> names(Version[] deps) {
        List<String> names = new ArrayList<>(deps.length);
        for (Version v : deps) {
            if (!v.name.equals(EARS)) {
                names.add(v.name);
            }
        }
        return names;
    }

    private static Set<String> named(Collection<String> tables) {
        Set<String> names = new HashSet<>();
        tables.forEach(t -> names.add("table:" + t));
        return names;
    }

    private Shape shape(CachedQuery<?> query) {
        ShapeKey key = new ShapeKey(query.sql(), query.tier());
        Shape known = shapes.get(key);
        if (known != null) {
            return known;
        }
        ShapeKey use = shapes.size() < MOST_SHAPES ? key : new ShapeKey(OTHER, query.tier());
        return shapes.computeIfAbsent(use, k -> new Shape(k.sql(), k.tier()));
    }

    private TierStore store(Tier tier) {
        return java.util.Objects.requireNonNull(tiers.get(tier));
    }

    private record ShapeKey(String sql, Tier tier) {}
}
