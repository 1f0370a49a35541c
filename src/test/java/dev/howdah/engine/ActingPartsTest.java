package dev.howdah.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.audit.Result;
import dev.howdah.engine.cache.ChangeTriggers;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.RunLog;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.QueuedJob;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.systems.suite.Suite;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** Whatever changes a server writes it down first; here every part does it once. PgBouncer's and JMX's are in their own tests. */
class ActingPartsTest {
    private static final String SECRET = "pl4nted";

    /** Classes that send statements and write nothing down, with the reason. */
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry("activity.Blocking", "limits of its own transaction"),
            Map.entry("app.Trouble", "pictures of the sandbox, Howdah's own server"),
            Map.entry("cache.ChangeListener", "LISTEN, and a sign of life"),
            Map.entry("db.Db", "the door itself"),
            Map.entry("db.Doctor", "looks whether a SELECT is allowed"),
            Map.entry("job.Checkpoints", "called by RunAudit, and the progress of a run that is written down"),
            Map.entry("job.ChunkLoop", "within a run that is written down"),
            Map.entry("job.StepLoop", "within a run that is written down"),
            Map.entry("job.Work", "within a run that is written down"),
            Map.entry("job.Work$Step", "within a run that is written down"),
            Map.entry("job.ready.DataJobs", "EXPLAIN, before a run"),
            Map.entry("job.ready.Maintenance", "within a run that is written down"),
            Map.entry("page.Export", "limits of a reading transaction"),
            Map.entry("page.KeysetAdvice", "EXPLAIN of a prepared statement in a transaction that is rolled back"),
            Map.entry("plan.Explain", "in a transaction that is rolled back"),
            Map.entry("pool.ServerSource", "its own application_name"),
            Map.entry("rules.Proof", "in a transaction that is rolled back"),
            Map.entry("sandbox.Sandbox", "Howdah's own server"),
            Map.entry("sample.Sampler", "SELECT 1"),
            Map.entry("store.AlertStore", "rows of Howdah's own tables"),
            Map.entry("store.Partitions", "partitions of Howdah's own tables, whose making is written down"),
            Map.entry("store.Seek", "three SELECTs in one message"),
            Map.entry("store.TargetTable", "rows of Howdah's own tables"),
            Map.entry("store.Writer", "rows of Howdah's own tables"),
            Map.entry("systems.CopySender", "called by OneClick, and the sandbox's clients"),
            Map.entry("systems.Cut", "called by OneClick"),
            Map.entry("systems.Seeder", "called by OneClick"),
            Map.entry("systems.Structure", "in a transaction that is rolled back"),
            Map.entry("systems.Unused", "called by OneClick"),
            Map.entry("systems.jumpstart.ProfilingGauge", "a measurement on its own tables in a sandbox"),
            Map.entry("systems.paintstudio.LeakedSessions", "within a run that is written down"),
            Map.entry("systems.trainingmonkey.AcwrRows", "called by AcwrTable"),
            Map.entry("systems.trainingmonkey.AcwrTable", "within a run that is written down, and the sandbox's clients"),
            Map.entry("systems.trainingmonkey.TokenFiles", "within a run that is written down"),
            Map.entry("systems.trainingmonkey.Tokens", "within a run that is written down, and the sandbox's clients"),
            Map.entry("twin.CapsuleReader", "limits of a reading transaction"),
            Map.entry("twin.Sending", "the twin, Howdah's own server, and settings of its own session on the target"),
            Map.entry("twin.CopyRows", "the twin, Howdah's own server"),
            Map.entry("twin.Twin", "the twin, Howdah's own server"),
            Map.entry("twin.TwinSession", "the twin, Howdah's own server"));

    private static final Pattern CHANGING = Pattern.compile("\\b(pg_(cancel|terminate)_backend|pg_stat_reset\\w*|pg_stat_statements_reset|pg_reload_conf"
            + "|pg_rotate_logfile|pg_switch_wal|pg_promote|pg_wal_replay_(pause|resume)|pg_drop_replication_slot|pg_(create|copy)_\\w*slot"
            + "|pg_replication_slot_advance|lo_(unlink|import|create)|setval|nextval|pg_prewarm|pg_restore_\\w+|pg_clear_\\w+|pg_notify"
            + "|pg_log_backend_memory_contexts|brin_\\w*summarize\\w*|gin_clean_pending_list) ?\\(");

    /** Files with such functions, and who writes it down, or why nobody does. */
    private static final Map<String, String> CALLED = Map.ofEntries(
            Map.entry("activity/signal-cancel.sql", "Signals"),
            Map.entry("activity/signal-terminate.sql", "Signals"),
            Map.entry("app/Trouble.java", "pictures of the sandbox, Howdah's own server"),
            Map.entry("cache/changed_function.sql", "the trigger tells; ChangeTriggers writes it down"),
            Map.entry("engine/advise/SettingAdvisor.java", "text that people are shown"),
            Map.entry("engine/cache/Invalidation.java", "tells other sessions, changes nothing"),
            Map.entry("engine/job/ready/Maintenance.java", "within a run that is written down"),
            Map.entry("engine/job/ready/SettingChanges.java", "within a run that is written down"),
            Map.entry("engine/systems/Cut.java", "called by OneClick"),
            Map.entry("engine/systems/Seeder.java", "called by OneClick"),
            Map.entry("engine/systems/paintstudio/Retrying.java", "ends its own session, within a run that is written down"),
            Map.entry("profile/reset-all.sql", "Statements"),
            Map.entry("profile/reset-database.sql", "Statements"),
            Map.entry("profile/reset-statement.sql", "Statements"));

    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);
    private final AuditLog audit = Audits.scratch();

    @TempDir
    Path folder;

    @Test
    void everyClassThatSendsStatementsWritesThemDownOrSaysWhyNot() {
        JavaClasses engine = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.howdah.engine", "dev.howdah.app");
        Set<String> silent = new TreeSet<>();
        for (JavaClass c : engine) {
            boolean writes = c.getMethodCallsFromSelf().stream().anyMatch(ActingPartsTest::mayChange);
            boolean notes = c.getDirectDependenciesFromSelf().stream()
                    .anyMatch(d -> d.getTargetClass().getFullName().startsWith("dev.howdah.engine.audit."));
            if (writes && !notes) {
                silent.add(c.getFullName().replaceFirst("dev\\.howdah\\.(engine\\.)?", ""));
            }
        }
        assertThat(silent).containsExactlyInAnyOrderElementsOf(new TreeSet<>(EXEMPT.keySet()));
    }

    private static boolean mayChange(JavaMethodCall call) {
        String owner = call.getTargetOwner().getFullName();
        String name = call.getTarget().getName();
        boolean sends = Set.of("execute", "executeUpdate", "executeLargeUpdate", "update", "createUpdate", "createScript").contains(name);
        return (name.equals("copyIn") && owner.startsWith("org.postgresql.")) || sends && (owner.startsWith("java.sql.") || owner.startsWith("org.jdbi.") || owner.equals(Db.class.getName()));
    }

    /** Functions that change something within a SELECT, which a call does not tell. */
    @Test
    void everyFileThatCallsWhatChangesIsWrittenDownOrSaysWhyNot() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path root : List.of(Path.of("src/main/java/dev/howdah"), Path.of("resources/sql"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (CHANGING.matcher(Files.readString(file)).find()) {
                        found.add(root.relativize(file).toString().replace('\\', '/'));
                    }
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(CALLED.keySet());
    }

    @Test
    void signals() throws Exception {
        Signals signals = new Signals(db, audit);
        try (Connection c = Connections.open(target, SessionSpec.interactive())) {
            int pid = c.unwrap(PGConnection.class).getBackendPID();
            Session session = Session.PROBE.read(db).stream().filter(s -> s.pid() == pid).findFirst().orElseThrow();
            signals.cancel(session.id());
            signals.terminate(session.id());
        }
        assertThat(newest(2)).extracting(AuditEntry::act).containsExactly(Act.TERMINATE, Act.CANCEL);
        assertThat(newest(1).getFirst().where().database()).isEqualTo(target.database());
    }

    @Test
    void statisticsResets() {
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        new Statements(db, new SnapshotFiles(folder), audit).reset(new Statements.Scope.Database());
        assertThat(newest(1).getFirst().act()).isEqualTo(Act.RESET_STATISTICS);
    }

    @Test
    void announcementTriggers() {
        Servers.execute(target, "CREATE TABLE t (id int)");
        List<ChangeTriggers.Table> tables = List.of(new ChangeTriggers.Table("public", "t"));
        ChangeTriggers triggers = new ChangeTriggers(db, audit);
        triggers.run(ChangeTriggers.installing(tables));
        assertThat(newest(1).getFirst().undo()).contains("DROP TRIGGER IF EXISTS");
        triggers.run(triggers.removing(tables));
        assertThat(newest(5)).hasSize(2).allMatch(e -> e.act() == Act.TRIGGERS && e.result() == Result.DONE);
    }

    @Test
    void jobsAndHowdahsOwnTables() throws IOException {
        Servers.execute(target, "CREATE TABLE people (id int PRIMARY KEY, email text)",
                "INSERT INTO people SELECT i, 'x' FROM generate_series(1, 50) i", "CREATE INDEX people_open ON people (email) WHERE email = 'open'");
        Catalogue catalogue = new Catalogue(own(), audit, Clock.systemUTC());
        try (JobRunner runner = new JobRunner(target, audit, Clock.systemUTC())) {
            run(runner, catalogue.named("maintenance/drop-index"), Map.of("index", "people_open"));
            assertThat(newest(10).reversed()).extracting(AuditEntry::act).containsExactly(Act.JOB, Act.OWN_TABLES);
            AuditEntry job = newest(10).getLast();
            assertThat(job.result()).isEqualTo(Result.DONE);
            assertThat(job.what()).contains("maintenance/drop-index").contains("DROP INDEX CONCURRENTLY");
            assertThat(job.undo()).contains("CREATE INDEX CONCURRENTLY people_open").contains("'open'");
            JobRun masked = run(runner, catalogue.named("own/rename"), Map.of("to", SECRET));
            assertThat(scalar("SELECT count(*)::text FROM people WHERE email = '" + SECRET + "'")).isEqualTo("50");
            assertThat(newest(1).getFirst().what()).contains("own/rename", masked.id().toString());
            runner.want(masked.id(), "cancel");
            assertThat(newest(1).getFirst().act()).isEqualTo(Act.JOB_WANT);
        }
        assertThat(Files.readString(audit.folder().resolve("audit.jsonl"))).doesNotContain(SECRET);
    }

    @Test
    void aRunThatCannotBeWrittenDownDoesNothing() throws IOException {
        Servers.execute(target, "CREATE TABLE t (id int PRIMARY KEY)", "CREATE INDEX t_again ON t (id)");
        AuditLog broken = Audits.in(Files.writeString(folder.resolve("file"), ""));
        Job drop = new Catalogue(folder, broken, Clock.systemUTC()).named("maintenance/drop-index");
        try (JobRunner runner = new JobRunner(target, broken, Clock.systemUTC())) {
            JobRun run = runner.start(drop, Arguments.of(drop.parameters(), Map.of("index", "t_again")), drop.knobs());
            assertThat(run.await(Duration.ofMinutes(1)).phase()).isEqualTo(Phase.FAILED);
            assertThat(run.status().message()).startsWith("Nothing was done: the audit log");
        }
        assertThat(scalar("SELECT to_regclass('t_again')::text || coalesce(to_regnamespace('howdah')::text, '')")).isEqualTo("t_again");
        assertThatThrownBy(() -> new ChangeTriggers(db, broken).run(List.of("CREATE TABLE never (id int)"))).isInstanceOfSatisfying(
                DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.NotAudited.class));
    }

    @Test
    void theQueue() {
        JobQueue queue = new JobQueue(target, audit);
        UUID run = UUID.randomUUID();
        queue.add(new QueuedJob(run, "maintenance/analyze", "orders", null, Map.of("table", "t"), SECRET, "once"), Instant.now().plusSeconds(600));
        queue.remove(run);
        assertThat(new JobQueue(target, audit).planned()).isEmpty();
        assertThat(newest(10).reversed()).extracting(AuditEntry::act).containsExactly(Act.OWN_TABLES, Act.QUEUE, Act.QUEUE);
        assertThat(newest(10).toString()).doesNotContain(SECRET);
    }

    @Test
    void oneClickUtilities() {
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean)", "INSERT INTO howdah.marker VALUES (true)");
        List<SampleSystem> one = Suite.named(List.of("skillsprint"));
        OneClick click = new OneClick(target, audit);
        SeedSpec spec = SeedSpec.of(0, Clock.systemUTC());
        click.reset(one, spec, target.database(), Progress.silent());
        click.seed(one, spec, true, target.database(), Progress.silent());
        click.cleanup(one, true, target.database());
        click.cleanup(one, false, target.database());
        click.indexed(one, true, target.database(), Progress.silent());
        assertThat(newest(10).reversed()).extracting(AuditEntry::act).containsExactly(Act.RESET, Act.SEED, Act.CLEANUP, Act.OPTIMISE);
        assertThat(newest(1).getFirst().undo()).contains("DROP INDEX CONCURRENTLY");
    }

    private String scalar(String sql) {
        return db.call(h -> h.createQuery(sql).mapTo(String.class).one());
    }

    private Path own() throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(jobs.resolve("rename.sql"), """
                -- job: rename
                -- title: Rename
                -- table: people
                -- param: to text
                UPDATE people SET email = :to WHERE {chunk}
                """);
        return jobs;
    }

    private static JobRun run(JobRunner runner, Job job, Map<String, String> arguments) {
        JobRun run = runner.start(UUID.randomUUID(), job, Arguments.of(job.parameters(), arguments), job.knobs(), "", RunLog.silent());
        assertThat(run.await(Duration.ofMinutes(1)).phase()).as(() -> String.valueOf(run.status().message())).isEqualTo(Phase.DONE);
        return run;
    }

    private List<AuditEntry> newest(int n) {
        return audit.read(AuditQuery.newest(n)).stream().collect(Collectors.toList());
    }
}
