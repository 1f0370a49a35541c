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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recorded past of one target. Calls read the repository and may wait for it: not for the FX thread. All throw
 * {@link dev.howdah.engine.db.DbException} when it is away. Thread-safe.
 */
public final class History {
    /** A figure stands for the seconds after it until the next, up to so many: sampling may be slower than a second. */
    private static final int HELD = 10;

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
        return repository.db().withConnection(c -> {
            Moment figures = figures(c, at);
            Snapshot activity = snapshot(c, Snapshots.ACTIVITY, at);
            Snapshot statements = snapshot(c, Snapshots.STATEMENTS, at);
            Snapshots.Activity packed = activity == null ? new Snapshots.Activity(List.of(), List.of()) : Snapshots.activity(activity.body());
            List<Snapshots.Line> lines = statements == null ? List.of() : Snapshots.lines(statements.body());
            Map<Long, String> texts = texts(c, packed, lines);
            return new Moment(at, figures.level(), figures.figures(), activity == null ? null : activity.at(),
                    Snapshots.sessions(packed, texts::get), packed.waits(),
                    statements == null ? null : statements.since(), statements == null ? null : statements.at(),
                    lines.stream().map(l -> Snapshots.line(l, texts::get)).toList());
        });
    }

    private Moment figures(Connection c, Instant at) throws SQLException {
        long second = at.getEpochSecond();
        for (Level level : Level.values()) {
            Map<String, Double> values = new LinkedHashMap<>();
            long best = Long.MIN_VALUE;
            long reach = level == Level.FINE ? HELD : level.step();
            for (Rows.Stored stored : Rows.read(c, level, target, second - reach + 1, second + 1, false)) {
                Row row = stored.row();
                int i = (int) Math.min(row.steps() - 1, (second - row.second()) / row.step());
                if (second < row.second() || row.second() + (long) i * row.step() < best) {
                    continue;
                }
                List<String> names = names(c, stored.figures());
                Map<String, Double> found = new LinkedHashMap<>();
                for (int f = 0; f < names.size(); f++) {
                    if (!Float.isNaN(row.mean(f, i))) {
                        found.put(names.get(f), (double) row.mean(f, i));
                    }
                }
                if (!found.isEmpty()) {
                    best = row.second() + (long) i * row.step();
                    values = found;
                }
            }
            if (!values.isEmpty()) {
                return new Moment(at, level, values, null, List.of(), List.of(), null, null, List.of());
            }
        }
        return new Moment(at, null, Map.of(), null, List.of(), List.of(), null, null, List.of());
    }

    /** @param since when what it tells began */
    private record Snapshot(Instant since, Instant at, byte[] body) {}

    /** The one that holds a moment: the last one before, or for a stretch of time the one that goes over it. */
    private @Nullable Snapshot snapshot(Connection c, int kind, Instant at) throws SQLException {
        for (Level level : Level.values()) {
            Duration reach = Duration.ofSeconds(level == Level.FINE ? 90 : 3L * level.snapshotEvery());
            String query = kind == Snapshots.ACTIVITY
                    ? " AND at <= ? AND at > ? ORDER BY at DESC, seq DESC LIMIT 1"
                    : " AND at > ? AND at <= ? AND since <= ? ORDER BY at, seq DESC LIMIT 1";
            try (PreparedStatement s = c.prepareStatement("SELECT since, at, body FROM " + level.snapshots()
                    + " WHERE target = ? AND kind = ?" + query)) {
                s.setInt(1, target);
                s.setInt(2, kind);
                s.setTimestamp(3, Timestamp.from(at));
                s.setTimestamp(4, Timestamp.from(kind == Snapshots.ACTIVITY ? at.minus(reach) : at.plus(reach)));
                if (kind == Snapshots.STATEMENTS) {
                    s.setTimestamp(5, Timestamp.from(at));
                }
                try (ResultSet r = s.executeQuery()) {
                    if (r.next()) {
                        return new Snapshot(r.getTimestamp(1).toInstant(), r.getTimestamp(2).toInstant(), r.getBytes(3));
                    }
                }
            }
        }
        return null;
    }

    private static Map<Long, String> texts(Connection c, Snapshots.Activity activity, Collection<Snapshots.Line> lines) throws SQLException {
        Set<Long> ids = new LinkedHashSet<>();
        activity.sessions().forEach(s -> {
            if (s.query() != null) {
                ids.add(Long.parseLong(s.query()));
            }
        });
        lines.forEach(l -> ids.add(l.text()));
        Map<Long, String> texts = new HashMap<>();
        try (PreparedStatement s = c.prepareStatement("SELECT id, text FROM howdah_store.statement_text WHERE id = ANY (?)")) {
            s.setArray(1, c.createArrayOf("bigint", ids.toArray()));
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    texts.put(r.getLong(1), r.getString(2));
                }
            }
        }
        return texts;
    }

    private static List<String> names(Connection c, int set) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT names FROM howdah_store.figures WHERE id = ?")) {
            s.setInt(1, set);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? List.of((String[]) r.getArray(1).getArray()) : List.of();
            }
        }
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
        return repository.db().withConnection(c -> {
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

    private static void fill(Connection c, Canvas canvas, List<Rows.Stored> rows, int step, long[] gap, Map<Integer, List<String>> names)
            throws SQLException {
        for (Rows.Stored row : rows) {
            if (!names.containsKey(row.figures())) {
                names.put(row.figures(), names(c, row.figures()));
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
        return repository.db().withConnection(c -> {
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
            Map<Long, String> texts = texts(c, new Snapshots.Activity(List.of(), List.of()), sums.values());
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
        return repository.db().withConnection(c -> {
            Map<String, String> values = new TreeMap<>();
            try (PreparedStatement s = c.prepareStatement("SELECT DISTINCT ON (name) name, value FROM howdah_store.setting"
                    + " WHERE target = ? AND at <= ? ORDER BY name, at DESC")) {
                s.setInt(1, target);
                s.setTimestamp(2, Timestamp.from(at));
                try (ResultSet r = s.executeQuery()) {
                    while (r.next()) {
                        if (r.getString(2) != null) {
                            values.put(r.getString(1), r.getString(2));
                        }
                    }
                }
            }
            return values;
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
