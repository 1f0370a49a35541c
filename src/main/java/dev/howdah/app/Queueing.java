package dev.howdah.app;

import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.JobWorker;
import dev.howdah.engine.job.queue.QuietHours;
import java.time.Duration;

/** A queue and a worker for it in this process. Thread-safe. */
final class Queueing implements AutoCloseable {
    private final JobQueue queue;
    private final JobWorker worker;

    Queueing(JobQueue queue, Wiring wiring) {
        this.queue = queue;
        this.worker = worker(queue, wiring, 2, QuietHours.none());
        worker.start();
    }

    JobQueue queue() {
        return queue;
    }

    /** A worker that is not started yet. */
    static JobWorker worker(JobQueue queue, Wiring wiring, int threads, QuietHours quiet) {
        JobWorker.Spec how = new JobWorker.Spec(wiring.worker(), Math.max(1, threads), Duration.ofSeconds(5), Duration.ofSeconds(2), quiet);
        return new JobWorker(queue, wiring.jobs()::named, wiring::target, wiring.audit(), wiring.clock(), how);
    }

    /** What runs is left at its checkpoint, for other workers or for later. */
    @Override
    public void close() {
        worker.close();
    }
}
