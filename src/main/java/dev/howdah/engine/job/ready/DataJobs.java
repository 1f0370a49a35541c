package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.TableName;
import dev.howdah.engine.job.Work;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of many rows, in chunks. */
public final class DataJobs {
    private DataJobs() {}

    public static List<Job> all() {
        return List.of(
                new ReadyJob("data/backfill", Text.of("jobs.data-backfill"), List.of(
                        Parameter.table("table", Text.of("jobs.p-table")),
                        Parameter.text("column", null, Text.of("jobs.p-column")),
                        Parameter.text("value", null, Text.of("jobs.p-value")),
                        Parameter.text("where", "true", Text.of("jobs.p-where")),
                        Parameter.flag("skip-locked", false, Text.of("jobs.p-skip"))), false, DataJobs::backfill),
                new ReadyJob("data/purge", Text.of("jobs.data-purge"), List.of(
                        Parameter.table("table", Text.of("jobs.p-table")),
                        Parameter.text("column", null, Text.of("jobs.p-age-column")),
                        Parameter.whole("days", null, 1, 36_500, Text.of("jobs.p-days"))), true, DataJobs::purge),
                new ReadyJob("data/copy", Text.of("jobs.data-copy"), List.of(
                        Parameter.table("table", Text.of("jobs.p-table")),
                        Parameter.table("to", Text.of("jobs.p-to")),
                        Parameter.text("columns", null, Text.of("jobs.p-columns"))), false, DataJobs::copy));
    }

    private static Draft backfill(Db db, Arguments a) {
        String sql = "UPDATE " + a.table("table").sql() + " SET " + Identifiers.quote(a.text("column")) + " = ("
                + Fragment.checked(a.text("value")) + ") WHERE {chunk} AND (" + Fragment.checked(a.text("where")) + ")";
        return chunked(db, a.table("table"), sql, a.flag("skip-locked"), null);
    }

    private static Draft purge(Db db, Arguments a) {
        String sql = "DELETE FROM " + a.table("table").sql() + " WHERE {chunk} AND " + Identifiers.quote(a.text("column"))
                + " < now() - interval '" + a.whole("days") + " days'";
        return chunked(db, a.table("table"), sql, false, null);
    }

    private static Draft copy(Db db, Arguments a) {
        TableName to = a.table("to");
        Facts.rows(db, to);
        String columns = Fragment.checked(a.text("columns"));
        String sql = "INSERT INTO " + to.sql() + " (" + columns + ") SELECT " + columns + " FROM "
                + a.table("table").sql() + " WHERE {chunk} ON CONFLICT DO NOTHING";
        return chunked(db, a.table("table"), sql, false, null);
    }

    static Draft chunked(Db db, TableName table, String sql, boolean skipLocked, @Nullable List<String> key) {
        long rows = Facts.rows(db, table);
        explain(db, sql);
        return new Draft(new Work.Chunked(table, key, skipLocked, 1000, Work.statement(sql)), List.of(sql), rows,
                List.of("ROW EXCLUSIVE"), List.of(table.toString()), null);
    }

    /** Plans the statement for no rows, so that what is wrong with it is said before anything is changed. */
    private static void explain(Db db, String sql) {
        try {
            db.withConnection(c -> {
                try (var s = c.createStatement()) {
                    s.execute("EXPLAIN " + sql.replace("{chunk}", "false"));
                    return 0;
                }
            });
        } catch (dev.howdah.engine.db.DbException e) {
            if (e.problem().lostConnection()) {
                throw e;
            }
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.bad-statement", e.problem().detail()));
        }
    }
}
