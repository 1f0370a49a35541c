package dev.howdah.engine.job.ready;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.TableName;
import dev.howdah.engine.job.Work.Step;
import dev.howdah.engine.job.ready.ReadyJob.Draft;
import dev.howdah.engine.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Monthly partitions: makes those of the coming months, detaches those that are too old. Detached rows stay. */
final class Partitions {
    private Partitions() {}

    static Draft draft(Db db, Arguments a) {
        TableName table = a.table("table");
        List<String> strategy = Facts.column(db, "SELECT p.partstrat::text FROM pg_catalog.pg_partitioned_table p"
                + " WHERE p.partrelid = pg_catalog.to_regclass(?) AND p.partnatts = 1", table.sql());
        if (!strategy.equals(List.of("r"))) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.not-partitioned", table));
        }
        LocalDate month = LocalDate.parse(Facts.column(db, "SELECT date_trunc('month', now())::date::text").getFirst());
        List<Step> steps = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        for (int i = 0; i <= a.whole("ahead"); i++) {
            LocalDate from = month.plusMonths(i);
            String name = part(table, from);
            String sql = "CREATE TABLE IF NOT EXISTS " + name + " PARTITION OF " + table.sql() + " FOR VALUES FROM ('" + from + "') TO ('"
                    + from.plusMonths(1) + "')";
            steps.add(Step.of(sql, sql));
        }
        if (a.whole("keep") > 0) {
            String oldest = part(table, month.minusMonths(a.whole("keep")));
            for (String old : Facts.column(db, "SELECT i.inhrelid::regclass::text FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c"
                    + " ON c.oid = i.inhrelid WHERE i.inhparent = pg_catalog.to_regclass(?) AND c.relname ~ ('^' || ? || '_[0-9]{6}$')"
                    + " AND NOT i.inhdetachpending ORDER BY 1", table.sql(), table.name())) {
                if (old.replaceFirst("^.*_(\\d{6})$", "$1").compareTo(oldest.replaceFirst("^.*_(\\d{6})$", "$1")) < 0) {
                    String sql = "ALTER TABLE " + table.sql() + " DETACH PARTITION " + old + " CONCURRENTLY";
                    steps.add(Step.of(sql, sql));
                    undo.add("ALTER TABLE " + table.sql() + " ATTACH PARTITION " + old);
                }
            }
        }
        return Draft.steps(steps, List.of("SHARE UPDATE EXCLUSIVE", "ACCESS EXCLUSIVE (new partition)"), List.of(table.toString()),
                undo.isEmpty() ? null : String.join(";\n", undo));
    }

    private static String part(TableName table, LocalDate month) {
        String name = String.format(Locale.ROOT, "%s_%04d%02d", table.name(), month.getYear(), month.getMonthValue());
        return table.schema().isEmpty() ? Identifiers.quote(name) : Identifiers.quote(table.schema(), name);
    }
}
