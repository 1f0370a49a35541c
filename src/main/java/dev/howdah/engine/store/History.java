package dev.howdah.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recorded past of one target. Calls read the repository and may wait for it: not for the FX thread. All throw
 * {@link dev.howdah.engine.db.DbException} when it is away. Thread-safe.
 */
public final class History {
    /** A figure stands for the seconds after it until the next, up to so many: sampling may be slower than a second. */
    static final int HELD = 10;

    private static final int MOST_STEPS = 50_000;

    private final Repository repository;
    private final int target;

    /** @param target the target's number there, see {@link Repository#find} and {@link Recording#id} */
    public History(Repository repository, int target) {
        this.repository = repository;
        this.target = target;
    }

    /** Everything that is known of a moment. */
    public Moment at(Instant at) {
        return repository.db().withConnection(c -> new Seek(c, known(), target, at).moment());
    }

    private Remembered known() {
        return repository.remembered();
    }

    /**
     * The nearest moment before or after another of which figures are known: the next sample at the level that is kept there, or what
     * lies beyond a gap; null when there is none.
     */
    public @Nullable Instant neighbour(Instant at, boolean later) {
        return repository.db().<java.util.Optional<Instant>>withConnection(c -> {
            Long best = null;
            for (Level level : Level.values()) {
                Long found = Rows.neighbour(c, level, target, at.getEpochSecond(), later);
                if (found != null && (best == null || later == found < best)) {
                    best = found;
                }
            }
            return java.util.Optional.ofNullable(best).map(Instant::ofEpochSecond);
        }).orElse(null);
    }

    /**
     * How sessions were seen from one moment to another, oldest first: all looks of up to an hour, one a minute of up to six, else
     * one in ten minutes; where the nearer past is forgotten, coarser ones.
     */
    public List<Look> looks(Instant from, Instant to) {
        long length = Duration.between(from, to).toSeconds();
        List<Level> levels = new ArrayList<>(length <= 3_600 ? List.of(Level.values()) : length <= 21_600
                ? List.of(Level.MIDDLE, Level.COARSE) : List.of(Level.COARSE, Level.MIDDLE));
        return repository.spans().withConnection(c -> {
            for (Level level : levels) {
                List<Snapshot> found = snapshots(c, level, Snapshots.ACTIVITY, from, to);
                if (!found.isEmpty()) {
                    return looks(c, level, found, to);
                }
            }
            return List.of();
        });
    }

    private List<Look> looks(Connection c, Level level, List<Snapshot> found, Instant to) throws SQLException {
        List<Snapshots.Activity> packed = found.stream().map(s -> Snapshots.activity(s.body())).toList();
        Map<Long, String> texts = known().texts(c, Snapshots.ids(packed, List.of()));
        double most = 3.0 * (level == Level.FINE ? 5 : level.snapshotEvery());
        List<Look> looks = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Instant at = found.get(i).at();
            Instant next = i + 1 < found.size() ? found.get(i + 1).at() : to;
            double seconds = Math.max(0, Math.min(most, Duration.between(at, next).toMillis() / 1e3));
            looks.add(new Look(at, seconds, Snapshots.sessions(packed.get(i), texts::get), packed.get(i).waits()));
        }
        return looks;
    }

    private List<Snapshot> snapshots(Connection c, Level level, int kind, Instant from, Instant to) throws SQLException {
        List<Snapshot> all = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement("SELECT " + Snapshot.COLUMNS + " FROM " + level.snapshots()
                + " WHERE target = ? AND kind = ? AND at > ? AND at <= ? ORDER BY at, seq")) {
            s.setInt(1, target);
            s.setInt(2, kind);
            s.setTimestamp(3, Timestamp.from(from));
            s.setTimestamp(4, Timestamp.from(to));
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    all.add(Snapshot.of(r));
                }
            }
        }
        return all;
    }

    /**
     * What the statements did from one moment to another, stretch by stretch, oldest first: those whose middle lies between, and when
     * none does the one that goes over the end.
     */
    public List<StatementSpan> spans(Instant from, Instant to) {
        boolean wide = Duration.between(from, to).compareTo(Duration.ofHours(6)) > 0;
        return repository.spans().withConnection(c -> {
            for (Level level : wide ? List.of(Level.COARSE, Level.MIDDLE) : List.of(Level.MIDDLE, Level.COARSE)) {
                List<Snapshot> found = snapshots(c, level, Snapshots.STATEMENTS, from, to.plusSeconds(2L * level.snapshotEvery()));
                List<Snapshot> inside = found.stream().filter(s -> inside(s, from, to)).toList();
                List<Snapshot> over = found.stream().filter(s -> !s.since().isAfter(to) && !s.at().isBefore(to)).limit(1).toList();
                List<Snapshot> chosen = inside.isEmpty() ? over : inside;
                if (!chosen.isEmpty()) {
                    return spans(c, chosen);
                }
            }
            return List.of();
        });
    }

    private static boolean inside(Snapshot s, Instant from, Instant to) {
        Instant middle = s.since().plus(Duration.between(s.since(), s.at()).dividedBy(2));
        return !middle.isBefore(from) && middle.isBefore(to);
    }

    private List<StatementSpan> spans(Connection c, List<Snapshot> chosen) throws SQLException {
        List<List<Snapshots.Line>> lines = chosen.stream().map(s -> Snapshots.lines(s.body())).toList();
        Map<Long, String> texts = known().texts(c, Snapshots.ids(List.of(), lines.stream().flatMap(List::stream).toList()));
        List<StatementSpan> spans = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            spans.add(new StatementSpan(chosen.get(i).since(), chosen.get(i).at(),
                    lines.get(i).stream().map(l -> Snapshots.line(l, texts::get)).toList()));
        }
        return spans;
    }

    /**
     * Figures from {@code from} to {@code to} from the coarsest level that still shows the step; where that level does not reach, from
     * the next that does.
     *
     * @param step at least a second; made longer when it would give more than 50,000 points
     * @param figures names; unknown ones come as NaN
     */
    public Span between(Instant from, Instant to, Duration step, Collection<String> figures) {
        long seconds = Math.max(1, Math.max(step.toSeconds(), (to.getEpochSecond() - from.getEpochSecond()) / MOST_STEPS));
        long low = Math.floorDiv(from.getEpochSecond(), seconds);
        int n = (int) Math.max(0, Math.ceilDiv(to.getEpochSecond(), seconds) - low);
        Canvas canvas = new Canvas(low * seconds, seconds, n, List.copyOf(figures));
        return repository.spans().withConnection(c -> {
            Map<Integer, List<String>> names = new HashMap<>();
            if (seconds >= Level.COARSE.block()) {
                for (long[] gap : canvas.gaps()) {
                    fill(c, canvas, Rows.blocks(c, target, gap[0], gap[1]), Level.COARSE.block(), gap, names);
                }
            }
            for (Level level : levels(seconds)) {
                for (long[] gap : canvas.gaps()) {
                    fill(c, canvas, Rows.read(c, level, target, gap[0], gap[1], true), level.step(), gap, names);
                }
            }
            return canvas.span(HELD);
        });
    }

    private void fill(Connection c, Canvas canvas, List<Rows.Stored> rows, int step, long[] gap, Map<Integer, List<String>> names)
            throws SQLException {
        for (Rows.Stored row : rows) {
            if (!names.containsKey(row.figures())) {
                names.put(row.figures(), known().names(c, row.figures()));
            }
        }
        canvas.fill(rows, step, gap, set -> names.getOrDefault(set, List.of()));
    }

    /** The coarsest level that shows the step first, then finer ones for what it does not hold yet, then coarser ones for what they forgot. */
    private static List<Level> levels(long step) {
        List<Level> order = new ArrayList<>();
        for (int i = Level.values().length - 1; i >= 0; i--) {
            if (Level.values()[i].step() <= step) {
                order.add(Level.values()[i]);
            }
        }
        Arrays.stream(Level.values()).filter(l -> !order.contains(l)).forEach(order::add);
        return order;
    }

    /** What the statements did, summed up, in all snapshots that end within: by user, database, statement and level. */
    public List<StatementLine> statements(Instant from, Instant to) {
        Level level = Duration.between(from, to).compareTo(Duration.ofHours(2)) > 0 ? Level.COARSE : Level.MIDDLE;
        return repository.spans().withConnection(c -> {
            Map<List<Object>, Snapshots.Line> sums = new LinkedHashMap<>();
            try (PreparedStatement s = c.prepareStatement("SELECT body FROM " + level.snapshots()
                    + " WHERE target = ? AND kind = ? AND at > ? AND at <= ? ORDER BY at")) {
                s.setInt(1, target);
                s.setInt(2, Snapshots.STATEMENTS);
                s.setTimestamp(3, Timestamp.from(from));
                s.setTimestamp(4, Timestamp.from(to));
                try (ResultSet r = s.executeQuery()) {
                    while (r.next()) {
                        for (Snapshots.Line l : Snapshots.lines(r.getBytes(1))) {
                            sums.merge(List.of(l.user(), l.database(), l.query(), l.top()), l, History::sum);
                        }
                    }
                }
            }
            Map<Long, String> texts = known().texts(c, Snapshots.ids(List.of(), sums.values()));
            return sums.values().stream().map(l -> Snapshots.line(l, texts::get)).toList();
        });
    }

    private static Snapshots.Line sum(Snapshots.Line a, Snapshots.Line b) {
        TreeMap<Integer, Double> counters = new TreeMap<>(a.counters());
        b.counters().forEach((i, v) -> counters.merge(i, v == null ? 0 : v, Double::sum));
        return new Snapshots.Line(a.user(), a.database(), a.query(), a.top(), a.text() == 0 ? b.text() : a.text(), counters,
                Math.max(a.count(), b.count()));
    }

    /** What happened, oldest first: of this target and what holds for all. */
    public List<Annotation> annotations(Instant from, Instant to) {
        return repository.db().withConnection(c -> {
            List<Annotation> all = new ArrayList<>();
            try (PreparedStatement s = c.prepareStatement("SELECT at, kind, text, author, target FROM howdah_store.annotation"
                    + " WHERE (target = ? OR target IS NULL) AND at >= ? AND at <= ? ORDER BY at, id LIMIT 10000")) {
                s.setInt(1, target);
                s.setTimestamp(2, Timestamp.from(from));
                s.setTimestamp(3, Timestamp.from(to));
                try (ResultSet r = s.executeQuery()) {
                    while (r.next()) {
                        all.add(new Annotation(r.getTimestamp(1).toInstant(), kind(r.getString(2)), r.getString(3), r.getString(4),
                                (Integer) r.getObject(5)));
                    }
                }
            }
            return all;
        });
    }

    /** A newer Howdah may know kinds that this one does not. */
    private static Annotation.Kind kind(String word) {
        return Arrays.stream(Annotation.Kind.values()).filter(k -> k.name().equals(word)).findFirst().orElse(Annotation.Kind.NOTE);
    }

    /** The server's settings as they were, name to value; empty when they were never read before that moment. */
    public Map<String, String> settings(Instant at) {
        return repository.db().withConnection(c -> known().settings(c, target, at));
    }

    /** The figures that Howdah had of itself from one moment to another, stretch by stretch, oldest first; coarser for a longer time. */
    public List<Gauges> gauges(Instant from, Instant to) {
        long length = Duration.between(from, to).toSeconds();
        List<Level> levels = length <= 3_600 ? List.of(Level.values()) : length <= 43_200
                ? List.of(Level.MIDDLE, Level.COARSE) : List.of(Level.COARSE);
        return repository.spans().withConnection(c -> {
            for (Level level : levels) {
                List<Snapshot> found = snapshots(c, level, Snapshots.GAUGES, from, to.plusSeconds(level.block()));
                if (!found.isEmpty()) {
                    Map<Long, String> texts = known().texts(c, found.stream().map(s -> Gauges.names(s.body())).distinct().toList());
                    return found.stream().map(s -> Gauges.unpack(s.body(), texts::get)).filter(Objects::nonNull).toList();
                }
            }
            return List.of();
        });
    }

    /** When the oldest figure that is still there was sampled; null when there is none. */
    public @Nullable Instant oldest() {
        return edge(false);
    }

    /** When the newest figure that is written was sampled; null when there is none. */
    public @Nullable Instant newest() {
        return edge(true);
    }

    private @Nullable Instant edge(boolean newest) {
        return repository.db().<java.util.Optional<Instant>>withConnection(c -> {
            Instant edge = null;
            for (Level level : Level.values()) {
                Long second = Rows.edge(c, level, target, newest);
                Instant found = second == null ? null : Instant.ofEpochSecond(second);
                if (found != null && (edge == null || found.isAfter(edge) == newest)) {
                    edge = found;
                }
            }
            return java.util.Optional.ofNullable(edge);
        }).orElse(null);
    }
}
