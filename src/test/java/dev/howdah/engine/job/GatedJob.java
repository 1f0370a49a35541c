package dev.howdah.engine.job;

import dev.howdah.engine.db.Db;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Counts as {@link CounterJob} does, each chunk only when the test lets it: nothing depends on who is faster. */
record GatedJob(String table, Semaphore gate) implements Job {
    GatedJob(String table) {
        this(table, new Semaphore(0));
    }

    /** Lets so many chunks through. */
    void pass(int chunks) {
        gate.release(chunks);
    }

    void open() {
        gate.release(1_000_000);
    }

    /** Whether the next chunk waits for the test, in the middle of its transaction. */
    boolean waits() {
        return gate.hasQueuedThreads();
    }

    @Override
    public String name() {
        return "test/gated";
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
        return new JobPlan(List.of(), -1, List.of(), List.of(table), null, List.of());
    }

    @Override
    public Work work(Db db, Arguments arguments) {
        Work.ChunkWork count = Work.statement("UPDATE " + table + " SET n = n + 1 WHERE {chunk}");
        return new Work.Chunked(TableName.parse(table), null, false, 20, (c, chunk) -> {
            long rows = count.apply(c, chunk);
            gate.acquireUninterruptibly();
            return rows;
        });
    }
}
