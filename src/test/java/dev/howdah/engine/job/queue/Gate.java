package dev.howdah.engine.job.queue;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.SQLException;

/** Holds jobs of any process in the middle of a chunk until the test lets them go, by a lock in the database. */
final class Gate implements AutoCloseable {
    private final Target target;
    private final Connection holder;

    Gate(Target target) throws SQLException {
        this.target = target;
        Servers.execute(target, "CREATE OR REPLACE FUNCTION public.gate() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END'");
        holder = Connections.open(target, SessionSpec.interactive());
        try (var s = holder.createStatement()) {
            s.execute("SELECT pg_advisory_lock(4711)");
        }
    }

    /** Whoever updates this row waits. */
    void before(String table, int id) {
        Servers.execute(target, "CREATE TRIGGER gate BEFORE UPDATE ON public." + table + " FOR EACH ROW WHEN (NEW.id = " + id
                + ") EXECUTE FUNCTION public.gate()");
    }

    int waiting() {
        return Servers.db(target).withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")) {
                r.next();
                return r.getInt(1);
            }
        });
    }

    void open() throws SQLException {
        holder.close();
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
