package dev.howdah.ui.cache;

import dev.howdah.engine.cache.BufferCache;
import dev.howdah.engine.cache.BufferFindings;
import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.HitRatio;
import dev.howdah.engine.cache.HitWindow;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.cache.TierSpec;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.replay.OwnPast;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.replay.Scene;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Last;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Follows both caches while the tab is shown, and pulls their levers. */
final class CacheController {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    /** Shared buffers up to which their contents are listed: 16 GiB are two million buffers. */
    private static final long MOST_BYTES = 16L << 30;

    private final CacheModel model;
    private final Caching caching;
    private final QueryCache cache;
    private final Replay replay;
    private final Db interactive;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private final LatestCall contents;
    private final Map<Tier, Series> hitRatio = new EnumMap<>(Tier.class);
    private final Map<Tier, CacheStats> lastRead = new EnumMap<>(Tier.class);
    private final Map<Tier, Series> saved = new EnumMap<>(Tier.class);
    private final HitWindow databases = new HitWindow(WINDOW);
    private final HitWindow tables = new HitWindow(WINDOW);
    private final HitWindow indexes = new HitWindow(WINDOW);
    private final Last<List<Object>, Look> recorded = new Last<>();
    private Prewarm prewarm = table -> {};
    private @Nullable CacheStats before;
    private BufferFindings.@Nullable Look firstLook;
    private @Nullable Instant firstLookAt;

    CacheController(CacheModel model, Caching caching, Replay replay, Db interactive, ObservableValue<Duration> range, Kit kit) {
        this.model = model;
        this.caching = caching;
        this.cache = caching.cache();
        this.replay = replay;
        this.interactive = interactive;
        this.range = range;
        this.kit = kit;
        this.contents = kit.fx().latest();
    }

    void onShow(Subscriptions held) {
        held.add(new Ticker<>(kit.fx(), Duration.ofSeconds(1), this::look, this::onLook, t -> model.problem.set(Problem.of(t))).start());
        held.add(kit.era().moment().subscribe(m -> kit.fx().work(this::look).done(this::onLook).failed(t -> model.problem.set(Problem.of(t)))));
        held.add(model.databases.follow(kit.fx(), c -> replay.subscribe(BufferCache.DATABASES, c)));
        held.add(model.tables.follow(kit.fx(), c -> replay.subscribe(BufferCache.TABLES, c)));
        held.add(model.indexes.follow(kit.fx(), c -> replay.subscribe(BufferCache.INDEXES, c)));
        held.add(model.io.follow(kit.fx(), c -> replay.subscribe(BufferCache.IO, c)));
        held.add(model.summary.follow(kit.fx(), c -> replay.subscribe(BufferCache.SUMMARY, c)));
        held.add(model.usage.follow(kit.fx(), c -> replay.subscribe(BufferCache.USAGE, c)));
        held.add(model.slru.follow(kit.fx(), c -> replay.subscribe(BufferCache.SLRU, c)));
        held.add(model.writes.follow(kit.fx(), c -> replay.subscribe(BufferCache.WRITES, c)));
        held.add(model.databases.read().subscribe(at -> ratios()));
        held.add(model.tables.read().subscribe(at -> tableRatios()));
        held.add(model.indexes.read().subscribe(at -> indexRatios()));
        Subscription end = contents::cancel;
        held.add(end);
    }

    CacheController prewarming(Prewarm by) {
        prewarm = by;
        return this;
    }

    /** Has a table loaded into shared_buffers, by a job. */
    void onPrewarm(HitRatio table) {
        kit.fx().work(() -> {
                    prewarm.start(table.name());
                    return table.name();
                })
                .done(n -> {
                    model.problem.set(null);
                    kit.notices().info(Text.of("cachetab.prewarm.started", n));
                })
                .failed(t -> model.problem.set(Problem.of(t)));
    }

    void onRetry() {
        model.problem.set(null);
        replay.refresh();
    }

    /** @param scene the past moment that it is of, with its lines; null for the present */
    private record Look(@Nullable Scene scene, @Nullable CacheStats stats, Caching.@Nullable Hearing hearing, CacheModel.@Nullable Past past) {}

    private Look look() {
        Scene scene = replay.scene();
        return scene == null ? new Look(null, cache.stats(), caching.hearing(), null) : past(scene);
    }

    /** Read once for a moment and a range: it stays the same. */
    private Look past(Scene scene) {
        Instant from = scene.at().minus(range.getValue());
        return recorded.of(List.of(scene, from), () -> {
            OwnPast.Cache lines = replay.cache(from, scene.at());
            return new Look(scene, scene.cache(), null, new CacheModel.Past(from, scene.at(), words(lines.hitRatio()), words(lines.saved())));
        });
    }

    private static Map<String, Series.Points> words(Map<Tier, Series.Points> lines) {
        Map<String, Series.Points> named = new LinkedHashMap<>();
        lines.forEach((tier, points) -> named.put(tier.word(), points));
        return named;
    }

    private void onLook(Look look) {
        if (!Objects.equals(look.scene(), replay.scene())) {
            return;
        }
        CacheStats stats = look.stats();
        model.changes.hearing.set(look.hearing());
        model.missing.set(stats == null);
        if (look.scene() == null && stats != null) {
            onStats(stats);
        } else {
            model.past.set(look.past());
            model.stats.set(stats);
        }
    }

    /** Takes a look at the engine cache in: totals, and what happened since the last look for the charts. */
    void onStats(CacheStats now) {
        CacheStats was = before;
        if (was != null && was.since().equals(now.since())) {
            Duration apart = Duration.between(was.at(), now.at());
            double seconds = Math.max(0.2, apart.toMillis() / 1e3);
            for (CacheStats.OfTier t : now.tiers()) {
                ratio(t.tier(), was, now);
                series(saved, t.tier()).add(now.at(), savedSince(was, now, t.tier()) / seconds, apart);
            }
        } else {
            lastRead.clear();
        }
        before = now;
        model.stats.set(now);
        Instant from = now.at().minus(range.getValue());
        model.past.set(new CacheModel.Past(from, now.at(), cut(hitRatio, from, now.at()), cut(saved, from, now.at())));
    }

    /** The share of hits among the reads since the look that saw the last ones: it holds for all that time. */
    private void ratio(Tier tier, CacheStats last, CacheStats now) {
        CacheStats was = lastRead.computeIfAbsent(tier, t -> last);
        CacheStats.Counts a = was.of(tier).counts();
        CacheStats.Counts b = now.of(tier).counts();
        long reads = b.reads() - a.reads();
        Series line = series(hitRatio, tier);
        if (reads > 0) {
            double hits = b.hits() + b.negativeHits() - a.hits() - a.negativeHits();
            line.add(now.at(), hits / reads, Duration.between(was.at(), now.at()));
            lastRead.put(tier, now);
        }
    }

    /** Milliseconds that the reads since the last look did not cost, each at the mean load of its statement. */
    private static double savedSince(CacheStats was, CacheStats now, Tier tier) {
        Map<String, Long> before = new HashMap<>();
        was.shapes().stream().filter(s -> s.tier() == tier).forEach(s -> before.put(s.sql(), s.counts().spared()));
        double millis = 0;
        for (CacheStats.OfShape s : now.shapes()) {
            long spared = s.counts().spared();
            if (s.tier() == tier && spared > 0) {
                millis += (spared - before.getOrDefault(s.sql(), 0L)) * (s.counts().saved().toNanos() / 1e6 / spared);
            }
        }
        return millis;
    }

    private static Series series(Map<Tier, Series> all, Tier tier) {
        return all.computeIfAbsent(tier, k -> new Series());
    }

    private static Map<String, Series.Points> cut(Map<Tier, Series> all, Instant from, Instant to) {
        Map<String, Series.Points> points = new LinkedHashMap<>();
        all.forEach((k, s) -> points.put(k.word(), s.between(from, to)));
        return points;
    }

    void onClear(@Nullable Tier tier) {
        kit.fx().work(() -> tier == null ? cache.clear() : cache.clear(tier))
                .done(n -> {
                    kit.notices().good(Text.of("cachetab.cleared", n));
                    onStats(cache.stats());
                })
                .failed(t -> model.problem.set(Problem.of(t)));
    }

    void onResetStats() {
        cache.resetStats();
        onStats(cache.stats());
    }

    /** Settings of a tier from text as it was typed; says what is wrong with it, or null when it is in force. */
    @Nullable String onConfigure(Tier tier, String ttl, String limit, boolean bytes, String negative, String refresh) {
        try {
            TierSpec.Limit size = bytes ? new TierSpec.Limit.Bytes(number(limit) << 20) : new TierSpec.Limit.Entries(number(limit));
            double share = number(refresh) / 100.0;
            cache.configure(tier, new TierSpec(Duration.ofSeconds(number(ttl)), size, Duration.ofSeconds(number(negative)), share));
            onStats(cache.stats());
            return null;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Text.of("cachetab.bad-setting");
        }
    }

    private static long number(String text) {
        long n = Long.parseLong(text.strip());
        if (n < 0 || n > 1_000_000_000) {
            throw new IllegalArgumentException(text);
        }
        return n;
    }

    /** Lists what is in shared_buffers; every buffer is visited, so only when asked for. */
    void onContents() {
        model.reading.set(true);
        contents.work(() -> BufferCache.contents(interactive, MOST_BYTES))
                .done(c -> {
                    model.problem.set(null);
                    model.contents.set(c);
                })
                .failed(t -> model.problem.set(Problem.of(t)))
                .ended(() -> model.reading.set(false));
    }

    private void ratios() {
        List<BufferCache.Database> now = model.databases.value().get();
        Instant at = model.databases.at().get();
        if (now == null || at == null) {
            return;
        }
        model.databaseRatios.set(databases.add(at, now));
        List<BufferCache.Io> io = model.io.value().get();
        BufferFindings.Look look = new BufferFindings.Look(now, io == null ? List.of() : io, model.summary.value().get(), model.writes.value().get());
        Instant since = firstLookAt;
        BufferFindings.Look first = firstLook;
        if (first == null || since == null || since.isBefore(at.minus(WINDOW)) || (first.writes() == null && look.writes() != null)
                || (first.io().isEmpty() && !look.io().isEmpty())) {
            firstLook = look;
            firstLookAt = at;
        } else {
            model.findings.set(BufferFindings.between(first, look, Math.max(1, Duration.between(since, at).toSeconds())));
        }
    }

    private void tableRatios() {
        List<BufferCache.Blocks> now = model.tables.value().get();
        Instant at = model.tables.at().get();
        if (now != null && at != null) {
            model.tableRatios.set(tables.add(at, now));
        }
    }

    private void indexRatios() {
        List<BufferCache.Blocks> now = model.indexes.value().get();
        Instant at = model.indexes.at().get();
        if (now != null && at != null) {
            model.indexRatios.set(indexes.add(at, now));
        }
    }
}
