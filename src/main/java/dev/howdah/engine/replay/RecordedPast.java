package dev.howdah.engine.replay;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.profile.Counters;
import dev.howdah.engine.profile.StatementInterval;
import dev.howdah.engine.profile.StatementKey;
import dev.howdah.engine.profile.StatementPast;
import dev.howdah.engine.profile.StatementWindow;
import dev.howdah.engine.profile.WaitPast;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Look;
import dev.howdah.engine.store.Span;
import dev.howdah.engine.store.StatementLine;
import dev.howdah.engine.store.StatementSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements, waits and vital figures out of a repository. Thread-safe. */
final class RecordedPast implements StatementPast, WaitPast {
    private static final int POINTS = 1_000;

    private final @Nullable History history;
    private volatile Map<Long, String> texts = Map.of();

    /** @param history null knows nothing */
    RecordedPast(@Nullable History history) {
        this.history = history;
    }

    @Override
    public StatementWindow window(Instant from, Instant to) {
        return StatementWindow.of(intervals(from, to), from, to);
    }

    @Override
    public List<StatementInterval> intervals(Instant from, Instant to) {
        List<StatementInterval> all = new ArrayList<>();
        Map<Long, String> found = new HashMap<>(texts);
        for (StatementSpan span : history == null ? List.<StatementSpan>of() : history.spans(from, to)) {
            Map<StatementKey, Counters> uses = new HashMap<>();
            for (StatementLine l : span.lines()) {
                uses.merge(new StatementKey(l.userId(), l.databaseId(), l.queryId(), l.toplevel()), Counters.of(l.counters()), Counters::plus);
                if (l.text() != null) {
                    found.put(l.queryId(), l.text());
                }
            }
            all.add(new StatementInterval(span.from(), span.to(), uses, 0, List.of()));
        }
        texts = found;
        return all;
    }

    /** Those that came with what was asked for before. */
    @Override
    public Map<Long, String> texts(Collection<Long> queryIds) {
        Map<Long, String> known = texts;
        return queryIds.stream().distinct().filter(known::containsKey).collect(Collectors.toMap(id -> id, known::get));
    }

    @Override
    public Map<WaitClass, Series.Points> points(Instant from, Instant to) {
        return points(figures(from, to));
    }

    static Map<WaitClass, Series.Points> points(Map<Figure, Series.Points> figures) {
        Map<WaitClass, Series.Points> points = new EnumMap<>(WaitClass.class);
        for (WaitClass c : WaitClass.values()) {
            Series.Points found = figures.get(Figure.valueOf("ON_" + c.name()));
            if (found != null) {
                points.put(c, found);
            }
        }
        return points;
    }

    /** The vital figures; those that were not recorded at all are not in it. */
    Map<Figure, Series.Points> figures(Instant from, Instant to) {
        if (history == null) {
            return Map.of();
        }
        Duration step = Duration.ofSeconds(Math.max(1, Duration.between(from, to).toSeconds() / POINTS));
        Span span = history.between(from, to, step, Arrays.stream(Figure.values()).map(Figure::name).toList());
        Map<Figure, Series.Points> points = new EnumMap<>(Figure.class);
        for (Figure f : Figure.values()) {
            double[] values = span.means().getOrDefault(f.name(), new double[0]);
            if (Arrays.stream(values).anyMatch(v -> !Double.isNaN(v))) {
                points.put(f, new Series.Points(step, span.seconds(), values));
            }
        }
        return points;
    }

    /** Each look at a session stands for the time until the next one. */
    @Override
    public List<WaitProfile.Share> top(WaitProfile.By by, Instant from, Instant to, Predicate<WaitProfile.Key> filter, int limit) {
        List<Look> looks = history == null ? List.of() : history.looks(from, to);
        learn(looks);
        return top(looks, by, filter, limit);
    }

    /** Takes texts in that sessions had. */
    void learn(List<Look> looks) {
        Map<Long, String> found = new HashMap<>(texts);
        looks.forEach(l -> l.sessions().stream().filter(s -> s.queryId() != 0 && s.query() != null)
                .forEach(s -> found.putIfAbsent(s.queryId(), Objects.requireNonNull(s.query()))));
        texts = found;
    }

    static List<WaitProfile.Share> top(List<Look> looks, WaitProfile.By by, Predicate<WaitProfile.Key> filter, int limit) {
        Map<String, double[]> sums = new HashMap<>();
        for (Look look : looks) {
            for (Session s : look.sessions()) {
                WaitClass waits = s.waits();
                if (waits == null) {
                    continue;
                }
                String event = s.waitEvent() == null ? waits.label() : s.waitEventType() + ": " + s.waitEvent();
                WaitProfile.Key key = new WaitProfile.Key(s.queryId(), waits, event, s.user(), s.database(), s.application(), s.pid());
                if (filter.test(key)) {
                    sums.computeIfAbsent(WaitProfile.name(by, key), k -> new double[WaitClass.values().length])[waits.ordinal()] += look.seconds();
                }
            }
        }
        List<WaitProfile.Share> shares = new ArrayList<>();
        sums.forEach((name, seconds) -> shares.add(new WaitProfile.Share(name, Arrays.stream(seconds).mapToLong(Math::round).toArray())));
        shares.sort(Comparator.comparingLong(WaitProfile.Share::total).reversed());
        return shares.subList(0, Math.min(limit, shares.size()));
    }
}
