package dev.howdah.engine.store;

import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tables' partitions by time: made ahead, dropped when all in them is too old. Where TimescaleDB made the tables it does the
 * first itself and drops by its own function. One instance belongs to one writer.
 */
final class Partitions {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMddHH", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Set<String> there = new HashSet<>();
    private final boolean timescale;

    /** A partition and the time at which it ends. */
    private record Part(String name, Level level, boolean snapshots, Instant end) {
        Instant begin() {
            return end.minus(level.width());
        }
    }

    Partitions(Connection c) throws SQLException {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT relkind <> 'p' FROM pg_class WHERE oid = 'howdah_store.sample_fine'::regclass")) {
            r.next();
            timescale = r.getBoolean(1);
        }
    }

    /** Makes the partitions of a level that hold a moment. */
    void ensure(Connection c, Level level, Instant at) throws SQLException {
        ensure(c, level.samples(), level, at);
        ensure(c, level.snapshots(), level, at);
    }

    private void ensure(Connection c, String table, Level level, Instant at) throws SQLException {
        Instant from = level.partition(at);
        String name = table + "_" + NAME.format(from);
        if (timescale || !there.add(name)) {
            return;
        }
        try (Statement s = c.createStatement()) {
            if (exists(s, name)) {
                return;
            }
            // Several writers may find it missing at once.
            s.execute("SELECT pg_advisory_xact_lock(hashtext('howdah_store.partition'))");
            s.execute("CREATE TABLE IF NOT EXISTS " + name + " PARTITION OF " + table
                    + " FOR VALUES FROM ('" + from + "') TO ('" + from.plus(level.width()) + "')");
        } catch (SQLException e) {
            there.remove(name);
            throw e;
        }
    }

    private static boolean exists(Statement s, String name) throws SQLException {
        try (ResultSet r = s.executeQuery("SELECT to_regclass('" + name + "') IS NOT NULL")) {
            r.next();
            return r.getBoolean(1);
        }
    }

    /** Drops what its level does not want any more; how many partitions that were. */
    int dropOld(Connection c, Clocks now) throws SQLException {
        int dropped = 0;
        for (Part p : all(c)) {
            if (now.over(p.begin(), p.end(), p.level().kept())) {
                drop(c, p);
                dropped++;
            }
        }
        return dropped;
    }

    /**
     * Drops the oldest snapshots, then the oldest samples, until what is left fits; never what the present is written to.
     *
     * @return how many partitions were dropped
     */
    int dropOver(Connection c, long ceiling, Clocks now) throws SQLException {
        int dropped = 0;
        List<Part> parts = new ArrayList<>(all(c));
        parts.removeIf(p -> p.end().isAfter(now.earlier()));
        parts.sort(java.util.Comparator.comparing((Part p) -> !p.snapshots()).thenComparing(Part::end));
        for (Part p : parts) {
            if (bytes(c) <= ceiling) {
                break;
            }
            drop(c, p);
            dropped++;
        }
        return dropped;
    }

    /** What the partitions take, in bytes. */
    static long bytes(Connection c) throws SQLException {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(Sql.load("store/bytes", Server.OLDEST).text())) {
            r.next();
            return r.getLong(1);
        }
    }

    private void drop(Connection c, Part p) throws SQLException {
        there.remove(p.name());
        try (Statement s = c.createStatement()) {
            if (timescale) {
                s.execute("SELECT drop_chunks('" + p.name() + "', older_than => '" + p.end() + "'::timestamptz, newer_than => '"
                        + p.begin() + "'::timestamptz)");
            } else {
                s.execute("DROP TABLE IF EXISTS " + p.name());
            }
        }
    }

    private List<Part> all(Connection c) throws SQLException {
        List<Part> all = new ArrayList<>();
        for (Level level : Level.values()) {
            all.addAll(of(c, level.samples(), level, false));
            all.addAll(of(c, level.snapshots(), level, true));
        }
        return all;
    }

    private List<Part> of(Connection c, String table, Level level, boolean snapshots) throws SQLException {
        List<Part> parts = new ArrayList<>();
        String query = timescale
                ? "SELECT '" + table + "', extract(epoch FROM range_end)::bigint FROM timescaledb_information.chunks"
                        + " WHERE hypertable_schema || '.' || hypertable_name = '" + table + "' ORDER BY range_end"
                : "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '" + table + "'::regclass ORDER BY 1";
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery(query)) {
            while (r.next()) {
                parts.add(new Part(r.getString(1), level, snapshots, timescale ? Instant.ofEpochSecond(r.getLong(2)) : end(r.getString(1), level)));
            }
        }
        return parts;
    }

    private static Instant end(String name, Level level) {
        String digits = name.substring(name.lastIndexOf('_') + 1);
        Instant from = java.time.LocalDateTime.parse(digits + "00", DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT))
                .toInstant(ZoneOffset.UTC);
        return from.plus(Duration.ofSeconds(level.width().toSeconds()));
    }
}
