package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.PartedIndex;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.sqltext.SqlPieces;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes of structure and settings, each in the form that blocks nobody, may be run again, leaves nothing half done behind and
 * knows its undo: indexes, extended statistics, statistics targets, storage parameters, settings, VACUUM, ANALYZE, REINDEX.
 */
public final class Changes {
    /** The job's name; its one parameter is {@link #STATEMENT}. */
    public static final String NAME = "advice/apply";

    /** One or more statements with semicolons between them. */
    public static final String STATEMENT = "statement";

    private static final Pattern RELOAD = Pattern.compile(";\\s*SELECT pg_reload_conf\\(\\);?$");

    private static final String ID = "(?:\"(?:[^\"]|\"\")+\"|[A-Za-z_][\\w$]*)";
    private static final String QNAME = ID + "(?:\\." + ID + ")?";
    private static final Pattern DROP_INDEX = pattern("DROP\\s+INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+EXISTS\\s+)?(" + QNAME + ")");
    private static final Pattern COMMENT = pattern("COMMENT\\s+ON\\s+INDEX\\s+(" + QNAME + ")\\s+IS\\s+(.+)");
    private static final Pattern REINDEX = pattern("REINDEX\\s+(INDEX|TABLE)\\s+(?:CONCURRENTLY\\s+)?(" + QNAME + ")");
    private static final Pattern UPKEEP = pattern("(VACUUM|ANALYZE)\\s*(\\([^)]*\\))?\\s*(ANALYZE\\s+)?(" + QNAME + ")\\s*(\\([^)]*\\))?");
    // Waiting for SHARE UPDATE EXCLUSIVE holds neither readers nor writers up, and a build that is begun anew costs more than the wait.
    private static final String PATIENT = "SET lock_timeout = '60s'";
    // The last wait of a build is for old transactions, after all the work: nobody waits behind it, and a new build costs more.
    private static final String BUILDING = "SET lock_timeout = '30min'";

    private static final String KIND = "SELECT relkind::text FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)";

    private static final String INVALID = """
            SELECT '1' FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?) AND NOT indisvalid""";

    private static final String DEFINITION = """
            SELECT CASE
                     WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.indexrelid) OR x.indisreplident THEN '!'
                     WHEN ts.spcname IS NULL THEN d.def
                     ELSE left(d.def, length(d.def) - length(w.part)) || ' TABLESPACE ' || quote_ident(ts.spcname) || w.part END
                   || coalesce(E';\\nCOMMENT ON INDEX ' || x.indexrelid::regclass || ' IS '
                               || quote_literal(pg_catalog.obj_description(x.indexrelid, 'pg_class')), '')
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = i.reltablespace
            CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_indexdef(x.indexrelid) AS def) d
            CROSS JOIN LATERAL (SELECT coalesce(' WHERE ' || pg_catalog.pg_get_expr(x.indpred, x.indrelid), '') AS part) w
            WHERE x.indexrelid = pg_catalog.to_regclass(?)""";

    private Changes() {}

    public static Job job() {
        return new ReadyJob(NAME, Text.of("jobs.advice-apply"), List.of(Parameter.text(STATEMENT, null, Text.of("jobs.p-statement"))), false,
                Changes::draft);
    }

    /**
     * Takes away what a build that was broken off left behind; for when no resumption will do it. Waits for a build that the server
     * has not given up yet.
     *
     * @param all false to leave those of partitioned tables, of which single ones are done and counted as such
     * @return whether something was taken away
     * @throws DbException when it is still in use
     */
    public static boolean cleanUp(Db db, String statements, boolean all) {
        boolean any = false;
        for (String sql : PartedIndex.whole(statements)) {
            PartedIndex index = PartedIndex.of(sql);
            if (index != null && partitioned(db, index.table())) {
                any |= all && PartitionedIndex.cleanUp(db, placed(db, index));
            } else if (index != null) {
                String name = placed(db, index).qualified();
                any |= db.withConnection(c -> {
                    Maintenance.run(c, PATIENT);
                    return dropInvalid(c, name);
                });
            }
        }
        return any;
    }

    /** Indexes of these statements that are there and not valid. */
    public static List<String> invalid(Db db, String statements) {
        List<String> names = new ArrayList<>();
        for (String sql : PartedIndex.whole(statements)) {
            PartedIndex made = PartedIndex.of(sql);
            if (made != null) {
                PartedIndex index = placed(db, made);
                names.add(index.qualified());
                PartitionedIndex.parts(db, index.table()).stream().filter(p -> p.parent() != null)
                        .forEach(p -> names.add(Identifiers.quote(p.schema()) + "." + index.leaf(p)));
            }
        }
        return names.stream().filter(n -> !Facts.column(db, INVALID, n).isEmpty()).toList();
    }

    /** Whether these are statements of kinds that it does; whether they can be done on a server, {@code plan} says. */
    public static boolean knows(String statements) {
        List<String> pieces = PartedIndex.whole(statements);
        return !pieces.isEmpty() && pieces.stream().allMatch(s -> {
            Matcher upkeep = UPKEEP.matcher(s);
            return (upkeep.matches() && online(upkeep)) || SettingChanges.knows(s) || PartedIndex.of(s) != null
                    || List.of(DROP_INDEX, COMMENT, REINDEX).stream().anyMatch(p -> p.matcher(s).matches());
        });
    }

    /** As the job takes them: it loads the configuration by itself, which whoever pastes a setting's change has to do. No semicolon at the end. */
    public static String withoutReload(String statements) {
        return RELOAD.matcher(statements.strip()).replaceFirst("").replaceFirst(";$", "");
    }

    /**
     * Settings that these statements change and that hold only from a restart on, when the server has not been restarted since.
     *
     * @param since by the server's clock
     * @throws DbException when the server cannot be asked
     */
    public static List<String> awaitRestart(Db db, String statements, java.time.Instant since) {
        List<String> names = SqlPieces.of(statements).stream().map(SettingChanges::systemSetting).filter(n -> !n.isEmpty()).toList();
        return names.stream().filter(n -> !Facts.column(db, "SELECT '1' FROM pg_catalog.pg_settings WHERE name = lower(?) AND context = 'postmaster'"
                + " AND pg_catalog.pg_postmaster_start_time() < ?::timestamptz", n, since.toString()).isEmpty()).toList();
    }

    private static boolean online(Matcher upkeep) {
        return upkeep.group(2) == null || !upkeep.group(2).toUpperCase(java.util.Locale.ROOT).contains("FULL");
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static Draft draft(Db db, Arguments a) {
        List<Step> steps = new ArrayList<>();
        List<String> locks = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        for (String sql : PartedIndex.whole(a.text(STATEMENT))) {
            Draft d = one(db, sql);
            for (Step step : ((dev.howdah.engine.job.Work.Steps) d.work()).steps()) {
                // A run notes its steps by title: of equal ones, a reload or an ANALYZE, the last one counts.
                steps.removeIf(s -> s.title().equals(step.title()));
                steps.add(step);
            }
            locks.addAll(d.locks());
            objects.addAll(d.objects());
            if (d.undo() != null) {
                undo.addFirst(d.undo());
            }
        }
        if (steps.isEmpty()) {
            throw refused("jobs.change-unknown", a.text(STATEMENT));
        }
        return Draft.steps(steps, locks.stream().distinct().toList(), objects, undo.isEmpty() ? null : String.join(";\n", undo));
    }

    private static Draft one(Db db, String sql) {
        PartedIndex index = PartedIndex.of(sql);
        if (index != null) {
            return createIndex(db, placed(db, index));
        }
        Matcher m = DROP_INDEX.matcher(sql);
        if (m.matches()) {
            return dropIndex(db, m.group(1));
        }
        m = COMMENT.matcher(sql);
        if (m.matches()) {
            return plain(List.of(sql), "SHARE UPDATE EXCLUSIVE", m.group(1), null);
        }
        m = REINDEX.matcher(sql);
        if (m.matches()) {
            return plain(List.of("REINDEX " + m.group(1) + " CONCURRENTLY " + m.group(2)), "SHARE UPDATE EXCLUSIVE", m.group(2), null);
        }
        m = UPKEEP.matcher(sql);
        if (m.matches() && online(m)) {
            return plain(List.of(sql), "SHARE UPDATE EXCLUSIVE", m.group(4), null);
        }
        Draft other = SettingChanges.draft(db, sql);
        if (other == null) {
            throw refused("jobs.change-unknown", sql);
        }
        return other;
    }

    static Draft plain(List<String> statements, String lock, String object, @Nullable String undo) {
        return Draft.steps(statements.stream().map(s -> Step.of(s, s)).toList(), List.of(lock), List.of(object), undo);
    }

    static JobException refused(String key, Object about) {
        return new JobException(JobException.Kind.BAD_INPUT, Text.of(key, about));
    }

    private static boolean partitioned(Db db, String relation) {
        return Facts.column(db, KIND, relation).stream().anyMatch(k -> k.equals("p") || k.equals("I"));
    }

    private static Draft createIndex(Db db, PartedIndex wanted) {
        if (partitioned(db, wanted.table())) {
            return PartitionedIndex.draft(db, wanted);
        }
        String index = wanted.qualified();
        String sql = "CREATE " + (wanted.unique() ? "UNIQUE " : "") + "INDEX CONCURRENTLY IF NOT EXISTS " + wanted.name() + " ON " + wanted.table() + " "
                + wanted.rest();
        boolean there = !Facts.column(db, "SELECT '1' FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?) AND indisvalid", index)
                .isEmpty();
        Step step = new Step(sql, sql, (c, said) -> build(c, index, sql));
        return Draft.steps(List.of(step), List.of("SHARE UPDATE EXCLUSIVE"), List.of(wanted.table(), index),
                there ? null : "DROP INDEX CONCURRENTLY IF EXISTS " + index);
    }

    /** In the schema of its table and with a name, of our own where the statement gives none: the same at every resumption. */
    private static PartedIndex placed(Db db, PartedIndex index) {
        String schema = first(db, "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass(?)", index.table(), "job.no-table");
        return new PartedIndex(index.unique(), index.table(), schema, index.name().isEmpty() ? made(index) : index.name(), index.rest());
    }

    private static String made(PartedIndex index) {
        String table = index.table().replaceAll("\\W+", "_");
        String hash = String.format("%08x", index.rest().strip().hashCode());
        return Identifiers.quote(table.substring(Math.max(0, table.length() - 40)) + "_" + hash);
    }

    static void build(Connection c, String index, String sql) throws SQLException {
        Maintenance.run(c, PATIENT);
        // A build that was broken off leaves an invalid index of this name, which IF NOT EXISTS would take for done.
        dropInvalid(c, index);
        try {
            Maintenance.run(c, BUILDING);
            Maintenance.run(c, sql);
        } catch (SQLException e) {
            try {
                Maintenance.run(c, PATIENT);
                dropInvalid(c, index);
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static boolean dropInvalid(Connection c, String index) throws SQLException {
        boolean invalid = !Facts.column(c, INVALID, index).isEmpty();
        if (invalid) {
            Maintenance.run(c, "DROP INDEX CONCURRENTLY IF EXISTS " + index);
        }
        return invalid;
    }

    private static Draft dropIndex(Db db, String index) {
        List<String> found = Facts.column(db, DEFINITION, index);
        if (!found.isEmpty() && found.getFirst().startsWith("!")) {
            throw refused("jobs.index-of-constraint", index);
        }
        boolean whole = partitioned(db, index);
        // A partitioned index goes with all its parts at once, under a lock: only briefly waited for.
        String sql = "DROP INDEX " + (whole ? "" : "CONCURRENTLY ") + "IF EXISTS " + index;
        Step step = new Step(sql, sql, (c, said) -> {
            if (whole) {
                PartitionedIndex.soon(c, sql);
            } else {
                Maintenance.run(c, PATIENT);
                Maintenance.run(c, sql);
            }
        });
        return Draft.steps(List.of(step), List.of(whole ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE"), List.of(index),
                found.isEmpty() ? null : pasted(db, found.getFirst().replaceFirst("^CREATE (UNIQUE )?INDEX", "CREATE $1INDEX CONCURRENTLY")));
    }

    /**
     * Statements as people can paste them: what makes an index of a partitioned table, which PostgreSQL refuses CONCURRENTLY and which on the
     * parent alone stays invalid, becomes one statement a partition. {@link #job} takes either form.
     *
     * @throws DbException when the server cannot be asked
     */
    public static String pasted(Db db, String statements) {
        List<String> pieces = PartedIndex.whole(statements);
        List<String> pasted = new ArrayList<>();
        for (String sql : pieces) {
            PartedIndex index = PartedIndex.of(sql);
            pasted.add(index != null && partitioned(db, index.table())
                    ? placed(db, index).script(PartitionedIndex.parts(db, index.table())).replaceFirst(";$", "") : sql);
        }
        return pasted.equals(pieces) ? statements : String.join(";\n", pasted);
    }

    static String first(Db db, String sql, String argument, String missing) {
        List<String> found = Facts.column(db, sql, argument);
        if (found.isEmpty()) {
            throw refused(missing, argument);
        }
        return found.getFirst();
    }
}
