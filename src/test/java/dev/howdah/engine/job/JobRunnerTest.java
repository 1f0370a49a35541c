package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Proxy;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobRunnerTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Knobs KNOBS = Knobs.usual().withMaxRows(50).withHeadRoom(0);

    private final Target target = Servers.newDatabase();
    private final JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system());

    @Test
    void doesEveryRowOnceAndRemembersTheRun() {
        table(3000);
        JobRun run = runner.start(new CounterJob("t"), Arguments.none(), KNOBS);
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
        assertThat(run.status().rows()).isEqualTo(3000);
        everyRowHas(1);
        RunRecord record = runner.find(run.id());
        assertThat(record.state()).isEqualTo("done");
        assertThat(record.rows()).isEqualTo(3000);
        assertThat(runner.history()).hasSize(1);
    }

    @Test
    void showsTheTablesThatItMakesHereBeforeTheFirstRunOnly() {
        table(10);
        assertThat(runner.plan(new CounterJob("t"), Arguments.none()).setup()).anyMatch(s -> s.contains("howdah.job_checkpoint"));
        runner.start(new CounterJob("t"), Arguments.none(), KNOBS).await(LONG);
        assertThat(runner.plan(new CounterJob("t"), Arguments.none()).setup()).isEmpty();
    }

    @Test
    void pausesAfterTheChunkAtHandAndGoesOn() {
        table(500);
        GatedJob job = new GatedJob("t");
        JobRun run = atTheFourthChunk(runner, job);
        run.pause();
        job.open();
        Await.until("pause", LONG, () -> run.status().phase() == Phase.PAUSED);
        assertThat(run.status().chunks()).isEqualTo(4);
        RunRecord paused = runner.find(run.id());
        assertThat(paused.state()).isEqualTo("paused");
        assertThat(paused.rows()).isEqualTo(run.status().rows()).isLessThan(500);
        run.resume();
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
        everyRowHas(1);
    }

    @Test
    void anotherProcessMayPauseItAndLetItGoOn() {
        table(500);
        GatedJob job = new GatedJob("t");
        JobRun run = atTheFourthChunk(runner, job);
        try (JobRunner other = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            other.want(run.id(), "pause");
            job.open();
            Await.until("pause", LONG, () -> run.status().phase() == Phase.PAUSED);
            assertThat(run.status().rows()).isLessThan(500);
            other.want(run.id(), "run");
            assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
        }
        everyRowHas(1);
    }

    @Test
    void cancelsInTheMiddleOfAStatementAndCanBeResumed() {
        table(100);
        Servers.execute(target, "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN IF NEW.id > 50 THEN PERFORM pg_sleep(60); END IF; RETURN NEW; END'",
                "CREATE TRIGGER slow BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION slow()");
        JobRun run = runner.start(new CounterJob("t"), Arguments.none(), KNOBS.withTimeouts(Duration.ofMinutes(5), Duration.ofSeconds(2)));
        Await.until("it sleeps in the server", LONG, () -> query("SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event = 'PgSleep'") == 1);
        long start = System.nanoTime();
        run.cancel();
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.CANCELLED);
        System.out.println("cancelled after: " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        assertThat(runner.find(run.id()).state()).isEqualTo("cancelled");
        Servers.execute(target, "DROP TRIGGER slow ON t");
        JobRun again = runner.resume(run.id(), new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent());
        assertThat(again.await(LONG).phase()).isEqualTo(Phase.DONE);
        everyRowHas(1);
    }

    @Test
    void cancelsThoughTheNetworkIsSilent() {
        table(500);
        try (Proxy proxy = new Proxy(target.hosts().getFirst().port())) {
            Target far = new Target("far", List.of(new Target.Host("127.0.0.1", proxy.port())), target.database(), target.user(),
                    target.password(), target.tls(), target.environment(), java.util.Map.of());
            JobRunner away = new JobRunner(far, Audits.scratch(), InstantSource.system());
            GatedJob job = new GatedJob("t");
            JobRun run = atTheFourthChunk(away, job);
            proxy.stall(true);
            job.open();
            long start = System.nanoTime();
            run.cancel();
            Await.until("cancelled", LONG, () -> run.status().phase() == Phase.CANCELLED);
            System.out.println("cancelled after: " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, network silent");
            proxy.stall(false);
            assertThat(run.await(LONG).phase()).isEqualTo(Phase.CANCELLED);
        }
        assertThat(query("SELECT count(*) FROM t WHERE n > 1")).isZero();
        Await.until("the server ended the session", LONG, () -> query("SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'howdah/job'") == 0);
        runner.resume(lastRun(), new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent()).await(LONG);
        everyRowHas(1);
    }

    @Test
    void anotherProcessMayAskItToStop() {
        table(500);
        GatedJob job = new GatedJob("t");
        JobRun run = atTheFourthChunk(runner, job);
        try (JobRunner other = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            other.want(run.id(), "cancel");
        }
        job.open();
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.CANCELLED);
        assertThat(run.status().chunks()).isEqualTo(4);
    }

    @Test
    void twoWorkersOnOneRunDoNothingTwice() {
        table(4000);
        UUID id = UUID.randomUUID();
        JobRun one = runner.start(id, new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent());
        try (JobRunner other = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            JobRun two = other.start(id, new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent());
            assertThat(two.await(LONG).phase()).isEqualTo(Phase.DONE);
        }
        assertThat(one.await(LONG).phase()).isEqualTo(Phase.DONE);
        everyRowHas(1);
    }

    @Test
    void waitsForALockWithTriesAndNeverWithoutLimit() throws SQLException {
        table(200);
        try (Connection holder = Connections.open(target, SessionSpec.interactive())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("UPDATE t SET n = n WHERE id = 77");
            JobRun run = runner.start(new CounterJob("t"), Arguments.none(),
                    KNOBS.withStopRule(10_000, 0).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(100)));
            Await.until("two attempts", LONG, () -> run.status().retries() >= 2);
            assertThat(run.status().chunkSize()).isLessThan(20);
            holder.commit();
            assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
        }
        everyRowHas(1);
    }

    @Test
    void passesLockedRowsAndComesBackToThem() throws SQLException {
        table(300);
        try (Connection holder = Connections.open(target, SessionSpec.interactive())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("UPDATE t SET n = n WHERE id IN (5, 77, 78, 300)");
            JobRun run = runner.start(new CounterJob("t", true, 20), Arguments.none(),
                    KNOBS.withStopRule(10_000, 0).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(100)));
            Await.until("all others done", LONG, () -> query("SELECT count(*) FROM t WHERE n = 1") == 296);
            holder.commit();
            assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
            assertThat(run.status().rows()).isEqualTo(300);
        }
        everyRowHas(1);
    }

    @Test
    void halvesChunksThatTimeOut() {
        table(200);
        Servers.execute(target, "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN IF (SELECT count(*) FROM changed) > 60 THEN PERFORM pg_sleep(600); END IF; RETURN NULL; END'",
                "CREATE TRIGGER slow AFTER UPDATE ON t REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION slow()");
        JobRun run = runner.start(new CounterJob("t", false, 200), Arguments.none(),
                KNOBS.withMaxRows(200).withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
        assertThat(run.status().retries()).isPositive();
        everyRowHas(1);
    }

    @Test
    void stopsAtARowThatTheServerRefusesUnlessItMayLeaveItOut() {
        table(300);
        Servers.execute(target, "ALTER TABLE t ADD CHECK (id <> 123 OR n = 0)");
        JobRun strict = runner.start(new CounterJob("t"), Arguments.none(), KNOBS);
        assertThat(strict.await(LONG).phase()).isEqualTo(Phase.FAILED);
        assertThat(runner.find(strict.id()).failure()).contains("t_check");
        JobRun lenient = runner.resume(strict.id(), new CounterJob("t"), Arguments.none(), KNOBS.withStopRule(30, 1), "",
                RunLog.silent());
        assertThat(lenient.await(LONG).phase()).isEqualTo(Phase.DONE);
        assertThat(query("SELECT count(*) FROM t WHERE n = 1")).isEqualTo(299);
        assertThat(query("SELECT count(*) FROM howdah.job_left WHERE place = '{123}' AND reason LIKE '%t_check%'")).isEqualTo(1);
    }

    @Test
    void stopsWhenMoreRowsAreRefusedThanItMayLeaveOut() {
        table(300);
        Servers.execute(target, "ALTER TABLE t ADD CHECK (id % 10 <> 0 OR n = 0)");
        JobRun run = runner.start(new CounterJob("t"), Arguments.none(), KNOBS.withStopRule(30, 3));
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.FAILED);
        assertThat(query("SELECT count(*) FROM t WHERE n = 1 AND id > 40")).isZero();
    }

    @Test
    void givesUpAfterTooManyFailuresWithoutProgress() throws SQLException {
        table(10);
        try (Connection holder = Connections.open(target, SessionSpec.interactive())) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE t");
            JobRun run = runner.start(new CounterJob("t"), Arguments.none(),
                    KNOBS.withStopRule(3, 0).withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(20)));
            assertThat(run.await(LONG).phase()).isEqualTo(Phase.FAILED);
            assertThat(run.status().message()).contains("3 failures");
            holder.commit();
            JobRun again = runner.resume(run.id(), new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent());
            assertThat(again.await(LONG).phase()).isEqualTo(Phase.DONE);
        }
        everyRowHas(1);
    }

    @Test
    void refusesATableWithoutAKeyAndStopsWhenTheKeyChangesOrTheTableGoes() {
        Servers.execute(target, "CREATE TABLE public.keyless (n int)");
        JobRun none = runner.start(new CounterJob("keyless"), Arguments.none(), KNOBS);
        assertThat(none.await(LONG).message()).contains("no primary key");
        table(5000);
        JobRun changed = pausedInTheMiddle();
        Servers.execute(target, "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD COLUMN k int GENERATED ALWAYS AS IDENTITY,"
                + " ADD PRIMARY KEY (k)");
        changed.resume();
        assertThat(changed.await(LONG).phase()).isEqualTo(Phase.FAILED);
        assertThat(changed.status().message()).contains("has no unique index over exactly (id)");
        Servers.execute(target, "DROP TABLE t");
        table(5000);
        JobRun dropped = pausedInTheMiddle();
        Servers.execute(target, "DROP TABLE t");
        dropped.resume();
        assertThat(dropped.await(LONG).message()).contains("does not exist");
        table(5000);
        JobRun another = runner.resume(dropped.id(), new CounterJob("t"), Arguments.none(), KNOBS, "", RunLog.silent());
        assertThat(another.await(LONG).message()).contains("is another than when this job began");
    }

    @Test
    void waitsForTheSignalsOfTheServerAndShowsEachOfThem() {
        table(500);
        GatedJob job = new GatedJob("t");
        JobRun run = atTheFourthChunk(runner, job);
        Await.until("signals", LONG, () -> run.status().signals().size() == 7);
        run.knobs(KNOBS.withHeadRoom(100_000));
        Await.until("a reading by the new knobs", LONG, () -> run.status().signals().stream().anyMatch(Signal::holds));
        job.open();
        Await.until("it holds", LONG, () -> run.status().phase() == Phase.THROTTLED);
        assertThat(run.status().chunks()).isEqualTo(4);
        assertThat(run.status().signals()).anyMatch(s -> s.kind() == Signal.Kind.HEAD_ROOM && s.holds());
        run.knobs(KNOBS);
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
        everyRowHas(1);
    }

    @Test
    void knobsAreTurnedThroughTheDatabaseWhileItRunsWaitsOrRests() {
        table(500);
        GatedJob job = new GatedJob("t");
        JobRun run = atTheFourthChunk(runner, job);
        try (JobRunner elsewhere = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            elsewhere.turn(run.id(), Map.of("room", "100000", "vacuum", "false", "waiters", "7"));
            job.pass(1);
            Await.until("heard at the next chunk", LONG, () -> run.knobs().waiters() == 7);
            assertThat(run.knobs().awaitVacuum()).isFalse();
            Await.until("a reading by the new knobs", LONG, () -> run.status().signals().stream().anyMatch(Signal::holds));
            job.open();
            Await.until("it holds", LONG, () -> run.status().phase() == Phase.THROTTLED);
            elsewhere.turn(run.id(), Map.of("room", "0"));
            assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
            assertThat(run.knobs().waiters()).isEqualTo(7);
            assertThatThrownBy(() -> elsewhere.turn(run.id(), Map.of("speed", "9"))).hasMessageContaining("no knob speed");
            assertThatThrownBy(() -> elsewhere.turn(run.id(), Map.of("rows", "0.5"))).hasMessageContaining("out of range");
            assertThatThrownBy(() -> elsewhere.turn(UUID.randomUUID(), Map.of("rows", "5"))).hasMessageContaining("No run");
        }
        everyRowHas(1);
    }

    @Test
    void aTargetWithNotesOfAnEarlierVersionIsBroughtUpToDate() {
        table(50);
        runner.start(new CounterJob("t"), Arguments.none(), KNOBS).await(LONG);
        Servers.execute(target, "ALTER TABLE howdah.job_run DROP COLUMN knobs");
        JobRun run = runner.start(new CounterJob("t"), Arguments.none(), KNOBS);
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.DONE);
        everyRowHas(2);
    }

    @Test
    void closingTheRunnerLeavesTheRunToBeResumed() {
        table(500);
        JobRunner first = new JobRunner(target, Audits.scratch(), InstantSource.system());
        GatedJob job = new GatedJob("t");
        JobRun run = atTheFourthChunk(first, job);
        run.leave();
        job.open();
        first.close();
        assertThat(run.status().phase()).isEqualTo(Phase.INTERRUPTED);
        assertThat(run.status().chunks()).isEqualTo(4);
        runner.resume(run.id(), new CounterJob("t"), Arguments.none(), KNOBS.withMaxRows(5000), "", RunLog.silent()).await(LONG);
        everyRowHas(1);
    }

    @Test
    void stepsAreNotedAndPassedOverAtTheNextStart() {
        Servers.execute(target, "CREATE TABLE log (word text)");
        Job job = new StepJob(List.of(
                Work.Step.of("one", "INSERT INTO log VALUES ('one')"), Work.Step.of("two", "INSERT INTO nowhere VALUES (1)")));
        JobRun run = runner.start(job, Arguments.none(), KNOBS);
        assertThat(run.await(LONG).phase()).isEqualTo(Phase.FAILED);
        Servers.execute(target, "CREATE TABLE nowhere (n int)");
        runner.resume(run.id(), job, Arguments.none(), KNOBS, "", RunLog.silent()).await(LONG);
        assertThat(query("SELECT count(*) FROM log")).isEqualTo(1);
        assertThat(query("SELECT count(*) FROM nowhere")).isEqualTo(1);
    }

    @Test
    void unknownRunsAreNamed() {
        table(1);
        runner.start(new CounterJob("t"), Arguments.none(), KNOBS).await(LONG);
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> runner.want(id, "cancel")).hasMessageContaining(id.toString());
    }

    private JobRun pausedInTheMiddle() {
        GatedJob job = new GatedJob("t");
        JobRun run = atTheFourthChunk(runner, job);
        run.pause();
        job.open();
        Await.until("pause", LONG, () -> run.status().phase() == Phase.PAUSED);
        return run;
    }

    /** Three chunks are done, the fourth waits in its transaction until the job is opened. */
    private static JobRun atTheFourthChunk(JobRunner runner, GatedJob job) {
        JobRun run = runner.start(job, Arguments.none(), KNOBS);
        job.pass(3);
        Await.until("the fourth chunk", LONG, () -> {
            assertThat(run.status().phase()).describedAs("%s", run.status()).isNotEqualTo(Phase.FAILED);
            return run.status().chunks() == 3 && job.waits();
        });
        return run;
    }

    private UUID lastRun() {
        return runner.history().getFirst().id();
    }

    private void table(int rows) {
        Servers.execute(target, "CREATE TABLE public.t (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO t SELECT g FROM generate_series(1, " + rows + ") g");
    }

    private void everyRowHas(int n) {
        assertThat(query("SELECT count(*) FROM t WHERE n <> " + n)).isZero();
    }

    private long query(String sql) {
        return Servers.db(target).withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery(sql)) {
                r.next();
                return r.getLong(1);
            }
        });
    }
}
