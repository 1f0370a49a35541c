package dev.howdah.engine.twin;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on a twin in which some indexes are switched and which is never committed. What is switched stays so until a question
 * wants it otherwise, because the server reads a table's indexes anew after each switch. Not thread-safe.
 */
final class TwinSession {
    private static final int ESTIMATES_A_TRANSACTION = 100;
    private static final String FLIP = "UPDATE pg_catalog.pg_index SET indisvalid = NOT indisvalid WHERE indexrelid = ";

    private final Twin twin;
    private final TwinDatabase database;
    private final Set<Long> flipped = new HashSet<>();
    private @Nullable Connection connection;
    private int estimates;

    TwinSession(Twin twin, TwinDatabase database) {
        this.twin = twin;
        this.database = database;
    }

    /**
     * What EXPLAIN prints.
     *
     * @param wanted numbers of the indexes that are to be the other way than they are: tried ones on, existing ones off
     * @throws WhatIfException when the statement cannot be planned
     * @throws DbException when the server is gone
     */
    String ask(Query query, Set<Long> wanted, Map<String, String> settings, String options) {
        StringBuilder sql = new StringBuilder();
        if (estimates++ % ESTIMATES_A_TRANSACTION == 0) {
            rollback();
        }
        Set<Long> flips = new HashSet<>(flipped);
        flips.removeAll(wanted);
        wanted.stream().filter(o -> !flipped.contains(o)).forEach(flips::add);
        if (!flips.isEmpty()) {
            String list = "'{" + flips.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")) + "}');";
            // What explains a statement on an older server throws prepared ones away.
            sql.append(twin.major() >= 16 ? "EXECUTE howdah_flip(" : FLIP + "ANY(").append(list);
        }
        // what a write locks it would hold on to, and nobody could make an index of that table
        boolean undone = !settings.isEmpty() || !query.reads();
        if (undone) {
            sql.append("SAVEPOINT undone;");
        }
        new TreeMap<>(settings).forEach((k, v) -> sql.append("SELECT pg_catalog.set_config(").append(Identifiers.literal(k))
                .append(", ").append(Identifiers.literal(v)).append(", true);"));
        // a statement may end with a comment, which ends with its line
        sql.append(String.join("\n;", query.explain(options, twin.major())));
        twin.heaps().readLock().lock();
        try {
            String text = lastResult(sql + (undone ? "\n;ROLLBACK TO SAVEPOINT undone" : ""));
            flipped.clear();
            flipped.addAll(wanted);
            return text;
        } catch (SQLException e) {
            rollback();
            if (connection == null) {
                throw DbException.of(e, database.target());
            }
            throw new WhatIfException(Sending.firstLine(e), e);
        } finally {
            twin.heaps().readLock().unlock();
        }
    }

    private String lastResult(String sql) throws SQLException {
        try (Statement s = session().createStatement()) {
            boolean result = s.execute(sql);
            String text = "";
            while (result || s.getUpdateCount() >= 0) {
                if (result) {
                    try (ResultSet r = s.getResultSet()) {
                        StringBuilder lines = new StringBuilder();
                        while (r.next()) {
                            lines.append(r.getString(1)).append('\n');
                        }
                        text = lines.toString();
                    }
                }
                result = s.getMoreResults();
            }
            return text;
        }
    }

    /** The open transaction's connection. */
    private Connection session() throws SQLException {
        Connection c = connection;
        if (c == null) {
            c = twin.connect(database);
            Sending.execute(c, "PREPARE howdah_flip(oid[]) AS " + FLIP + "ANY($1)");
            Sending.execute(c, "BEGIN");
            connection = c;
        }
        return c;
    }

    /** Everything is as it was, and nothing is locked. */
    void rollback() {
        flipped.clear();
        Connection c = connection;
        if (c == null) {
            return;
        }
        try {
            Sending.execute(c, "ROLLBACK; BEGIN");
        } catch (SQLException e) {
            close();
        }
    }

    /** The next question connects anew. */
    void close() {
        flipped.clear();
        Connection c = connection;
        connection = null;
        try {
            if (c != null) {
                c.close();
            }
        } catch (SQLException e) {
            // the server is gone, and the session with it
            estimates = 0;
        }
    }
}
