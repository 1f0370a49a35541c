package dev.howdah.engine.job;

import dev.howdah.engine.db.Sql;
import dev.howdah.engine.text.Text;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far each job has come, in the target's own {@code howdah} schema, so that a chunk and the note that it is done are one
 * transaction. Stateless.
 */
final class Checkpoints {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Checkpoints() {}

    /**
     * Where a run stands.
     *
     * @param key the signature of the key that it goes by, null before its first chunk and for statements
     * @param place the last place done; for statements the titles of those done
     * @param knobs those that somebody turned through the database, as JSON; null when nobody did
     */
    record At(
            @Nullable String key, @Nullable List<String> place, @Nullable List<String> until, long rows, long chunks,
            String state, String wanted, @Nullable String knobs) {}

    /** The statements that make the tables, empty when they are there. */
    static List<String> missingSetup(Connection c) throws SQLException {
        try (var s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT pg_catalog.to_regclass('howdah.job_left') IS NULL OR NOT EXISTS (SELECT FROM pg_catalog.pg_attribute"
                        + " WHERE attrelid = pg_catalog.to_regclass('howdah.job_run') AND attname = 'knobs' AND NOT attisdropped)")) {
            r.next();
            return r.getBoolean(1) ? setup() : List.of();
        }
    }

    private static List<String> setup() {
        String text = Sql.load("job/setup", 18).text().replaceFirst("(?m)^--.*$", "");
        return java.util.Arrays.stream(text.split(";", -1)).map(String::strip).filter(t -> !t.isEmpty()).toList();
    }

    static void ensure(Connection c) throws SQLException {
        List<String> missing = missingSetup(c);
        if (missing.isEmpty()) {
            return;
        }
        c.setAutoCommit(false);
        try (var s = c.createStatement()) {
            // IF NOT EXISTS alone does not keep two sessions from making the same table at once.
            s.execute("SELECT pg_advisory_xact_lock(hashtext('howdah.setup'))");
            for (String statement : missing) {
                s.execute(statement);
            }
            c.commit();
        } finally {
            c.rollback();
            c.setAutoCommit(true);
        }
    }

    static void begin(Connection c, UUID run, String job, Map<String, String> arguments) throws SQLException {
        change(c, "INSERT INTO howdah.job_run (id, job, arguments) VALUES (?, ?, ?::jsonb) ON CONFLICT DO NOTHING",
                run, job, JSON.writeValueAsString(arguments));
        change(c, "INSERT INTO howdah.job_checkpoint (run) VALUES (?) ON CONFLICT DO NOTHING", run);
    }

    /** Takes the run for this transaction: a second worker waits here. */
    static At lock(Connection c, UUID run) throws SQLException {
        return read(c, run, " FOR UPDATE OF p");
    }

    static At read(Connection c, UUID run) throws SQLException {
        return read(c, run, "");
    }

    private static At read(Connection c, UUID run, String lock) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT p.key, p.place, p.until, p.rows_done, p.chunks, p.state, r.wanted, r.knobs::text"
                + " FROM howdah.job_checkpoint p JOIN howdah.job_run r ON r.id = p.run WHERE p.run = ?" + lock)) {
            s.setObject(1, run);
            try (ResultSet r = s.executeQuery()) {
                if (!r.next()) {
                    throw new JobException(JobException.Kind.CHANGED, Text.of("job.no-run", run));
                }
                return new At(r.getString(1), texts(r.getArray(2)), texts(r.getArray(3)), r.getLong(4), r.getLong(5),
                        r.getString(6), r.getString(7), r.getString(8));
            }
        }
    }

    static void fixRange(Connection c, UUID run, Key key, List<String> until) throws SQLException {
        change(c, "UPDATE howdah.job_checkpoint SET key = ?, until = ? WHERE run = ?",
                key.signature(), array(c, until), run);
    }

    static void advance(Connection c, UUID run, List<String> place, long rows) throws SQLException {
        change(c, "UPDATE howdah.job_checkpoint SET place = ?, rows_done = rows_done + ?, chunks = chunks + 1,"
                + " state = 'running', failure = NULL, changed_at = now() WHERE run = ?", array(c, place), rows, run);
    }

    static void count(Connection c, UUID run, long rows) throws SQLException {
        change(c, "UPDATE howdah.job_checkpoint SET rows_done = rows_done + ?, chunks = chunks + 1, changed_at = now()"
                + " WHERE run = ?", rows, run);
    }

    static void state(Connection c, UUID run, String state, @Nullable String failure) throws SQLException {
        change(c, "UPDATE howdah.job_checkpoint SET state = ?, failure = ?, changed_at = now() WHERE run = ?"
                + " AND state <> 'done'", state, failure, run);
    }

    static void want(Connection c, UUID run, String wanted) throws SQLException {
        if (change(c, "UPDATE howdah.job_run SET wanted = ? WHERE id = ?", wanted, run) == 0) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.no-run", run));
        }
    }

    /** Adds to what was turned before. */
    static void turn(Connection c, UUID run, Map<String, String> knobs) throws SQLException {
        if (change(c, "UPDATE howdah.job_run SET knobs = coalesce(knobs, '{}') || ?::jsonb WHERE id = ?",
                JSON.writeValueAsString(knobs), run) == 0) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("job.no-run", run));
        }
    }

    /** Name to value of knobs as {@link At} has them. */
    static Map<String, String> knobs(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    }

    /** Locks the range's free rows and notes the others for later. */
    static void leaveLocked(Connection c, UUID run, Chunk chunk) throws SQLException {
        String place = "ARRAY[" + chunk.key().textList() + "]";
        change(c, "WITH mine AS (SELECT " + chunk.key().list() + " FROM " + chunk.table().sql() + " WHERE " + chunk.condition()
                + " FOR UPDATE SKIP LOCKED) INSERT INTO howdah.job_left (run, place) SELECT ?, " + place + " FROM "
                + chunk.table().sql() + " WHERE " + chunk.condition() + " AND (" + chunk.key().list()
                + ") NOT IN (SELECT " + chunk.key().list() + " FROM mine) ON CONFLICT DO NOTHING", run);
    }

    /** The condition that a row is not among those left for later. */
    static String notLeft(UUID run, Key key) {
        return "ARRAY[" + key.textList() + "] NOT IN (SELECT place FROM howdah.job_left WHERE run = '" + run + "')";
    }

    static @Nullable List<String> anyLeft(Connection c, UUID run) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(
                "SELECT place FROM howdah.job_left WHERE run = ? AND reason IS NULL ORDER BY place LIMIT 1 FOR UPDATE")) {
            s.setObject(1, run);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? texts(r.getArray(1)) : null;
            }
        }
    }

    static void takenUp(Connection c, UUID run, List<String> place) throws SQLException {
        change(c, "DELETE FROM howdah.job_left WHERE run = ? AND place = ?", run, array(c, place));
    }

    /** A row that the server refuses: noted with its reason, never tried again by this run. */
    static void refused(Connection c, UUID run, List<String> place, String reason) throws SQLException {
        change(c, "INSERT INTO howdah.job_left (run, place, reason) VALUES (?, ?, ?)"
                + " ON CONFLICT (run, place) DO UPDATE SET reason = excluded.reason", run, array(c, place), reason);
    }

    static long refused(Connection c, UUID run) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(
                "SELECT count(*) FROM howdah.job_left WHERE run = ? AND reason IS NOT NULL")) {
            s.setObject(1, run);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return r.getLong(1);
            }
        }
    }

    static int change(Connection c, String sql, @Nullable Object... args) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < args.length; i++) {
                s.setObject(i + 1, args[i]);
            }
            return s.executeUpdate();
        }
    }

    private static Array array(Connection c, List<String> texts) throws SQLException {
        return c.createArrayOf("text", texts.toArray());
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : new ArrayList<>(Keys.strings(array));
    }
}
