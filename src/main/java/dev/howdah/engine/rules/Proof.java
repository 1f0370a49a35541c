package dev.howdah.engine.rules;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanFormatException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the planner would expect with other statistics: made, read and rolled back. For a sandbox or a developer's server only. */
final class Proof {
    private Proof() {}

    /** Rows that it expects with them; NaN when the condition cannot be asked alone. */
    static double estimate(Db db, String table, String act, Misestimate m) {
        try {
            return db.withConnection(c -> tried(c, table, act, m));
        } catch (DbException | PlanFormatException e) {
            return Double.NaN;
        }
    }

    private static double tried(Connection c, String table, String act, Misestimate m) throws SQLException {
        c.setAutoCommit(false);
        try (Statement s = c.createStatement()) {
            s.execute("SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '20s'");
            s.execute(act);
            if (!act.startsWith("ANALYZE")) {
                s.execute("ANALYZE " + table);
            }
            String from = " FROM " + table + (m.alias() == null ? "" : " AS " + Identifiers.quote(m.alias()));
            String question = m.kind().grouped()
                    ? "SELECT count(*)" + from + " GROUP BY " + m.condition()
                    : "SELECT *" + from + " WHERE " + m.condition();
            try (ResultSet r = s.executeQuery("EXPLAIN (FORMAT JSON) " + question)) {
                r.next();
                return Plan.parse(r.getString(1)).root().estimate().rows();
            }
        } finally {
            c.rollback();
            c.setAutoCommit(true);
        }
    }
}
