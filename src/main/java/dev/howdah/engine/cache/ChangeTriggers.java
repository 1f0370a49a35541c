package dev.howdah.engine.cache;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Sql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Triggers that announce writes of any session. The statements are for showing first: {@link #installing} and {@link #removing} only
 * write them, {@link #run} runs them in one transaction.
 *
 * <p>What they do not see: a REFRESH of a materialised view, foreign tables, changes that a subscription applies, sessions with
 * session_replication_role = replica. What they cost: every committing writer of such a table queues for PostgreSQL's one
 * notification lock.
 */
public final class ChangeTriggers {
    private static final String TRIGGER = "howdah_cache_changed";

    private final Db db;
    private final AuditLog audit;

    public ChangeTriggers(Db db, AuditLog audit) {
        this.db = db;
        this.audit = audit;
    }

    /** A table by its schema and name. */
    public record Table(String schema, String name) {
        @Override
        public String toString() {
            return schema + "." + name;
        }
    }

    /** Schema, function, and one trigger a table. Running it twice does no harm. */
    public static List<String> installing(List<Table> tables) {
        List<String> sql = new ArrayList<>();
        sql.add("CREATE SCHEMA IF NOT EXISTS howdah");
        sql.add(Sql.load("cache/changed_function", dev.howdah.engine.db.Server.OLDEST).text().strip());
        for (Table t : tables) {
            String table = Identifiers.quote(t.schema(), t.name());
            sql.add("DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + table);
            sql.add("CREATE TRIGGER " + TRIGGER + " AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON " + table
                    + " FOR EACH STATEMENT EXECUTE FUNCTION howdah.cache_changed()");
        }
        return sql;
    }

    /** Takes the triggers off these tables; the function goes too when no table has one any more. */
    public List<String> removing(List<Table> tables) {
        List<String> sql = new ArrayList<>();
        for (Table t : tables) {
            sql.add("DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + Identifiers.quote(t.schema(), t.name()));
        }
        if (tables.containsAll(installed())) {
            sql.add("DROP FUNCTION IF EXISTS howdah.cache_changed()");
        }
        return sql;
    }

    /** Tables that have the trigger. */
    public List<Table> installed() {
        return db.list("cache/triggers", Table.class);
    }

    /** Runs statements of {@link #installing} or {@link #removing}: all or none. */
    public void run(List<String> statements) {
        Deed deed = Deed.sql(Place.of(db.target()), Act.TRIGGERS, statements).undoneBy(undo(statements));
        audit.doing(deed, () -> all(statements));
    }

    /** The triggers of an installation off again; what was removed is installed again by hand. */
    private static @Nullable String undo(List<String> statements) {
        List<String> made = statements.stream().filter(s -> s.startsWith("CREATE TRIGGER")).toList();
        List<String> off = statements.stream().filter(s -> s.startsWith("DROP TRIGGER")).toList();
        return made.isEmpty() || off.isEmpty() ? null : String.join(";\n", off);
    }

    private int all(List<String> statements) {
        return db.withConnection(c -> {
            boolean auto = c.getAutoCommit();
            c.setAutoCommit(false);
            try (var s = c.createStatement()) {
                for (String sql : statements) {
                    s.execute(sql);
                }
                c.commit();
            } catch (java.sql.SQLException e) {
                c.rollback();
                throw e;
            } finally {
                c.setAutoCommit(auto);
            }
            return 0;
        });
    }
}
