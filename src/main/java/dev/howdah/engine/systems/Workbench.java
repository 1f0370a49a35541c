package dev.howdah.engine.systems;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** Where the systems' requests run: a database, connections for each way, a cache. Thread-safe. */
public final class Workbench {
    private final Target target;
    private final DataSource baseline;
    private final DataSource optimised;
    private final SystemCache cache;
    private final Map<String, Long> highest = new ConcurrentHashMap<>();

    /**
     * @param baseline what the old way takes its connections from: the engine's pool too, or one that opens a connection a request
     * @param optimised the engine's pool
     */
    public Workbench(Target target, DataSource baseline, DataSource optimised, SystemCache cache) {
        this.target = target;
        this.baseline = baseline;
        this.optimised = optimised;
        this.cache = cache;
    }

    public Target target() {
        return target;
    }

    /** A session for one request; the caller closes it. */
    public Session session(Way way, RandomGenerator random) {
        return new Session(this, way, random);
    }

    /** After a seed or reset: the tables' sizes are others now. */
    public void forgetSizes() {
        highest.clear();
    }

    SystemCache cache() {
        return cache;
    }

    DataSource source(Way way) {
        return way == Way.BASELINE ? baseline : optimised;
    }

    long highestId(String table) {
        Long known = highest.get(table);
        if (known == null) {
            known = Math.max(1, readHighestId(table));
            highest.put(table, known);
        }
        return known;
    }

    private long readHighestId(String table) {
        try (Connection c = optimised.getConnection();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT coalesce(max(id), 1) FROM " + table)) {
            r.next();
            return r.getLong(1);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }
}
