package dev.howdah.engine.twin;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.plan.Plan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What part of a table's rows the predicates of partial indexes keep, as a twin's planner guesses. Not thread-safe. */
final class Shares {
    private final Twin twin;
    private final TwinDatabase database;
    private final Map<String, Double> known = new HashMap<>();

    Shares(Twin twin, TwinDatabase database) {
        this.twin = twin;
        this.database = database;
    }

    /** 1 for an index of all rows, NaN when it could not be guessed. */
    double of(IndexDef index) {
        return index.predicate() == null ? 1 : known.getOrDefault(CatalogIndexes.rows(index), Double.NaN);
    }

    /** Of a partition's index that which is known of it, else that of the whole. */
    double of(IndexDef own, IndexDef whole) {
        double share = of(own);
        return Double.isNaN(share) && whole.predicate() != null ? of(whole) : share;
    }

    /** Asks while the tables have their size. */
    void guess(List<IndexDef> indexes, LongFunction<Capsule.@Nullable Relation> relations) {
        if (indexes.stream().allMatch(i -> i.predicate() == null)) {
            return;
        }
        twin.heaps().readLock().lock();
        try (Connection c = twin.connect(database); Cancellation.Reach _ = Cancellation.on(c)) {
            for (IndexDef i : indexes) {
                Capsule.Relation table = relations.apply(i.tableId());
                String predicate = i.predicate();
                if (predicate != null && table != null && !known.containsKey(CatalogIndexes.rows(i))) {
                    known.put(CatalogIndexes.rows(i), share(c, table, predicate));
                }
            }
        } catch (SQLException e) {
            throw DbException.of(e, database.target());
        } finally {
            twin.heaps().readLock().unlock();
        }
    }

    private static double share(Connection c, Capsule.Relation table, String predicate) {
        try {
            double rows = plannedRows(c, "SELECT FROM " + table.qualified() + " WHERE " + predicate);
            double all = plannedRows(c, "SELECT FROM " + table.qualified());
            return all <= 0 ? 1 : Math.min(1, rows / all);
        } catch (SQLException e) {
            Cancellation.goOn();
            return Double.NaN;
        }
    }

    private static double plannedRows(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery("EXPLAIN (FORMAT JSON) " + sql)) {
            r.next();
            return Plan.parse(r.getString(1)).root().estimate().rows();
        }
    }
}
