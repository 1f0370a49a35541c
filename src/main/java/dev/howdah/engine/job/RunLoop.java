package dev.howdah.engine.job;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.text.Text;
import io.github.resilience4j.core.IntervalFunction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Drives one run: chunk after chunk, waiting, trying again, stopping. {@link #run} is called by one thread. */
final class RunLoop {
    private static final IntervalFunction BACKOFF = IntervalFunction.ofExponentialRandomBackoff(
            Duration.ofMillis(100), 2, 0.3, Duration.ofSeconds(5));

    private static final Duration LISTEN = Duration.ofSeconds(1);

    private final UUID id;
    private final Job job;
    private final Arguments arguments;
    private final Db db;
    private final RunAudit audit;
    private final Tally tally;
    private final Control control;
    private final InstantSource clock;
    private final RunLog log;
    private volatile @Nullable Connection connection;
    private volatile int pid;
    private volatile String watched = "";
    private @Nullable Thread thread;
    private @Nullable Progression progression;
    private Duration connectedWith = Duration.ZERO;

    RunLoop(UUID id, Job job, Arguments arguments, Db db, RunAudit audit, Tally tally, Control control, InstantSource clock, RunLog log) {
        this.id = id;
        this.job = job;
        this.arguments = arguments;
        this.db = db;
        this.audit = audit;
        this.tally = tally;
        this.control = control;
        this.clock = clock;
        this.log = log;
    }

    void run() {
        thread(Thread.currentThread());
        try {
            say(Text.of("job.log-started", job.name(), arguments.words()));
            drive();
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            audit.ended(tally.status());
            disconnect();
            control.end();
        }
    }

    private void failed(RuntimeException e) {
        if (control.want() == Control.Want.CANCEL) {
            over(Phase.CANCELLED, "cancelled", null);
            return;
        }
        over(Phase.FAILED, "failed", switch (e) {
            case DbException d -> d.problem().title() + " " + d.problem().detail();
            case JobException j -> j.getMessage();
            default -> String.valueOf(e);
        });
    }

    private void drive() {
        int failures = 0;
        while (true) {
            waitWhilePaused();
            if (control.isLeaving()) {
                boolean cancelled = control.want() == Control.Want.CANCEL;
                over(cancelled ? Phase.CANCELLED : Phase.INTERRUPTED, cancelled ? "cancelled" : null, null);
                return;
            }
            waitForServer();
            if (control.want() != Control.Want.RUN) {
                continue;
            }
            try {
                tally.running();
                if (!bit()) {
                    tally.phase(Phase.DONE, null);
                    say(Text.of("job.log-done", tally.status().rows()));
                    return;
                }
                failures = 0;
                rest();
            } catch (SQLException | DbException e) {
                if (!control.isLeaving()) {
                    failures = failed(DbException.of(e, db.target()), failures + 1);
                }
            }
        }
    }

    private boolean bit() throws SQLException {
        Connection c = connected();
        Progression p = progression;
        if (p == null) {
            p = begin(c);
            progression = p;
            // what runs step by step has another limit of time
            c = connected();
        }
        return p.next(c);
    }

    private Progression begin(Connection c) throws SQLException {
        JobPlan plan = job.plan(db, arguments);
        audit.begin(plan);
        audit.ensure(c);
        c.setAutoCommit(true);
        Checkpoints.begin(c, id, job.name(), arguments.storable());
        tally.total(plan.rows());
        return switch (job.work(db, arguments)) {
            case Work.Chunked w -> {
                watched = w.table().sql();
                yield new ChunkLoop(id, w, tally);
            }
            case Work.Steps w -> {
                tally.total(w.steps().size());
                yield new StepLoop(id, w, tally, this::say);
            }
        };
    }

    /** Says what to do next; throws when it is time to stop. */
    private int failed(DbException e, int failures) {
        DbProblem problem = e.problem();
        rollBack();
        tally.retry();
        say(Text.of("job.log-failed", problem.title(), problem.detail()));
        Progression p = progression;
        boolean full = problem.sqlState() != null && problem.sqlState().startsWith("53");
        if (problem instanceof DbProblem.Timeout && p != null) {
            p.timedOut();
        } else if (!problem.retryHelps() && !full) {
            if (p == null || tally.knobs().skipRows() == 0 || !splitOrLeaveOut(p, problem)) {
                throw e;
            }
            return failures;
        }
        if (failures >= tally.knobs().maxFailures()) {
            throw new JobException(JobException.Kind.FAILED, Text.of("job.too-many-failures", failures, problem.detail()));
        }
        tally.phase(Phase.RETRYING, problem.title());
        control.pause(Duration.ofMillis(BACKOFF.apply(Math.min(failures, 10))));
        return failures;
    }

    private boolean splitOrLeaveOut(Progression p, DbProblem problem) {
        if (p.split()) {
            return true;
        }
        try {
            return p.leaveOut(connected(), problem.detail());
        } catch (SQLException | DbException again) {
            rollBack();
            return !control.isLeaving() && DbException.of(again, db.target()).problem().retryHelps();
        }
    }

    private void waitWhilePaused() {
        if (control.want() != Control.Want.PAUSE) {
            return;
        }
        note("paused");
        boolean noted = want("pause");
        tally.phase(Phase.PAUSED, null);
        say(Text.of("job.log-paused"));
        while (control.want() == Control.Want.PAUSE) {
            control.whilePaused(LISTEN);
            if (noted && control.want() == Control.Want.PAUSE) {
                listen();
            }
        }
        if (control.want() == Control.Want.RUN) {
            want("run");
            say(Text.of("job.log-resumed"));
        }
    }

    /** Another process may end the waiting, or turn a knob, through the database. */
    private void listen() {
        try {
            Connection c = connected();
            c.setAutoCommit(true);
            Checkpoints.At at = Checkpoints.read(c, id);
            tally.turned(at.knobs());
            switch (at.wanted()) {
                case "run" -> control.want(Control.Want.RUN);
                case "cancel" -> control.want(Control.Want.CANCEL);
                default -> {
                    if (control.want() == Control.Want.RUN) {
                        control.want(Control.Want.PAUSE);
                    }
                }
            }
        } catch (SQLException | DbException e) {
            disconnect();
        }
    }

    private void waitForServer() {
        boolean said = false;
        long heard = System.nanoTime();
        List<Signal> holding = tally.holding();
        while (!holding.isEmpty() && control.want() == Control.Want.RUN) {
            String why = holding.stream().map(s -> s.kind().title()).collect(Collectors.joining(", "));
            if (!said) {
                say(Text.of("job.log-throttled", why));
                said = true;
            }
            tally.phase(Phase.THROTTLED, why);
            control.pause(Duration.ofMillis(200));
            if (progression != null && control.want() == Control.Want.RUN && System.nanoTime() - heard > LISTEN.toNanos()) {
                listen();
                heard = System.nanoTime();
            }
            holding = tally.holding();
        }
    }

    /** Long rests are ended by what another process wants, too. */
    private void rest() {
        long start = System.nanoTime();
        long left = restLeft(start);
        while (left > 0 && control.want() == Control.Want.RUN) {
            control.pause(Duration.ofNanos(Math.min(left, LISTEN.toNanos())));
            left = restLeft(start);
            if (left > 0 && control.want() == Control.Want.RUN) {
                listen();
            }
        }
    }

    private long restLeft(long since) {
        return (long) (tally.status().lastChunk().toNanos() * tally.knobs().rest()) - (System.nanoTime() - since);
    }

    private void over(Phase phase, @Nullable String state, @Nullable String why) {
        thread(null);
        tally.phase(phase, why);
        if (state != null) {
            note(state, why);
        }
        say(Text.of("job.log-over", phase, why == null ? "" : why));
    }

    private void note(String state) {
        note(state, null);
    }

    /** A note that cannot be made is missing in the history and nothing else: what is done stands in the checkpoint. */
    private void note(String state, @Nullable String why) {
        try (Connection c = Connections.open(db.target(), SessionSpec.interactive())) {
            Checkpoints.state(c, id, state, why);
            if (state.equals("cancelled")) {
                Checkpoints.want(c, id, "cancel");
            }
        } catch (SQLException | DbException | JobException e) {
            say(Text.of("job.log-no-note", String.valueOf(e.getMessage())));
        }
    }

    private boolean want(String word) {
        try (Connection c = Connections.open(db.target(), SessionSpec.interactive())) {
            Checkpoints.want(c, id, word);
            return true;
        } catch (SQLException | DbException | JobException e) {
            say(Text.of("job.log-no-note", String.valueOf(e.getMessage())));
            return false;
        }
    }

    private Connection connected() throws SQLException {
        Connection c = connection;
        Duration limit = progression instanceof StepLoop ? Duration.ZERO : tally.knobs().chunkTimeout();
        if (c != null && !c.isClosed() && limit.equals(connectedWith)) {
            return c;
        }
        disconnect();
        SessionSpec spec = new SessionSpec("job", false, limit, tally.knobs().lockTimeout(), Duration.ofSeconds(30));
        c = Connections.open(db.target(), spec);
        connection = c;
        connectedWith = limit;
        pid = c.unwrap(PGConnection.class).getBackendPID();
        noticeLoss(c);
        return c;
    }

    /** A server on Linux or a BSD then ends our statement when we are gone, instead of finishing it for nobody. */
    private static void noticeLoss(Connection c) throws SQLException {
        try (var s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT set_config('client_connection_check_interval', '1s', false)"
                        + " WHERE version() LIKE '%linux%'")) {
            r.next();
        }
    }

    private void rollBack() {
        Connection c = connection;
        try {
            if (c != null) {
                c.rollback();
                c.setAutoCommit(true);
            }
        } catch (SQLException e) {
            disconnect();
        }
    }

    private void disconnect() {
        Connection c = connection;
        connection = null;
        pid = 0;
        if (c != null) {
            try {
                c.close();
            } catch (SQLException e) {
                say(Text.of("job.log-no-note", String.valueOf(e.getMessage())));
            }
        }
    }

    /** Called again and again by the watching thread while the run is on. */
    void watch(Throttle throttle) {
        tally.signals(throttle.read(pid, tally.knobs()));
    }

    /** What was read last is too old to be held by. */
    void unwatched() {
        tally.signals(List.of());
    }

    String watched() {
        return watched;
    }

    /** Ends the statement at hand, as far as server and network answer. Called by another thread. */
    void cancelStatement() {
        Connection c = connection;
        try {
            if (c != null) {
                c.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            say(Text.of("job.log-no-note", String.valueOf(e.getMessage())));
        }
    }

    /** Breaks the connection, or the attempt to make one, without asking anybody. Called by another thread. */
    synchronized void breakOff() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** From null on nobody interrupts it any more: its last words need a connection. */
    private synchronized void thread(@Nullable Thread current) {
        thread = current;
        if (current == null) {
            Thread.interrupted();
        }
    }

    private void say(String text) {
        log.line(clock.instant(), text);
    }
}
