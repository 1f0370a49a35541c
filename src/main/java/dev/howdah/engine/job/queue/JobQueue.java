package dev.howdah.engine.job.queue;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.LogLine;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The shared queue in a PostgreSQL database, the repository: entries, history, logs. Thread-safe. */
public final class JobQueue {
    static final String TABLE = "howdah.queue";
    static final String TASK = "job";
    private static final String UNDO = "DROP TABLE howdah.queue, howdah.job_history, howdah.job_log";

    private final Db db;
    private final DataSource source;
    private final AuditLog audit;

    /** Makes the tables when they are missing. */
    public JobQueue(Target repository, AuditLog audit) {
        this.audit = audit;
        this.source = new DirectDataSource(repository, SessionSpec.interactive());
        this.db = new Db(repository, source);
        boolean there = db.call(h -> h.createQuery("SELECT pg_catalog.to_regclass('howdah.job_log') IS NOT NULL").mapTo(Boolean.class).one());
        if (there) {
            make();
        } else {
            audit.doing(Deed.sql(where(), Act.OWN_TABLES, List.of(Sql.load("job/queue", 18).text())).undoneBy(UNDO), this::make);
        }
    }

    private int make() {
        return db.tx(h -> {
            h.execute("SELECT pg_advisory_xact_lock(hashtext('howdah.queue'))");
            h.createScript(Sql.load("job/queue", 18).text()).execute();
            return 0;
        });
    }

    private Place where() {
        return Place.of(db.target());
    }

    /**
     * The same repetition, when it can be read; hours without a zone are meant in the given one.
     *
     * @throws dev.howdah.engine.job.JobException that says how to write one
     */
    public static String checked(String repeat, ZoneId zone) {
        String zoned = Repeat.in(zone, repeat);
        Repeat.of(zoned);
        return zoned;
    }

    /** When a repetition comes first after now; now for {@code once}. */
    public static Instant next(String repeat, Instant now) {
        Schedule schedule = Repeat.of(repeat);
        return schedule == null ? now : schedule.getInitialExecutionTime(now);
    }

    /** Queues a job for a time; the first free worker takes it then. */
    public void add(QueuedJob entry, Instant at) {
        Repeat.of(entry.repeat());
        String words = Text.of("audit.queued", entry.job(), entry.run(), entry.target(), at, entry.repeat());
        audit.doing(Deed.of(where(), Act.QUEUE, words).undoneBy(Text.of("audit.unqueue", entry.run())), () -> {
            note(entry, "queued", null, 0, null);
            client().schedule(new TaskInstance<>(TASK, entry.run().toString(), entry), at);
            return entry;
        });
    }

    /** Takes an entry out that has not begun, with all its repetitions. */
    public void remove(UUID run) {
        audit.doing(Deed.of(where(), Act.QUEUE, Text.of("audit.unqueued", run)), () -> {
            client().cancel(TaskInstanceId.of(TASK, run.toString()));
            return db.update("UPDATE howdah.job_history SET state = 'cancelled', ended_at = now() WHERE run = :run AND state = 'queued'",
                    Map.of("run", run));
        });
    }

    /**
     * What was queued, newest first.
     *
     * @param text to be found in job, target, arguments, message or worker; empty for all
     * @param state one state only; empty for all
     */
    public List<HistoryEntry> history(String text, String state, int limit) {
        return db.list("job/history", HistoryEntry.class, Map.of("text", text, "state", state, "limit", limit));
    }

    /** What waits or runs, the next first. */
    public List<Planned> planned() {
        return db.list("job/planned", Planned.class);
    }

    public List<LogLine> log(UUID run) {
        return db.list("job/log", LogLine.class, Map.of("run", run.toString()));
    }

    void say(UUID run, Instant at, String line) {
        db.update("INSERT INTO howdah.job_log (run, at, line) VALUES (:run, :at, :line)", Map.of("run", run, "at", at, "line", line));
    }

    void note(QueuedJob entry, String state, @Nullable String worker, long rows, @Nullable String message) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("run", entry.run());
        values.put("job", entry.job());
        values.put("target", entry.target());
        values.put("arguments", entry.arguments().toString());
        values.put("state", state);
        values.put("worker", worker);
        values.put("rows", rows);
        values.put("message", message);
        db.update("INSERT INTO howdah.job_history (run, job, target, arguments, state, worker, rows, message)"
                + " VALUES (:run, :job, :target, :arguments, :state, :worker, :rows, :message)"
                + " ON CONFLICT (run) DO UPDATE SET state = excluded.state, worker = coalesce(excluded.worker, job_history.worker),"
                + " rows = greatest(excluded.rows, job_history.rows), message = excluded.message,"
                + " started_at = CASE WHEN excluded.state = 'running' THEN coalesce(job_history.started_at, now()) ELSE job_history.started_at END,"
                + " ended_at = CASE WHEN excluded.state IN ('done', 'failed', 'cancelled') THEN now() END", values);
    }

    /** Where the repository is, for people. */
    public String address() {
        return db.target().address();
    }

    DataSource source() {
        return source;
    }

    private SchedulerClient client() {
        return SchedulerClient.Builder.create(source).tableName(TABLE).serializer(new JsonSerializer()).build();
    }

    /** Entries as JSON: readable for people and no way in for code. */
    static final class JsonSerializer implements Serializer {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        @Override
        public byte[] serialize(@Nullable Object data) {
            return JSON.writeValueAsBytes(data);
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
            return bytes == null ? null : JSON.readValue(bytes, type);
        }
    }
}
