package dev.howdah.engine.job.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReschedule;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.TargetException;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes jobs from the queue and runs them, beside any number of others on other machines. When one of them dies, its jobs are
 * taken over after some missed heartbeats and go on at their checkpoints. Thread-safe.
 */
public final class JobWorker implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final JobQueue queue;
    private final Function<String, Job> jobs;
    private final Function<QueuedJob, Target> targets;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Spec spec;
    private final Scheduler scheduler;
    private volatile boolean closing;

    /**
     * @param name under which it stands in the history: host and process
     * @param threads jobs at one time, at least 1
     * @param heartbeat how often it says that it lives; after four missed ones others take over
     */
    public record Spec(String name, int threads, Duration heartbeat, Duration polling, QuietHours quiet) {}

    /**
     * Does not start yet.
     *
     * @param jobs by name; throws {@link JobException} for unknown ones
     * @param targets of an entry; throws {@link dev.howdah.engine.db.TargetException} for unknown ones
     */
    public JobWorker(
            JobQueue queue, Function<String, Job> jobs, Function<QueuedJob, Target> targets, AuditLog audit, InstantSource clock, Spec spec) {
        this.audit = audit;
        this.queue = queue;
        this.jobs = jobs;
        this.targets = targets;
        this.clock = clock;
        this.spec = spec;
        this.scheduler = Scheduler.create(queue.source(), Tasks.custom(JobQueue.TASK, QueuedJob.class)
                        .onFailureReschedule(com.github.kagkarlsson.scheduler.task.schedule.FixedDelay.of(Duration.ofSeconds(30)))
                        .onDeadExecutionRevive()
                        .execute(this::execute))
                .tableName(JobQueue.TABLE)
                .serializer(new JobQueue.JsonSerializer())
                .schedulerName(() -> spec.name())
                .threads(spec.threads())
                .pollingInterval(spec.polling())
                .heartbeatInterval(spec.heartbeat())
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(20))
                .clock(clock::instant)
                .addSchedulerListener(new Reach(queue.address()))
                .build();
    }

    public void start() {
        scheduler.start();
    }

    /** Leaves its jobs at their next checkpoint, for others or for later. */
    @Override
    public void close() {
        closing = true;
        scheduler.stop();
    }

    private CompletionHandler<QueuedJob> execute(TaskInstance<QueuedJob> instance, ExecutionContext context) {
        QueuedJob entry = instance.getData();
        Instant quiet = spec.quiet().until(clock.instant());
        if (quiet != null) {
            return new OnCompleteReschedule<>(at(quiet));
        }
        note(entry, "running", 0, null);
        Ending ending = run(entry);
        note(entry, ending.state(), ending.rows(), ending.message());
        if (ending.resumeAt() != null) {
            return new OnCompleteReschedule<>(at(ending.resumeAt()));
        }
        Schedule repeat = Repeat.of(entry.repeat());
        return repeat == null ? new CompletionHandler.OnCompleteRemove<>() : new OnCompleteReschedule<>(repeat, entry.again(UUID.randomUUID()));
    }

    /** @param resumeAt when it goes on, null when it is over */
    private record Ending(String state, long rows, @Nullable String message, @Nullable Instant resumeAt) {}

    private Ending run(QueuedJob entry) {
        try {
            Job job = jobs.apply(entry.job());
            Arguments arguments = Arguments.of(job.parameters(), entry.arguments());
            try (JobRunner runner = new JobRunner(targets.apply(entry), audit, clock)) {
                JobRun run = runner.start(entry.run(), job, arguments, entry.turned(job.knobs()), entry.typedName(), (at, line) -> say(entry.run(), at, line));
                return follow(run);
            }
        } catch (JobException | TargetException e) {
            return new Ending("failed", 0, e.getMessage(), null);
        } catch (DbException e) {
            return new Ending("failed", 0, e.problem().title() + " " + e.problem().detail(), null);
        }
    }

    private Ending follow(JobRun run) {
        Instant quiet = null;
        JobStatus status = run.await(LOOK);
        while (!status.phase().isOver()) {
            Instant until = spec.quiet().until(clock.instant());
            if (until != null || closing) {
                quiet = until == null ? clock.instant() : until;
                run.leave();
            }
            status = run.await(LOOK);
        }
        boolean left = status.phase() == Phase.INTERRUPTED;
        String state = status.phase().name().toLowerCase(Locale.ROOT);
        return new Ending(state, status.rows(), status.message(), left ? (quiet == null ? clock.instant() : quiet) : null);
    }

    private static Schedule at(Instant when) {
        return new Schedule() {
            @Override
            public Instant getNextExecutionTime(com.github.kagkarlsson.scheduler.task.ExecutionComplete done) {
                return when;
            }

            @Override
            public boolean isDeterministic() {
                return false;
            }
        };
    }

    /** The history may lag behind when the repository is away; the job itself does not wait for it. */
    private void note(QueuedJob entry, String state, long rows, @Nullable String message) {
        for (int attempt = 0; attempt < 60; attempt++) {
            try {
                queue.note(entry, state, spec.name(), rows, message);
                return;
            } catch (DbException e) {
                if (!e.problem().retryHelps() || state.equals("running")) {
                    return;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000L);
            }
        }
    }

    private void say(UUID run, Instant at, String line) {
        try {
            queue.say(run, at, line);
        } catch (DbException e) {
            // A log with a hole is better than a job that stops because its log cannot be written.
            org.slf4j.LoggerFactory.getLogger(JobWorker.class).warn(Text.of("job.log-no-note", e.getMessage()));
        }
    }
}
