package dev.howdah.engine.job;

import dev.howdah.engine.db.Db;
import java.util.List;

/** Adds one to a counter in every row: whoever does a row twice or never is found out. */
record CounterJob(String table, boolean skipLocked, int firstSize) implements Job {
    CounterJob(String table) {
        this(table, false, 20);
    }

    @Override
    public String name() {
        return "test/counter";
    }

    @Override
    public String title() {
        return "counts";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public JobPlan plan(Db db, Arguments arguments) {
        return new JobPlan(List.of(sql()), -1, List.of(), List.of(table), null, List.of());
    }

    @Override
    public Work work(Db db, Arguments arguments) {
        return new Work.Chunked(TableName.parse(table), null, skipLocked, firstSize, Work.statement(sql()));
    }

    private String sql() {
        return "UPDATE " + table + " SET n = n + 1 WHERE {chunk}";
    }
}
