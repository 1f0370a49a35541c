package dev.howdah.engine.job.queue;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.TableName;
import dev.howdah.engine.job.Work;
import dev.howdah.testing.Audits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A worker process of the test: port, database, name and password as arguments. */
final class QueueWorkerMain {
    private QueueWorkerMain() {}

    public static void main(String[] args) throws InterruptedException {
        Target target = new Target("queue", List.of(new Target.Host("127.0.0.1", Integer.parseInt(args[0]))), args[1], PgCluster.USER,
                new Secret(args[3]), Tls.disable(), Environment.SANDBOX, Map.of());
        JobWorker worker = new JobWorker(new JobQueue(target, Audits.scratch()), name -> new Count(Duration.ofMinutes(2)), text -> target, Audits.scratch(), InstantSource.system(),
                new JobWorker.Spec(args[2], 2, Duration.ofSeconds(1), Duration.ofMillis(200), QuietHours.none()));
        worker.start();
        Thread.currentThread().join();
    }

    /**
     * Adds one to every row of a table.
     *
     * @param patience how long it waits for a lock
     */
    record Count(Duration patience) implements Job {
        @Override
        public String name() {
            return "test/count";
        }

        @Override
        public String title() {
            return "counts";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.table("table", "table"));
        }

        @Override
        public Knobs knobs() {
            return Knobs.usual().withMaxRows(20).withHeadRoom(0).withTimeouts(Duration.ofMinutes(3), patience).withStopRule(10_000, 0);
        }

        @Override
        public JobPlan plan(Db db, Arguments a) {
            return new JobPlan(List.of(), -1, List.of(), List.of(), null, List.of());
        }

        @Override
        public Work work(Db db, Arguments a) {
            TableName table = a.table("table");
            return new Work.Chunked(table, null, false, 10, Work.statement("UPDATE " + table.sql() + " SET n = n + 1 WHERE {chunk}"));
        }
    }
}
