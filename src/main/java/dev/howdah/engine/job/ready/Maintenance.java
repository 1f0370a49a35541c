package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.TableName;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Routine care of tables and indexes. */
public final class Maintenance {
    // What REINDEX and CREATE INDEX CONCURRENTLY leave behind when they are stopped, unless they are at work just now.
    private static final String INVALID = """
            SELECT x.indexrelid::regclass::text FROM pg_catalog.pg_index x
            WHERE NOT x.indisvalid
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = x.indexrelid)
              AND (? = '' OR x.indrelid = pg_catalog.to_regclass(?)) ORDER BY 1""";

    private Maintenance() {}

    public static List<Job> all() {
        return List.of(
                job("maintenance/analyze", List.of(tableOrAll()), Maintenance::analyze),
                job("maintenance/vacuum", List.of(tableOrAll(), Parameter.flag("freeze", false, Text.of("jobs.p-freeze"))),
                        Maintenance::vacuum),
                job("maintenance/reindex", List.of(Parameter.table("table", Text.of("jobs.p-table"))), Maintenance::reindex),
                job("maintenance/create-index", List.of(
                        Parameter.table("table", Text.of("jobs.p-table")),
                        Parameter.text("columns", null, Text.of("jobs.p-columns")),
                        Parameter.text("name", null, Text.of("jobs.p-index")),
                        Parameter.choice("method", "btree", List.of("btree", "hash", "gin", "gist", "brin", "spgist"), Text.of("jobs.p-method")),
                        Parameter.flag("unique", false, Text.of("jobs.p-unique"))), Maintenance::createIndex),
                job("maintenance/drop-index", List.of(Parameter.table("index", Text.of("jobs.p-index"))), Maintenance::dropIndex),
                job("maintenance/drop-invalid-indexes", List.of(), Maintenance::dropInvalid),
                job("maintenance/prewarm", List.of(Parameter.table("table", Text.of("jobs.p-table"))), Maintenance::prewarm),
                job("maintenance/reset-statistics", List.of(), Maintenance::resetStatistics),
                job("maintenance/partitions", List.of(
                        Parameter.table("table", Text.of("jobs.p-partitioned")),
                        Parameter.whole("ahead", "3", 0, 120, Text.of("jobs.p-ahead")),
                        Parameter.whole("keep", "0", 0, 1200, Text.of("jobs.p-keep"))), Partitions::draft));
    }

    private static Job job(String name, List<Parameter> parameters, ReadyJob.Maker maker) {
        return new ReadyJob(name, Text.of("jobs." + name.replace('/', '-')), parameters, false, maker);
    }

    private static Parameter tableOrAll() {
        return Parameter.text("table", "", Text.of("jobs.p-table-or-all"));
    }

    private static List<String> tables(Db db, Arguments a) {
        String given = a.text("table");
        if (!given.isEmpty()) {
            TableName table = TableName.parse(given);
            Facts.rows(db, table);
            return List.of(table.sql());
        }
        return Facts.column(db, "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relpersistence = 'p'"
                + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'howdah') AND n.nspname NOT LIKE 'pg_toast%' ORDER BY 1");
    }

    private static Draft analyze(Db db, Arguments a) {
        List<String> tables = tables(db, a);
        return Draft.steps(each("ANALYZE ", tables), List.of("SHARE UPDATE EXCLUSIVE"), tables, null);
    }

    private static Draft vacuum(Db db, Arguments a) {
        List<String> tables = tables(db, a);
        String verb = a.flag("freeze") ? "VACUUM (ANALYZE, FREEZE) " : "VACUUM (ANALYZE) ";
        return Draft.steps(each(verb, tables), List.of("SHARE UPDATE EXCLUSIVE"), tables, null);
    }

    private static List<Step> each(String verb, List<String> tables) {
        return tables.stream().map(t -> Step.of(verb + t, verb + t)).toList();
    }

    private static Draft reindex(Db db, Arguments a) {
        TableName table = a.table("table");
        Facts.rows(db, table);
        List<String> indexes = Facts.column(db, "SELECT indexrelid::regclass::text FROM pg_catalog.pg_index"
                + " WHERE indrelid = pg_catalog.to_regclass(?) AND indisvalid ORDER BY 1", table.sql());
        List<Step> steps = new ArrayList<>();
        for (String index : indexes) {
            String sql = "REINDEX INDEX CONCURRENTLY " + index;
            steps.add(new Step(sql, sql, (c, said) -> {
                dropInvalid(c, table.sql());
                run(c, sql);
            }));
        }
        return Draft.steps(steps, List.of("SHARE UPDATE EXCLUSIVE"), indexes, null);
    }

    private static Draft createIndex(Db db, Arguments a) {
        TableName table = a.table("table");
        Facts.rows(db, table);
        String name = Identifiers.quote(a.text("name"));
        String columns = Fragment.checked(a.text("columns"));
        String sql = "CREATE " + (a.flag("unique") ? "UNIQUE " : "") + "INDEX CONCURRENTLY IF NOT EXISTS " + name + " ON " + table.sql()
                + " USING " + a.text("method") + " (" + columns + ")";
        String schema = table.schema().isEmpty() ? "" : Identifiers.quote(table.schema()) + ".";
        // An interrupted build leaves an invalid index of this name, which IF NOT EXISTS would take for done.
        Step step = new Step(sql, sql, (c, said) -> {
            dropInvalid(c, table.sql());
            run(c, sql);
        });
        return Draft.steps(List.of(step), List.of("SHARE UPDATE EXCLUSIVE"), List.of(table.toString(), a.text("name")),
                "DROP INDEX CONCURRENTLY IF EXISTS " + schema + name);
    }

    private static Draft dropIndex(Db db, Arguments a) {
        TableName index = a.table("index");
        List<String> found = Facts.column(db, "SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.indexrelid)"
                + " THEN '!' ELSE '' END || pg_catalog.pg_get_indexdef(x.indexrelid) FROM pg_catalog.pg_index x"
                + " WHERE x.indexrelid = pg_catalog.to_regclass(?)", index.sql());
        if (!found.isEmpty() && found.getFirst().startsWith("!")) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.index-of-constraint", index));
        }
        String sql = "DROP INDEX CONCURRENTLY IF EXISTS " + index.sql();
        return Draft.steps(List.of(Step.of(sql, sql)), List.of("SHARE UPDATE EXCLUSIVE"), List.of(index.toString()),
                found.isEmpty() ? null : found.getFirst().replaceFirst("^CREATE (UNIQUE )?INDEX", "CREATE $1INDEX CONCURRENTLY"));
    }

    private static Draft dropInvalid(Db db, Arguments a) {
        List<String> invalid = Facts.column(db, INVALID, "", "");
        List<Step> steps = invalid.stream().map(i -> "DROP INDEX CONCURRENTLY IF EXISTS " + i).map(s -> Step.of(s, s)).toList();
        return Draft.steps(steps, List.of("SHARE UPDATE EXCLUSIVE"), invalid, null);
    }

    private static void dropInvalid(Connection c, String table) throws SQLException {
        for (String index : Facts.column(c, INVALID, table, table)) {
            run(c, "DROP INDEX CONCURRENTLY IF EXISTS " + index);
        }
    }

    private static Draft prewarm(Db db, Arguments a) {
        TableName table = a.table("table");
        Facts.rows(db, table);
        if (!db.server().extensions().containsKey("pg_prewarm")) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.no-prewarm"));
        }
        List<String> relations = Facts.column(db, "SELECT oid::regclass::text FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?)"
                + " UNION ALL SELECT indexrelid::regclass::text FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass(?)",
                table.sql(), table.sql());
        List<Step> steps = relations.stream().map(r -> "SELECT pg_prewarm(" + Identifiers.literal(r) + ")").map(s -> Step.of(s, s)).toList();
        return Draft.steps(steps, List.of("ACCESS SHARE"), relations, null);
    }

    private static Draft resetStatistics(Db db, Arguments a) {
        String keep = "CREATE TABLE IF NOT EXISTS howdah.stat_snapshot AS SELECT now() AS taken_at, s.*, i.idx_scan AS used_by_index"
                + " FROM pg_catalog.pg_stat_user_tables s LEFT JOIN LATERAL (SELECT sum(idx_scan) AS idx_scan"
                + " FROM pg_catalog.pg_stat_user_indexes u WHERE u.relid = s.relid) i ON true WITH NO DATA";
        String copy = "INSERT INTO howdah.stat_snapshot SELECT now(), s.*, i.idx_scan FROM pg_catalog.pg_stat_user_tables s"
                + " LEFT JOIN LATERAL (SELECT sum(idx_scan) AS idx_scan FROM pg_catalog.pg_stat_user_indexes u WHERE u.relid = s.relid) i ON true";
        String reset = "SELECT pg_catalog.pg_stat_reset()";
        List<Step> steps = List.of(Step.of(keep, keep),
                new Step(reset, copy + "; " + reset, (c, said) -> {
                    c.setAutoCommit(false);
                    run(c, copy);
                    run(c, reset);
                    c.commit();
                    c.setAutoCommit(true);
                }),
                // The reset also zeroed what autovacuum goes by.
                Step.of("ANALYZE", "ANALYZE"));
        return Draft.steps(steps, List.of("SHARE UPDATE EXCLUSIVE"), List.of(db.server().database()), null);
    }

    static void run(Connection c, String sql) throws SQLException {
        try (var s = c.createStatement()) {
            s.execute(sql);
        }
    }
}
