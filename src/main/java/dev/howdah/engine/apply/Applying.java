package dev.howdah.engine.apply;

import dev.howdah.engine.apply.Applied.Stage;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.RunLog;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Applies advice on one target as jobs, measures the affected statements before and after, says whether it helped, and takes it
 * back. Calls wait until they are done and tell every stage to a watcher; where things stand is on the disk, so that what a kill
 * broke off can go on or be cleaned up later. Thread-safe.
 */
public final class Applying {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int CLEANINGS = 5;
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final JobRunner jobs;
    private final Db db;
    private final AppliedFiles files;
    private final InstantSource clock;
    private final Job job = Changes.job();
    private final Map<UUID, Work> works = new ConcurrentHashMap<>();

    /** What can be stopped. */
    private static final class Work {
        private final CountDownLatch stop = new CountDownLatch(1);
        private volatile @Nullable JobRun run;
    }

    /**
     * @param jobs of the target
     * @param db of the same target; reads the counters
     * @param folder where results are kept; made when it is missing
     */
    public Applying(JobRunner jobs, Db db, Path folder, InstantSource clock) {
        this.jobs = jobs;
        this.db = db;
        this.files = new AppliedFiles(folder);
        this.clock = clock;
    }

    /**
     * What applying it would do: the statements as they are sent, locks, undo. Reads only.
     *
     * @throws JobException when it is no statement that can be applied here
     */
    public JobPlan plan(Remedy remedy) {
        return jobs.plan(job, arguments(remedy.statement()));
    }

    /** The name that must be given to apply or undo anything here; empty when none has to be: in the sandbox and in development. */
    public String nameToType() {
        Environment e = db.target().environment();
        return e == Environment.SANDBOX || e == Environment.DEVELOPMENT ? "" : db.target().database();
    }

    /** The texts of measured statements, as far as the server still has them and this role may read them. */
    public Map<String, String> texts(Collection<String> queryIds) {
        Map<String, String> found = new HashMap<>();
        // what was applied once from a file of statements may stand in the journal under other names
        List<Long> numbers = Remedy.counted(queryIds).stream().map(Long::valueOf).toList();
        Statements.read(db, numbers).forEach((id, text) -> found.put(Long.toString(id), text));
        return found;
    }

    /** Writes a remedy down as planned; nothing is changed yet. */
    public Applied prepare(Remedy remedy, Measuring measuring) {
        JobPlan plan = plan(remedy);
        Applied a = new Applied(UUID.randomUUID(), place(), remedy, measuring, Stage.PLANNED, clock.instant(), clock.instant(), UUID.randomUUID(),
                plan.undo(), null, null, null, null, 0);
        files.write(a);
        return a;
    }

    /**
     * Measures, applies, measures, judges; or goes on where it was broken off.
     *
     * @param typedName what the user typed where {@link #nameToType} asks for it
     * @param watch told every stage, on the calling thread
     * @return DECIDED; STOPPED with a message; or AWAITING_RESTART, from which it goes on after the server was restarted
     * @throws JobException REFUSED when the name is missing or wrong
     * @throws DbException when the server cannot be measured
     */
    public Applied apply(UUID id, String typedName, Consumer<Applied> watch) {
        require(typedName);
        Work work = new Work();
        Applied a = claimed(id, work, Set.of(Stage.PLANNED, Stage.INTERRUPTED, Stage.AWAITING_RESTART));
        try {
            List<String> waiting = a.stage() == Stage.AWAITING_RESTART ? awaited(a) : List.of();
            if (!waiting.isEmpty()) {
                throw new JobException(JobException.Kind.BAD_INPUT, Text.of("apply.still-waiting", String.join(", ", waiting)));
            }
            return worked(a.saying(null, ProcessHandle.current().pid()), work, watch);
        } finally {
            works.remove(id);
        }
    }

    /** Of two who want it at once the second is refused. */
    private synchronized Applied claimed(UUID id, Work work, Set<Stage> from) {
        Applied a = known(id);
        if (works.containsKey(id) || !from.contains(a.stage())) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("apply.not-now", Text.of("apply.stage." + a.stage())));
        }
        works.put(id, work);
        return a;
    }

    private Applied worked(Applied a, Work work, Consumer<Applied> watch) {
        try {
            return work(a, work, watch);
        } catch (RuntimeException e) {
            Applied left = known(a.id());
            // Once measured, the job may have changed the server: it must stay possible to go on or to take it back.
            now(left.saying(String.valueOf(e.getMessage()), 0), left.before() == null ? Stage.STOPPED : Stage.INTERRUPTED, watch);
            throw e;
        }
    }

    private Applied work(Applied planned, Work work, Consumer<Applied> watch) {
        Applied a = planned;
        Measurer measurer = new Measurer(db, new HashSet<>(a.remedy().queryIds()), work.stop);
        Lack blind = measurer.missing();
        if (a.before() == null) {
            a = now(a, Stage.MEASURING_BEFORE, watch);
            a = a.with(measurer.measure(a.measuring()), null, null);
            if (work.stop.getCount() == 0) {
                return stopped(a, Text.of("apply.cancelled"), watch);
            }
        }
        if (a.after() == null && planned.stage() != Stage.AWAITING_RESTART) {
            a = now(a, Stage.RUNNING, watch);
            JobStatus status = run(a.run(), a.remedy().statement(), work);
            if (status.phase() == Phase.INTERRUPTED || (status.phase() != Phase.DONE && status.rows() > 0)) {
                return now(a.saying(left(a, status), 0), Stage.INTERRUPTED, watch);
            }
            if (status.phase() != Phase.DONE) {
                cleanUp(a, true);
                return stopped(a, status.message() == null ? Text.of("apply.cancelled") : status.message(), watch);
            }
            List<String> waiting = awaited(a);
            if (!waiting.isEmpty()) {
                return now(a.saying(Text.of("apply.after-restart", String.join(", ", waiting)), 0), Stage.AWAITING_RESTART, watch);
            }
        }
        if (a.after() == null) {
            a = now(a, Stage.MEASURING_AFTER, watch);
            a = a.with(a.before(), measurer.measure(a.measuring()), null);
        }
        Measurement before = java.util.Objects.requireNonNull(a.before());
        Measurement after = java.util.Objects.requireNonNull(a.after());
        Verdict verdict = Verdict.of(before, after, a.remedy(), a.measuring().slices());
        return now(a.with(before, after, verdict).saying(blind == null ? null : Text.of("apply.unmeasured", blind.reason()), 0), Stage.DECIDED, watch);
    }

    /** Settings for which it needs a restart that has not been. */
    private List<String> awaited(Applied a) {
        Measurement before = a.before();
        return before == null ? List.of() : Changes.awaitRestart(db, a.remedy().statement(), before.to());
    }

    /**
     * Takes it back, by a job too.
     *
     * @return UNDONE, or as it was with a message when that failed
     * @throws JobException when nothing takes it back, or the name is missing or wrong
     */
    public Applied undo(UUID id, String typedName, Consumer<Applied> watch) {
        require(typedName);
        Applied was = known(id);
        String undo = was.undo();
        if (undo == null || !was.canUndo()) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("apply.no-undo"));
        }
        Work work = new Work();
        claimed(id, work, Set.of(was.stage()));
        try {
            Applied a = now(was.saying(null, ProcessHandle.current().pid()), Stage.UNDOING, watch);
            JobStatus status = run(UUID.randomUUID(), undo, work);
            // What never came into force needs no restart to go.
            List<String> waiting = was.stage() == Stage.AWAITING_RESTART ? List.of() : Changes.awaitRestart(db, undo, EVER);
            String rest = waiting.isEmpty() ? null : Text.of("apply.undo-restart", String.join(", ", waiting));
            return status.phase() == Phase.DONE
                    ? now(a.saying(rest, 0), Stage.UNDONE, watch)
                    : now(a.saying(status.message(), 0), was.stage(), watch);
        } catch (RuntimeException e) {
            now(was.saying(String.valueOf(e.getMessage()), 0), was.stage(), watch);
            throw e;
        } finally {
            works.remove(id);
        }
    }

    /** Stops what is under way here: a build is broken off and cleaned up; a measurement after it ends early. */
    public void cancel(UUID id) {
        Work work = works.get(id);
        if (work != null) {
            work.stop.countDown();
            JobRun run = work.run;
            if (run != null) {
                run.cancel();
            }
        }
    }

    /**
     * Gives up what a kill broke off: takes away what it left half done, and takes back what it had finished.
     *
     * @throws JobException when it is not broken off, when it cannot be taken back, or when the name is missing or wrong
     */
    public Applied abandon(UUID id, String typedName, Consumer<Applied> watch) {
        require(typedName);
        Work work = new Work();
        Applied a = claimed(id, work, Set.of(Stage.INTERRUPTED));
        try {
            cleanUp(a, true);
            if (a.undo() != null) {
                JobStatus status = run(UUID.randomUUID(), a.undo(), work);
                if (status.phase() != Phase.DONE) {
                    throw new JobException(JobException.Kind.FAILED, String.valueOf(status.message()));
                }
            }
            return stopped(a, Text.of("apply.abandoned"), watch);
        } finally {
            works.remove(id);
        }
    }

    /** Where it stands; null when it is not known. */
    public @Nullable Applied find(UUID id) {
        Applied a = files.read(id);
        return a == null ? null : seen(a);
    }

    /** All of this target, the newest first. */
    public List<Applied> all() {
        return files.all().stream().filter(a -> a.target().equals(place())).map(this::seen).toList();
    }

    private Applied known(UUID id) {
        Applied a = find(id);
        if (a == null || !a.target().equals(place())) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("apply.unknown", id));
        }
        return a;
    }

    /** What nobody works on any more was interrupted. */
    private Applied seen(Applied a) {
        boolean alive = works.containsKey(a.id())
                || (a.pid() != ProcessHandle.current().pid() && ProcessHandle.of(a.pid()).map(ProcessHandle::isAlive).orElse(false));
        return a.stage().underWay() && !alive ? a.at(Stage.INTERRUPTED, a.changedAt()) : a;
    }

    private JobStatus run(UUID id, String statement, Work work) {
        boolean again = jobs.history().stream().anyMatch(r -> r.id().equals(id));
        Arguments arguments = arguments(statement);
        JobRun run = again
                ? jobs.resume(id, job, arguments, job.knobs(), "", RunLog.silent())
                : jobs.start(id, job, arguments, job.knobs(), "", RunLog.silent());
        work.run = run;
        if (work.stop.getCount() == 0) {
            run.cancel();
        }
        JobStatus status = run.await(LOOK);
        while (!status.phase().isOver()) {
            status = run.await(LOOK);
        }
        return status;
    }

    /** Why it is broken off, with the invalid indexes that are left: those of statements that were not done go at once. */
    private @Nullable String left(Applied a, JobStatus status) {
        try {
            if (status.phase() != Phase.INTERRUPTED) {
                cleanUp(a, false);
            }
            List<String> invalid = Changes.invalid(db, a.remedy().statement());
            return invalid.isEmpty() ? status.message()
                    : (status.message() == null ? "" : status.message() + " ") + Text.of("apply.left", String.join(", ", invalid));
        } catch (DbException e) {
            return (status.message() == null ? "" : status.message() + " ") + Text.of("apply.left-unknown", e.problem().title());
        }
    }

    /**
     * A cancelled build may hold its lock for a moment yet.
     *
     * @param all also what a resumption would need
     */
    private void cleanUp(Applied a, boolean all) {
        for (int attempt = 1;; attempt++) {
            try {
                Changes.cleanUp(db, a.remedy().statement(), all);
                return;
            } catch (DbException e) {
                if (attempt == CLEANINGS || !e.problem().retryHelps()) {
                    throw e;
                }
            }
        }
    }

    private Applied stopped(Applied a, String why, Consumer<Applied> watch) {
        return now(a.saying(why, 0), Stage.STOPPED, watch);
    }

    private Applied now(Applied a, Stage stage, Consumer<Applied> watch) {
        Applied changed = a.at(stage, clock.instant());
        files.write(changed);
        watch.accept(changed);
        return changed;
    }

    private void require(String typedName) {
        String wanted = nameToType();
        if (!wanted.isEmpty() && !wanted.equals(typedName)) {
            throw new JobException(JobException.Kind.REFUSED, Text.of("apply.name", wanted));
        }
    }

    private String place() {
        Target t = db.target();
        // The sandbox has another port each time.
        return (t.environment() == Environment.SANDBOX ? "sandbox" : t.address()) + "/" + t.database();
    }

    private Arguments arguments(String statement) {
        return Arguments.of(job.parameters(), Map.of(Changes.STATEMENT, statement));
    }
}
