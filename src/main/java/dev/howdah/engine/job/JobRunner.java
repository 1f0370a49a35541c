package dev.howdah.engine.job;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Runs jobs on one target, each on a virtual thread with a connection of its own, watched by another. Closing it leaves the
 * runs where they are; they can be resumed, here or elsewhere. Thread-safe.
 */
public final class JobRunner implements AutoCloseable {
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(10);
    private static final Duration POLITE = Duration.ofMillis(600);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Db db;
    private final Guardrail guardrail;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<UUID, JobRun> runs = new ConcurrentHashMap<>();
    private final RunLines lines = new RunLines();
    private final List<Consumer<JobStatus>> listeners = new CopyOnWriteArrayList<>();

    public JobRunner(Target target, AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.db = Db.direct(target);
        this.guardrail = new Guardrail(db);
        this.clock = clock;
    }

    /** The database that jobs plan on. */
    public Db db() {
        return db;
    }

    /** What a run would do, with what Howdah must first make here. */
    public JobPlan plan(Job job, Arguments arguments) {
        JobPlan plan = job.plan(db, arguments);
        return plan.withSetup(db.withConnection(Checkpoints::missingSetup));
    }

    /**
     * Starts a run.
     *
     * @throws JobException when it is destructive and the target is not disposable, or the typed name is not the database's
     */
    public JobRun start(Job job, Arguments arguments, Knobs knobs, String typedName, RunLog log) {
        return start(UUID.randomUUID(), job, arguments, knobs, typedName, log);
    }

    public JobRun start(Job job, Arguments arguments, Knobs knobs) {
        return start(job, arguments, knobs, "", RunLog.silent());
    }

    /** Starts the run of this id, or goes on with it where it stands. */
    public JobRun start(UUID id, Job job, Arguments arguments, Knobs knobs, String typedName, RunLog log) {
        if (job.destructive()) {
            guardrail.require(typedName);
        }
        RunAudit written = new RunAudit(audit, Place.of(db.target()), id, job.name(), arguments);
        Control control = new Control();
        Tally tally = new Tally(id, job.name(), control, knobs);
        RunLoop loop = new RunLoop(id, job, arguments, db, written, tally, control, clock, (at, line) -> {
            lines.add(id, at, line);
            log.line(at, line);
        });
        JobRun run = new JobRun(id, tally, control);
        runs.put(id, run);
        listeners.forEach(l -> l.accept(run.status()));
        Thread.ofVirtual().name("job-" + id).start(() -> {
            loop.run();
            runs.remove(id);
            listeners.forEach(l -> l.accept(run.status()));
        });
        Thread.ofVirtual().name("job-watch-" + id).start(() -> watch(loop, control));
        Thread.ofVirtual().name("job-stop-" + id).start(() -> stop(loop, control));
        return run;
    }

    /** Hears of every run when it begins and when it ends here; must return at once. */
    public Subscription onRun(Consumer<JobStatus> listener) {
        Consumer<JobStatus> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Goes on with a run that was interrupted, cancelled or failed. */
    public JobRun resume(UUID id, Job job, Arguments arguments, Knobs knobs, String typedName, RunLog log) {
        want(id, "run");
        return start(id, job, arguments, knobs, typedName, log);
    }

    /** The runs that are under way here. */
    public Map<UUID, JobRun> running() {
        return Map.copyOf(runs);
    }

    /** What a run of this process said lately, oldest first. */
    public List<LogLine> log(UUID run) {
        return lines.of(run);
    }

    /** What the target remembers of a run: job, arguments, state. */
    public RunRecord find(UUID id) {
        return db.tx(h -> h.createQuery(RunRecord.QUERY + " WHERE r.id = :id").bind("id", id).map(RunRecord::of).findOne())
                .orElseThrow(() -> new JobException(JobException.Kind.BAD_INPUT,
                        Text.of("job.no-run", id)));
    }

    /** All runs that the target remembers, newest first. */
    public List<RunRecord> history() {
        if (!db.withConnection(Checkpoints::missingSetup).isEmpty()) {
            return List.of();
        }
        return db.tx(h -> h.createQuery(RunRecord.QUERY + " ORDER BY r.started_at DESC").map(RunRecord::of).list());
    }

    /** Asks a run, wherever it is, to run, pause or cancel: it hears it at its next chunk. */
    public void want(UUID id, String wanted) {
        JobRun here = runs.get(id);
        if (here != null && wanted.equals("cancel")) {
            here.cancel();
        }
        audit.doing(Deed.of(Place.of(db.target()), Act.JOB_WANT, Text.of("audit.job-want", id, wanted)), () -> {
            try (Connection c = Connections.open(db.target(), SessionSpec.interactive())) {
                Checkpoints.want(c, id, wanted);
                return wanted;
            } catch (SQLException e) {
                throw DbException.of(e, db.target());
            }
        });
    }

    /**
     * Turns knobs of a run, wherever it is: it hears it at its next chunk, and within a second while it waits.
     *
     * @param knobs by {@link Knob#word()}
     * @throws JobException when there is no such run or knob, or a value is wrong
     */
    public void turn(UUID id, Map<String, String> knobs) {
        Knob.turned(Knobs.usual(), knobs);
        audit.doing(Deed.of(Place.of(db.target()), Act.JOB_WANT, Text.of("audit.job-turn", id, knobs)), () -> {
            try (Connection c = Connections.open(db.target(), SessionSpec.interactive())) {
                Checkpoints.turn(c, id, knobs);
                return 0;
            } catch (SQLException e) {
                throw DbException.of(e, db.target());
            }
        });
    }

    @Override
    public void close() {
        runs.values().forEach(JobRun::leave);
        runs.values().forEach(r -> r.await(PATIENCE));
    }

    private void watch(RunLoop loop, Control control) {
        Throttle throttle = null;
        String table = "";
        long read = System.nanoTime();
        while (!control.awaitEnd(control.want() == Control.Want.RUN ? Duration.ZERO : WATCH)) {
            try {
                if (throttle == null || !table.equals(loop.watched())) {
                    table = loop.watched();
                    throttle = new Throttle(new Db(db.target(), new DirectDataSource(db.target(), SessionSpec.sampler())), table);
                }
                loop.watch(throttle);
                read = System.nanoTime();
            } catch (RuntimeException e) {
                // Without a reading the job goes on as it did, but is not held for ever by what was true once; its own
                // statements meet the same trouble and say so.
                throttle = null;
                if (System.nanoTime() - read > STALE.toNanos()) {
                    loop.unwatched();
                }
            }
            control.pause(WATCH);
        }
    }

    /** A cancel is asked for politely again and again, then enforced; a network that swallows the asking does not delay that. */
    private static void stop(RunLoop loop, Control control) {
        if (!control.awaitCancel()) {
            return;
        }
        long start = System.nanoTime();
        Thread asking = null;
        do {
            if (System.nanoTime() - start > POLITE.toNanos()) {
                loop.breakOff();
            } else if (asking == null || !asking.isAlive()) {
                asking = Thread.ofVirtual().start(loop::cancelStatement);
            }
        } while (!control.awaitEnd(Duration.ofMillis(100)));
    }
}
