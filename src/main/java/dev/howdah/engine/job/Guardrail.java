package dev.howdah.engine.job;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import java.util.List;
import java.util.Map;

/**
 * Stands before everything that destroys: only a database with Howdah's marker row that says disposable, never production, and
 * outside the sandbox only when the database's name was typed. Thread-safe.
 */
public final class Guardrail {
    private final Db db;

    public Guardrail(Db db) {
        this.db = db;
    }

    /**
     * @param typedName what the user typed; not asked for in the sandbox
     * @throws JobException that says which rule forbids it
     */
    public void require(String typedName) {
        String database = db.server().database();
        Environment environment = db.target().environment();
        if (environment == Environment.PRODUCTION) {
            throw refused(Text.of("job.refused-production", database));
        }
        if (!isDisposable()) {
            throw refused(Text.of("job.refused-marker", database));
        }
        if (environment != Environment.SANDBOX && !typedName.equals(database)) {
            throw refused(typedName.isEmpty() ? Text.of("job.refused-untyped", database) : Text.of("job.refused-typed", typedName, database));
        }
    }

    /** Whether the marker row is there and says so. A view or function of that name does not count. */
    public boolean isDisposable() {
        boolean there = db.withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('howdah.marker')"
                            + " AND relkind = 'r'")) {
                r.next();
                return r.getInt(1) == 1;
            }
        });
        return there && db.withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery("SELECT coalesce(bool_and(disposable), false) FROM howdah.marker")) {
                r.next();
                return r.getBoolean(1);
            }
        });
    }

    /** What would be lost with these schemas, and who is working on them. */
    public BlastRadius blastRadius(List<String> schemas) {
        Map<String, Object> params = Map.of("schemas", schemas.toArray(String[]::new));
        return new BlastRadius(
                db.list("job/blast_objects", BlastRadius.Item.class, params),
                db.list("job/blast_cascades", BlastRadius.Cascade.class, params),
                db.list("job/blast_sessions", BlastRadius.SessionCut.class, params));
    }

    private static JobException refused(String why) {
        return new JobException(JobException.Kind.REFUSED, why);
    }
}
