package dev.howdah.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What never changes in a repository once it was written, or only grows: texts, names of figures, settings, and where each level begins. Read
 * once, so that moving through time asks for moments alone. Thread-safe.
 */
final class Remembered {
    private static final int MOST_CHARS = 8 << 20;
    private static final long EDGES_NANOS = 60_000_000_000L;
    private static final long SETTINGS_NANOS = 60_000_000_000L;
    /** What happened may wait so long for being written, and clocks may differ. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private final Map<Integer, List<String>> names = new ConcurrentHashMap<>();
    private final LinkedHashMap<Long, String> texts = new LinkedHashMap<>(256, 0.75f, true);
    private final Map<Integer, Edges> edges = new ConcurrentHashMap<>();
    private final Map<Integer, Changes> changes = new ConcurrentHashMap<>();
    private long chars;

    /** A setting from a moment on; null when it is gone. */
    private record Change(Instant at, String name, @Nullable String value) {}

    /**
     * All that is kept of a target's settings, oldest first.
     *
     * @param now the repository's clock when they were read
     */
    private record Changes(long readAt, Instant now, List<Change> all) {}

    /** @param oldest epoch second of the first row by level; {@link Long#MAX_VALUE} where there is none */
    private record Edges(long readAt, List<Long> oldest) {}

    /** The names of a row's figures. */
    List<String> names(Connection c, int set) throws SQLException {
        List<String> known = names.get(set);
        if (known == null) {
            try (PreparedStatement s = c.prepareStatement("SELECT names FROM howdah_store.figures WHERE id = ?")) {
                s.setInt(1, set);
                try (ResultSet r = s.executeQuery()) {
                    known = r.next() ? List.of((String[]) r.getArray(1).getArray()) : List.of();
                }
            }
            names.put(set, known);
        }
        return known;
    }

    /** Texts by number; those that are not kept any more are not in it. */
    Map<Long, String> texts(Connection c, Collection<Long> ids) throws SQLException {
        Map<Long, String> found = new HashMap<>();
        Set<Long> wanted = new LinkedHashSet<>();
        synchronized (texts) {
            for (Long id : ids) {
                String text = texts.get(id);
                if (text == null) {
                    wanted.add(id);
                } else {
                    found.put(id, text);
                }
            }
        }
        wanted.remove(0L);
        if (!wanted.isEmpty()) {
            read(c, wanted, found);
        }
        return found;
    }

    private void read(Connection c, Set<Long> wanted, Map<Long, String> found) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT id, text FROM howdah_store.statement_text WHERE id = ANY (?)")) {
            s.setArray(1, c.createArrayOf("bigint", wanted.toArray()));
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    found.put(r.getLong(1), r.getString(2));
                    keep(r.getLong(1), r.getString(2));
                }
            }
        }
    }

    private void keep(long id, String text) {
        synchronized (texts) {
            String before = texts.put(id, text);
            chars += text.length() - (before == null ? 0 : before.length());
            while (chars > MOST_CHARS) {
                chars -= texts.pollFirstEntry().getValue().length();
            }
        }
    }

    /** The levels that reach back to a moment, the finest first; all of them when none is known to. */
    List<Level> order(Connection c, int target, long second) throws SQLException {
        Edges now = edges.get(target);
        if (now == null || System.nanoTime() - now.readAt() > EDGES_NANOS) {
            List<Long> oldest = new ArrayList<>();
            for (Level level : Level.values()) {
                Long edge = Rows.edge(c, level, target, false);
                oldest.add(edge == null ? Long.MAX_VALUE : edge);
            }
            now = new Edges(System.nanoTime(), oldest);
            edges.put(target, now);
        }
        List<Level> order = new ArrayList<>();
        List<Level> rest = new ArrayList<>();
        for (Level level : Level.values()) {
            (now.oldest().get(level.ordinal()) - level.block() <= second ? order : rest).add(level);
        }
        return order.isEmpty() ? rest : order;
    }

    /** The settings of a target as they were. What was written in the last minutes is read again: it may not be all yet. */
    Map<String, String> settings(Connection c, int target, Instant at) throws SQLException {
        Changes known = changes.get(target);
        long age = known == null ? 0 : System.nanoTime() - known.readAt();
        if (known == null || age > SETTINGS_NANOS || at.isAfter(known.now().minus(LATE))) {
            known = read(c, target);
            changes.put(target, known);
        }
        Map<String, String> values = new TreeMap<>();
        for (Change change : known.all()) {
            if (change.at().isAfter(at)) {
                break;
            }
            if (change.value() == null) {
                values.remove(change.name());
            } else {
                values.put(change.name(), change.value());
            }
        }
        return values;
    }

    private static Changes read(Connection c, int target) throws SQLException {
        List<Change> all = new ArrayList<>();
        Instant now = Instant.EPOCH;
        long start = System.nanoTime();
        try (PreparedStatement s = c.prepareStatement("SELECT now(), at, name, value FROM howdah_store.setting WHERE target = ? ORDER BY at")) {
            s.setInt(1, target);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    now = r.getTimestamp(1).toInstant();
                    all.add(new Change(r.getTimestamp(2).toInstant(), r.getString(3), r.getString(4)));
                }
            }
        }
        return new Changes(start, now, all);
    }
}
