package dev.howdah.engine.systems;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a request works with: a connection taken at its first statement and given back at its end, the cache of the optimised
 * way, and chance. Used by one thread.
 */
public final class Session implements AutoCloseable {
    private final Workbench bench;
    private final Way way;
    private final RandomGenerator random;
    private @Nullable Connection connection;
    private int statements;

    Session(Workbench bench, Way way, RandomGenerator random) {
        this.bench = bench;
        this.way = way;
        this.random = random;
    }

    public RandomGenerator random() {
        return random;
    }

    /** A number that a row of the table is likely to have as its id; 1 while the table is empty. */
    public long anyId(String table) {
        return random.nextLong(highestId(table)) + 1;
    }

    /** The highest id of the table; at least 1. */
    public long highestId(String table) {
        return bench.highestId(table);
    }

    /** Reads all rows and counts them. */
    public int read(String sql, Object... args) {
        return list(sql, r -> r.getObject(1), args).size();
    }

    /** Reads all rows. */
    public <T> List<T> list(String sql, Row<T> row, Object... args) {
        return prepared(sql, args, s -> {
            try (ResultSet r = s.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (r.next()) {
                    rows.add(row.of(r));
                }
                return rows;
            }
        });
    }

    /** Runs a change; the number of rows. */
    public int update(String sql, Object... args) {
        return prepared(sql, args, PreparedStatement::executeUpdate);
    }

    /** The value from the cache in the optimised way, loaded when it is not there; always loaded in the baseline. */
    public <T> T cached(Shelf shelf, String key, Supplier<T> loader) {
        return way == Way.BASELINE ? loader.get() : bench.cache().get(shelf, key, loader);
    }

    /** Tells the cache that entries whose key starts so are no longer true. */
    public void changed(String keyPrefix) {
        if (way == Way.OPTIMISED) {
            bench.cache().drop(keyPrefix);
        }
    }

    /** Statements sent so far. */
    public int statements() {
        return statements;
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw DbException.of(e, bench.target());
            }
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private interface Step<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T prepared(String sql, Object[] args, Step<T> step) {
        Target target = bench.target();
        try {
            if (connection == null) {
                connection = bench.source(way).getConnection();
            }
            try (PreparedStatement s = connection.prepareStatement(sql)) {
                for (int i = 0; i < args.length; i++) {
                    s.setObject(i + 1, args[i]);
                }
                statements++;
                return step.on(s);
            }
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }
}
