package dev.howdah.engine.store;

import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The tables beside the samples, and the locks that give each target one writer. Belongs to one connection of the journal's thread. */
final class TargetTable {
    private static final int KNOWN_TEXTS = 50_000;
    /** Row and index entry. */
    private static final int TEXT_ROW = 100;

    private final Map<Integer, Recording> locked = new HashMap<>();
    private final Set<Long> texts = new HashSet<>();

    /** Something about a target that is not as it was. */
    record Change(Instant at, Annotation.Kind kind, String text) {}

    /** @param changes since it was last seen */
    record Place(int id, List<Change> changes) {}

    /** A row of the table. */
    private record Known(int id, String name, String address, @Nullable String system, boolean inRecovery, Instant startedAt, String version) {}

    /**
     * Which target it is. The same address and database is the same target, whatever server answers there now; at another address it
     * is the same when the cluster, the database and the name are. A primary and its replica, which are one cluster, stay two when
     * they are watched under two names or addresses.
     */
    Place place(Connection c, TargetFacts facts, Instant at) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('howdah_store.target'))")) {
            s.execute();
        }
        Known known = find(c, facts);
        if (known == null) {
            return new Place(insert(c, facts, at), List.of());
        }
        return new Place(known.id(), changes(known, facts, at));
    }

    private static @Nullable Known find(Connection c, TargetFacts facts) throws SQLException {
        List<Known> all = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement("SELECT id, name, address, system, in_recovery, started_at, version"
                + " FROM howdah_store.target WHERE database = ? AND (address = ? OR (system = ? AND name = ?)) ORDER BY address = ? DESC, id")) {
            s.setString(1, facts.database());
            s.setString(2, facts.address());
            s.setString(3, facts.system());
            s.setString(4, facts.name());
            s.setString(5, facts.address());
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    all.add(new Known(r.getInt(1), r.getString(2), r.getString(3), r.getString(4), r.getBoolean(5),
                            r.getTimestamp(6).toInstant(), r.getString(7)));
                }
            }
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    private static int insert(Connection c, TargetFacts f, Instant at) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("INSERT INTO howdah_store.target"
                + " (name, environment, address, database, system, in_recovery, started_at, version, first_seen)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")) {
            fill(s, f);
            s.setTimestamp(9, Timestamp.from(at));
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return r.getInt(1);
            }
        }
    }

    /** Notes what the target is now; only its writer does so, so that each change is told once. */
    void update(Connection c, int id, TargetFacts f) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("UPDATE howdah_store.target SET name = ?, environment = ?, address = ?, database = ?,"
                + " system = coalesce(?, system), in_recovery = ?, started_at = ?, version = ? WHERE id = ?")) {
            fill(s, f);
            s.setInt(9, id);
            s.executeUpdate();
        }
    }

    private static void fill(PreparedStatement s, TargetFacts f) throws SQLException {
        s.setString(1, f.name());
        s.setString(2, f.environment());
        s.setString(3, f.address());
        s.setString(4, f.database());
        s.setString(5, f.system());
        s.setBoolean(6, f.inRecovery());
        s.setTimestamp(7, Timestamp.from(f.startedAt()));
        s.setString(8, f.version());
    }

    private static List<Change> changes(Known before, TargetFacts now, Instant at) {
        List<Change> changes = new ArrayList<>();
        if (before.system() != null && now.system() != null && !before.system().equals(now.system())) {
            changes.add(new Change(at, Annotation.Kind.RESTORED, Text.of("store.other-cluster", now.address(), now.version())));
        } else if (before.inRecovery() != now.inRecovery()) {
            changes.add(new Change(at, Annotation.Kind.FAILOVER, Text.of(now.inRecovery() ? "store.now-replica" : "store.now-primary")));
        }
        // The server's start is read from its clock again and again and differs by less than that.
        if (Math.abs(java.time.Duration.between(before.startedAt(), now.startedAt()).toMillis()) > 1_000) {
            changes.add(new Change(now.startedAt(), Annotation.Kind.RESTART,
                    before.version().equals(now.version())
                            ? Text.of("store.restarted")
                            : Text.of("store.upgraded", before.version(), now.version())));
        }
        return changes;
    }

    /** The number of a list of figures' names. */
    int figures(Connection c, List<String> names) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT id FROM howdah_store.figures WHERE names = ?")) {
            s.setArray(1, c.createArrayOf("text", names.toArray()));
            try (ResultSet r = s.executeQuery()) {
                if (r.next()) {
                    return r.getInt(1);
                }
            }
        }
        // An insert takes a number even when there is a conflict, and there are few.
        try (PreparedStatement s = c.prepareStatement("INSERT INTO howdah_store.figures (names) VALUES (?)"
                + " ON CONFLICT (names) DO UPDATE SET names = excluded.names RETURNING id")) {
            s.setArray(1, c.createArrayOf("text", names.toArray()));
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return r.getInt(1);
            }
        }
    }

    /** Whether this recording writes the target from now on: one in this process, and one process of all. */
    boolean lock(Connection c, int id, Recording recording) throws SQLException {
        Recording holder = locked.get(id);
        if (holder != null) {
            return holder == recording;
        }
        try (PreparedStatement s = c.prepareStatement("SELECT pg_try_advisory_lock(hashtext('howdah_store.writer'), ?)")) {
            s.setInt(1, id);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                if (r.getBoolean(1)) {
                    locked.put(id, recording);
                    return true;
                }
                return false;
            }
        }
    }

    void unlock(Connection c, int id, Recording recording) throws SQLException {
        if (locked.remove(id, recording)) {
            try (PreparedStatement s = c.prepareStatement("SELECT pg_advisory_unlock(hashtext('howdah_store.writer'), ?)")) {
                s.setInt(1, id);
                s.execute();
            }
        }
    }

    /** @param room whether so many bytes of text fit; a text that does not is left out, and its sessions and statements are there without */
    void snapshot(Connection c, int id, Entry.Snapshot entry, LongPredicate room) throws SQLException {
        for (Map.Entry<Long, String> t : entry.packed().texts().entrySet()) {
            if (!texts.contains(t.getKey()) && room.test(TEXT_ROW + t.getValue().length())) {
                text(c, t.getKey(), t.getValue());
            }
        }
        try (PreparedStatement s = c.prepareStatement("INSERT INTO " + entry.level().snapshots()
                + " (target, since, at, kind, body) VALUES (?, ?, ?, ?, ?)")) {
            s.setInt(1, id);
            s.setTimestamp(2, Timestamp.from(entry.since()));
            s.setTimestamp(3, Timestamp.from(entry.at()));
            s.setInt(4, entry.kind());
            s.setBytes(5, entry.packed().body());
            s.executeUpdate();
        }
    }

    private void text(Connection c, long id, String text) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("INSERT INTO howdah_store.statement_text (id, text, seen) VALUES (?, ?, current_date)"
                + " ON CONFLICT (id) DO UPDATE SET seen = current_date WHERE statement_text.seen < current_date")) {
            s.setLong(1, id);
            s.setString(2, text);
            s.executeUpdate();
        }
        if (texts.size() > KNOWN_TEXTS) {
            texts.clear();
        }
        texts.add(id);
    }

    /** Once a day texts are marked as seen anew. */
    void forgetTexts() {
        texts.clear();
    }

    Map<String, String> settings(Connection c, int id) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (PreparedStatement s = c.prepareStatement(
                "SELECT DISTINCT ON (name) name, value FROM howdah_store.setting WHERE target = ? ORDER BY name, at DESC")) {
            s.setInt(1, id);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    if (r.getString(2) != null) {
                        values.put(r.getString(1), r.getString(2));
                    }
                }
            }
        }
        return values;
    }

    void settings(Connection c, int id, Instant at, Map<String, @Nullable String> changed) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("INSERT INTO howdah_store.setting (target, name, at, value) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (target, name, at) DO UPDATE SET value = excluded.value")) {
            for (Map.Entry<String, @Nullable String> e : changed.entrySet()) {
                s.setInt(1, id);
                s.setString(2, e.getKey());
                s.setTimestamp(3, Timestamp.from(at));
                s.setString(4, e.getValue());
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    void annotate(Connection c, Annotation a) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("INSERT INTO howdah_store.annotation (target, at, kind, text, author) VALUES (?, ?, ?, ?, ?)")) {
            s.setObject(1, a.target());
            s.setTimestamp(2, Timestamp.from(a.at()));
            s.setString(3, a.kind().name());
            s.setString(4, a.text().replace('\0', ' '));
            s.setString(5, a.author());
            s.executeUpdate();
        }
    }
}
