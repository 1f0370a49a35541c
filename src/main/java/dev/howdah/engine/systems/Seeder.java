package dev.howdah.engine.systems;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fills a system's tables. Both ways make the same rows and may be started again after any interruption: rows that are there
 * stay as they are. Thread-safe.
 */
public final class Seeder {
    private final Target target;

    public Seeder(Target target) {
        this.target = target;
    }

    /** By COPY, all tables in one transaction: an interrupted seed leaves nothing behind. The number of rows added. */
    public long fast(SampleSystem system, SeedSpec spec, Progress progress) {
        return connected(c -> {
            c.setAutoCommit(false);
            long added = 0;
            for (SeedTable table : system.tables()) {
                added += copy(c, system, table, spec, progress);
                try (Statement s = c.createStatement()) {
                    setSequence(s, system.qualified(table.name()), table);
                }
            }
            c.commit();
            c.setAutoCommit(true);
            analyze(c, system);
            return added;
        });
    }

    /** Row by row, each looked for before it is inserted and committed by itself, as simple programs do it. The rows added. */
    public long standard(SampleSystem system, SeedSpec spec, Progress progress) {
        return connected(c -> {
            long added = 0;
            for (SeedTable table : system.tables()) {
                added += insert(c, system, table, spec, progress);
                try (Statement s = c.createStatement()) {
                    setSequence(s, system.qualified(table.name()), table);
                }
            }
            analyze(c, system);
            return added;
        });
    }

    private long copy(Connection c, SampleSystem system, SeedTable table, SeedSpec spec, Progress progress) throws SQLException {
        String name = system.qualified(table.name());
        String columns = String.join(", ", table.columns());
        try (Statement s = c.createStatement()) {
            if (isEmpty(s, name)) {
                return send(c, "COPY " + name + " (" + columns + ") FROM STDIN", table, spec, progress);
            }
            s.execute("CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT " + columns + " FROM " + name + " WHERE false");
            send(c, "COPY incoming FROM STDIN", table, spec, progress);
            long added = s.executeLargeUpdate("INSERT INTO " + name + " (" + columns + ") SELECT " + columns
                    + " FROM incoming ON CONFLICT DO NOTHING");
            s.execute("DROP TABLE incoming");
            return added;
        }
    }

    private static boolean isEmpty(Statement s, String table) throws SQLException {
        try (ResultSet r = s.executeQuery("SELECT NOT EXISTS (SELECT FROM " + table + ")")) {
            r.next();
            return r.getBoolean(1);
        }
    }

    private static long send(Connection c, String command, SeedTable table, SeedSpec spec, Progress progress)
            throws SQLException {
        long rows = table.rows(spec.scale());
        return CopySender.send(c, command, out -> {
            for (long n = 1; n <= rows; n++) {
                if (out.row(table.row(n, spec)) || n == rows) {
                    progress.at(table.name(), n, rows);
                }
            }
        });
    }

    private static long insert(Connection c, SampleSystem system, SeedTable table, SeedSpec spec, Progress progress)
            throws SQLException {
        String name = system.qualified(table.name());
        String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        String same = table.identity().stream().map(k -> k + " = ?").collect(Collectors.joining(" AND "));
        long added = 0;
        long rows = table.rows(spec.scale());
        try (PreparedStatement find = c.prepareStatement("SELECT 1 FROM " + name + " WHERE " + same);
                PreparedStatement add = c.prepareStatement(
                        "INSERT INTO " + name + " (" + String.join(", ", table.columns()) + ") VALUES (" + marks + ")")) {
            for (long n = 1; n <= rows; n++) {
                Object[] row = table.row(n, spec);
                bind(find, row, table.identity().stream().map(table.columns()::indexOf).toList());
                try (ResultSet there = find.executeQuery()) {
                    if (!there.next()) {
                        bind(add, row, java.util.stream.IntStream.range(0, row.length).boxed().toList());
                        added += add.executeUpdate();
                    }
                }
                progress.at(table.name(), n, rows);
            }
        }
        return added;
    }

    private static void bind(PreparedStatement s, Object[] row, List<Integer> columns) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Object value = row[columns.get(i)];
            // Temporal values go as text of unknown type, so that the column decides.
            if (value instanceof java.time.temporal.Temporal) {
                s.setObject(i + 1, value.toString(), java.sql.Types.OTHER);
            } else {
                s.setObject(i + 1, value);
            }
        }
    }

    /** Rows are inserted with their ids; the next row of an application must not meet them. */
    private static void setSequence(Statement s, String name, SeedTable table) throws SQLException {
        if (table.columns().contains("id")) {
            s.execute("SELECT setval(seq, greatest((SELECT max(id) FROM " + name + "), 1)) FROM pg_get_serial_sequence('"
                    + name + "', 'id') AS seq WHERE seq IS NOT NULL");
        }
    }

    private static void analyze(Connection c, SampleSystem system) throws SQLException {
        try (Statement s = c.createStatement()) {
            for (SeedTable table : system.tables()) {
                s.execute("ANALYZE " + system.qualified(table.name()));
            }
        }
    }

    private interface Task<T> {
        T on(Connection c) throws SQLException;
    }

    private <T> T connected(Task<T> task) {
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            return task.on(c);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }
}
