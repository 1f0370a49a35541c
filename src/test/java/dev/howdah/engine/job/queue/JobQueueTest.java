package dev.howdah.engine.job.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Jvm;
import dev.howdah.testing.Proxy;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobQueueTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private final Target target = Servers.newDatabase();

    @Test
    void threeWorkersShareTheQueueAndTakeOverFromOneThatIsKilled() throws Exception {
        JobQueue queue = new JobQueue(target, Audits.scratch());
        List<UUID> runs = new ArrayList<>();
        List<Process> workers = new ArrayList<>();
        try (Gate gate = new Gate(target)) {
            for (int i = 1; i <= 6; i++) {
                table("q" + i, 100);
                gate.before("q" + i, 50);
                runs.add(add(queue, "q" + i, "once"));
            }
            for (int i = 0; i < 3; i++) {
                workers.add(worker("w" + i));
            }
            // Two threads each: all three get a share, and every job is in the middle of a chunk.
            Await.until("six jobs at work", LONG, () -> gate.waiting() >= 6
                    && one("SELECT count(DISTINCT worker) FROM howdah.job_history WHERE state = 'running'") == 3);
            workers.getFirst().destroyForcibly().waitFor();
            gate.open();
            Await.until("all done", LONG, () -> queue.history("", "done", 10).size() == 6);
            for (int i = 1; i <= 6; i++) {
                assertThat(one("SELECT count(*) FROM q" + i + " WHERE n <> 1")).isZero();
            }
            assertThat(queue.history("", "done", 10)).extracting(HistoryEntry::worker).doesNotContain("w0");
            assertThat(queue.log(runs.getFirst())).isNotEmpty();
            assertThat(queue.history("q3", "", 10)).hasSize(1);
            assertThat(queue.history("no such thing", "", 10)).isEmpty();
        } finally {
            for (Process w : workers) {
                w.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void repeatsAndNamesBadRepetitions() {
        JobQueue queue = new JobQueue(target, Audits.scratch());
        table("r", 20);
        add(queue, "r", "every PT1S");
        try (JobWorker worker = inside(queue, QuietHours.none())) {
            worker.start();
            Await.until("three times", LONG, () -> one("SELECT min(n) FROM r") >= 3);
        }
        assertThat(queue.history("", "done", 10)).hasSizeGreaterThanOrEqualTo(3);
        assertThatThrownBy(() -> add(queue, "r", "cron nonsense")).hasMessageContaining("not a repetition");
        assertThatThrownBy(() -> add(queue, "r", "every soon")).hasMessageContaining("not a repetition");
    }

    /** Rows of a chunk at most: what is asked for when a job is queued holds when a worker runs it, and entries from before there were any are read. */
    @Test
    void runsWithTheKnobsThatItWasQueuedWith() {
        JobQueue queue = new JobQueue(target, Audits.scratch());
        table("k", 60);
        table("o", 60);
        UUID turned = UUID.randomUUID();
        Map<String, String> arguments = Map.of("table", "public.k");
        queue.add(new QueuedJob(turned, "test/count", "x", null, arguments, "", "once", Map.of("rows", "10")), InstantSource.system().instant());
        add(queue, "o", "once");
        Servers.execute(target, "UPDATE howdah.queue SET task_data = convert_to((convert_from(task_data, 'UTF8')::jsonb - 'knobs')::text, 'UTF8')"
                + " WHERE task_instance <> '" + turned + "'");
        try (JobWorker worker = inside(queue, QuietHours.none())) {
            worker.start();
            Await.until("both are done", LONG, () -> queue.history("", "done", 10).size() == 2);
        }
        assertThat(one("SELECT chunks FROM howdah.job_checkpoint WHERE run = '" + turned + "'")).isGreaterThanOrEqualTo(6);
        assertThat(one("SELECT count(*) FROM k WHERE n <> 1") + one("SELECT count(*) FROM o WHERE n <> 1")).isZero();
    }

    @Test
    void nothingStartsInQuietHoursAndClosingLeavesJobsToOthers() throws Exception {
        JobQueue queue = new JobQueue(target, Audits.scratch());
        table("s", 3000);
        add(queue, "s", "once");
        try (JobWorker quiet = inside(queue, new QuietHours(java.time.LocalTime.MIN, java.time.LocalTime.MAX, ZoneOffset.UTC))) {
            quiet.start();
            Await.until("it was put off", LONG, () -> one("SELECT count(*) FROM howdah.queue WHERE execution_time > now() + interval '1 s'") == 1);
        }
        assertThat(one("SELECT sum(n) FROM s")).isZero();
        Servers.execute(target, "UPDATE howdah.queue SET execution_time = now()");
        try (Gate gate = new Gate(target)) {
            gate.before("s", 1500);
            try (JobWorker first = inside(queue, QuietHours.none())) {
                first.start();
                Await.until("it waits in the middle", LONG, () -> gate.waiting() == 1);
            }
        }
        assertThat(one("SELECT sum(n) FROM s")).isBetween(1L, 1499L);
        assertThat(queue.history("", "interrupted", 1)).hasSize(1);
        try (JobWorker second = inside(queue, QuietHours.none())) {
            second.start();
            Await.until("the rest", LONG, () -> queue.history("", "done", 1).size() == 1);
        }
        assertThat(one("SELECT count(*) FROM s WHERE n <> 1")).isZero();
    }

    @Test
    void aJobGoesOnWhileTheRepositoryIsAway() throws Exception {
        table("t", 2000);
        try (Proxy proxy = new Proxy(target.hosts().getFirst().port());
                Gate gate = new Gate(target)) {
            gate.before("t", 1000);
            Target far = new Target("far", List.of(new Target.Host("127.0.0.1", proxy.port())), target.database(), target.user(),
                    target.password(), target.tls(), target.environment(), Map.of());
            JobQueue queue = new JobQueue(far, Audits.scratch());
            add(queue, "t", "once");
            try (JobWorker worker = inside(queue, QuietHours.none())) {
                worker.start();
                Await.until("it waits in the middle", LONG, () -> gate.waiting() == 1);
                proxy.refuse(true);
                gate.open();
                Await.until("all rows, with the repository away", LONG, () -> one("SELECT sum(n) FROM t") == 2000);
                proxy.refuse(false);
                Await.until("the history knows", LONG, () -> queue.history("", "done", 1).size() == 1);
            }
        }
        assertThat(one("SELECT count(*) FROM t WHERE n <> 1")).isZero();
    }

    @Test
    void workersWhoseClocksDifferByADayDoNothingTwice() throws Exception {
        JobQueue queue = new JobQueue(target, Audits.scratch());
        table("c", 200);
        add(queue, "c", "once");
        try (Gate gate = new Gate(target)) {
            gate.before("c", 100);
            try (JobWorker right = clocked(queue, InstantSource.system());
                    JobWorker ahead = clocked(queue, () -> InstantSource.system().instant().plus(Duration.ofDays(1)))) {
                right.start();
                Await.until("it waits in the middle", LONG, () -> gate.waiting() == 1);
                // To this one the other seems dead for a day: it takes the job a second time, beside the first.
                ahead.start();
                Await.until("it was taken again", LONG, () -> one(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'howdah/job'") >= 2);
                gate.open();
                Await.until("done", LONG, () -> one("SELECT sum(n) FROM c") >= 200);
            }
        }
        assertThat(one("SELECT count(*) FROM c WHERE n <> 1")).isZero();
    }

    @Test
    void quietHoursMayPassMidnight() {
        QuietHours night = QuietHours.parse("22:00-06:30", ZoneOffset.UTC);
        assertThat(night.until(Instant.parse("2026-11-21T23:00:00Z"))).isEqualTo(Instant.parse("2026-11-22T06:30:00Z"));
        assertThat(night.until(Instant.parse("2026-11-21T05:00:00Z"))).isEqualTo(Instant.parse("2026-11-21T06:30:00Z"));
        assertThat(night.until(Instant.parse("2026-11-21T12:00:00Z"))).isNull();
        assertThatThrownBy(() -> QuietHours.parse("8-18", ZoneOffset.UTC)).hasMessageContaining("08:00-18:00");
    }

    @Test
    void hoursAreMeantInTheirZoneAndSummerTimeNeitherDoublesNorDropsARun() {
        String nightly = JobQueue.checked("cron 0 30 2 * * *", ZoneId.of("Europe/Berlin"));
        assertThat(nightly).isEqualTo("cron 0 30 2 * * * Europe/Berlin");
        assertThat(JobQueue.checked(nightly, ZoneId.of("Asia/Tokyo"))).isEqualTo(nightly);
        assertThat(JobQueue.checked("every 2 h", ZoneId.of("Asia/Tokyo"))).isEqualTo("every 2 h");
        assertThat(JobQueue.next(nightly, Instant.parse("2026-01-10T12:00:00Z"))).isEqualTo(Instant.parse("2026-01-11T01:30:00Z"));
        assertThat(JobQueue.next(nightly, Instant.parse("2026-07-10T12:00:00Z"))).isEqualTo(Instant.parse("2026-07-11T00:30:00Z"));
        // On 29 March 2:30 does not exist, on 25 October it comes twice.
        assertThat(runs(nightly, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"))
                .containsExactly(Instant.parse("2026-03-29T01:30:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
        assertThat(runs(nightly, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
        // Just after the clock was put forward the run that was left out is still to come.
        assertThat(JobQueue.next(nightly, Instant.parse("2026-03-29T01:10:00Z"))).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        // What comes every hour comes in the repeated hour too.
        assertThat(runs("cron 0 0 * * * * Europe/Berlin", "2026-10-24T23:30:00Z", "2026-10-25T03:30:00Z")).hasSize(4);
        assertThat(JobQueue.next("cron 0 0 3 * * *", Instant.parse("2026-07-10T12:00:00Z"))).isEqualTo(Instant.parse("2026-07-11T03:00:00Z"));
        assertThatThrownBy(() -> JobQueue.checked("cron 0 30 2 * * * Europe/Nowhere", ZoneOffset.UTC)).hasMessageContaining("not a repetition");
        assertThatThrownBy(() -> JobQueue.checked("cron 0 30 2 * * * Europe/Berlin twice", ZoneOffset.UTC)).hasMessageContaining("not a repetition");
    }

    private static List<Instant> runs(String repeat, String from, String to) {
        List<Instant> all = new ArrayList<>();
        Instant at = JobQueue.next(repeat, Instant.parse(from));
        while (at.isBefore(Instant.parse(to))) {
            all.add(at);
            at = JobQueue.next(repeat, at);
        }
        return all;
    }

    private JobWorker inside(JobQueue queue, QuietHours quiet) {
        return new JobWorker(queue, name -> new QueueWorkerMain.Count(Duration.ofMillis(200)), text -> target, Audits.scratch(), InstantSource.system(),
                new JobWorker.Spec("inside", 2, Duration.ofMillis(500), Duration.ofMillis(100), quiet));
    }

    private JobWorker clocked(JobQueue queue, InstantSource clock) {
        return new JobWorker(queue, name -> new QueueWorkerMain.Count(Duration.ofMinutes(2)), text -> target, Audits.scratch(), clock,
                new JobWorker.Spec("clocked", 2, Duration.ofMillis(500), Duration.ofMillis(100), QuietHours.none()));
    }

    private static UUID add(JobQueue queue, String table, String repeat) {
        UUID run = UUID.randomUUID();
        queue.add(new QueuedJob(run, "test/count", "x", null, Map.of("table", "public." + table), "", repeat), InstantSource.system().instant());
        return run;
    }

    private Process worker(String name) throws IOException {
        return Jvm.start(QueueWorkerMain.class, String.valueOf(target.hosts().getFirst().port()), target.database(), name,
                target.password().reveal());
    }

    private long started() {
        return one("SELECT count(*) FROM howdah.job_history WHERE state = 'running'");
    }

    private void table(String name, int rows) {
        Servers.execute(target, "CREATE TABLE public." + name + " (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO public." + name + " SELECT g FROM generate_series(1, " + rows + ") g");
    }

    private long one(String sql) {
        return Servers.db(target).withConnection(c -> {
            try (var s = c.createStatement();
                    var r = s.executeQuery(sql)) {
                r.next();
                return r.getLong(1);
            }
        });
    }
}
