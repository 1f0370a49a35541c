package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.out.Output;
import dev.howdah.engine.alert.out.Outputs;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Who;
import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Targets;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.FleetSpec;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.QueueDoor;
import dev.howdah.engine.job.queue.QueuedJob;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.sandbox.Sandbox;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Retention;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins the parts: every {@code new} that needs to know where things are stands here. Thread-safe. */
final class Wiring implements AutoCloseable {
    private static final String SYSTEM = "system";

    private final Surroundings surroundings;
    private final Folders folders;
    private final PgBinaries binaries;
    private final Settings settings;
    private final Targets targets;
    private final CacheSettings caching;
    private final AuditLog audit;
    private @Nullable Secrets secrets;
    private @Nullable Sandbox sandbox;
    private @Nullable Queueing queueing;
    private final CarriedQueue carried;
    private @Nullable Journal journal;
    private @Nullable Fleet fleet;

    Wiring(Surroundings surroundings, Path servers) {
        this.surroundings = surroundings;
        this.folders = Folders.of(surroundings);
        this.binaries = new PgBinaries(servers, folders.cache());
        this.settings = new Settings(folders.config().resolve("settings.toml"));
        this.audit = new AuditLog(folders.data().resolve("audit"), new Who(surroundings.user(), surroundings.machine(), ProcessHandle.current().pid()), clock());
        this.caching = new CacheSettings(settings, surroundings, this::secrets);
        this.targets = new Targets(surroundings, new SavedProfiles(settings, this::secrets));
        this.carried = new CarriedQueue(folders.data().resolve("queue"));
    }

    /** From this process: its environment, its user, the servers beside its jar. */
    static Wiring ofThisProcess() {
        Surroundings here = new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                System.getProperty("os.name"));
        Wiring wiring = new Wiring(here, Path.of(System.getProperty("howdah.postgres", "postgres")));
        wiring.speak();
        return wiring;
    }

    /** In the language of the settings, unless the process was started in one. */
    private void speak() {
        String language = settings.word("ui.language", Stream.concat(Stream.of(SYSTEM), Text.LANGUAGES.stream()).toList(), SYSTEM);
        if (!language.equals(SYSTEM) && System.getProperty(Text.PROPERTY) == null) {
            System.setProperty(Text.PROPERTY, language);
        }
    }

    /** How caches are set up. */
    CacheSettings caching() {
        return caching;
    }

    /** Where every change of a server is written first. */
    AuditLog audit() {
        return audit;
    }

    InstantSource clock() {
        return Clock.systemUTC();
    }

    Folders folders() {
        return folders;
    }

    PgBinaries binaries() {
        return binaries;
    }

    Targets targets() {
        return targets;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Settings settings() {
        return settings;
    }

    /** Stored passwords; the keyring is looked for at the first call. */
    synchronized Secrets secrets() {
        Secrets known = secrets;
        if (known == null) {
            known = Secrets.open(surroundings, folders.config());
            secrets = known;
        }
        return known;
    }

    /** The commands by name, in the order of the help. */
    Map<String, Object> commands() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("status", new StatusCommand(this));
        all.put("pool", new PoolCommand(this));
        all.put("cache", new CacheCommand(this));
        all.put("slow", new SlowCommand(this));
        all.put("activity", new ActivityCommand(this));
        all.put("logs", new LogsCommand(this, System.in));
        all.put("explain", new ExplainCommand(this));
        all.put("advise", new AdviseCommand(this));
        all.put("capsule", new CapsuleCommand(this));
        all.put("tour", new TourCommand(this));
        all.put("serve", new ServeCommand(this));
        all.put("report", new ReportCommand(this));
        all.put("bundle", new BundleCommand(this));
        all.put("doctor", new DoctorCommand(this));
        all.put("reset", new ResetCommand(this));
        all.put("seed", new SeedCommand(this));
        all.put("check", new CheckCommand(this));
        all.put("verify", new VerifyCommand(this));
        all.put("cleanup", new CleanupCommand(this));
        all.put("optimize", new OptimizeCommand(this));
        all.put("job", new JobCommand(this));
        all.put("worker", new WorkerCommand(this));
        all.put("audit", new AuditCommand(this));
        all.put("manual", new ManualCommand(this));
        all.put("annotate", new AnnotateCommand(this));
        all.put("alert", new AlertCommand(this));
        return all;
    }

    /** The checks of a target; what they remember and what is muted stands in the data folder. */
    Checks checks(Target target) {
        return new Checks(checkList(), HealthMemory.in(health(target).resolve("memory")), mutes(target), clock());
    }

    /** All checks, with the user's thresholds. */
    List<Check> checkList() {
        return AlertSettings.tuned(settings, Checks.all());
    }

    /** What is watched and who is told. */
    AlertSettings alertSettings() {
        return new AlertSettings(settings, checkList(), surroundings.user() + "@" + surroundings.machine());
    }

    /** The ways on which alerts leave this process. */
    Outputs outputs(AlertPlan plan, @Nullable Output desktop) {
        return new Outputs(this::secrets, desktop, clock(), plan.zone());
    }

    /** What nobody wants to hear of a target. */
    HealthMutes mutes(Target target) {
        return new HealthMutes(health(target).resolve("mutes"), clock());
    }

    private Path health(Target target) {
        return folders.data().resolve("health").resolve((target.address() + "-" + target.database()).replaceAll("[^A-Za-z0-9.-]", "_"));
    }

    /** All jobs; the user's own stand in the configuration folder under {@code jobs}. */
    Catalogue jobs() {
        return new Catalogue(folders.config().resolve("jobs"), audit, clock());
    }

    /** What a text names; the sandbox is started when it is meant. */
    Target target(@Nullable String text) {
        return switch (targets.resolve(text, null)) {
            case Targets.Answer.Found found -> found.target();
            case Targets.Answer.Sandbox s -> sandbox().target();
        };
    }

    /** The engine for what a text names, for the window: a server that is away is tried again. The caller closes it. */
    Engine open(@Nullable String text) {
        return open(target(text));
    }

    /** From when on a statement is slow, and when critical, as the settings say. */
    ProfilerLimits limits() {
        ProfilerLimits usual = ProfilerLimits.DEFAULT;
        long slow = settings.number("slow.slow_ms", 0, 3_600_000, usual.slow().toMillis());
        return new ProfilerLimits(Duration.ofMillis(slow), Duration.ofMillis(settings.number("slow.critical_ms", slow, 3_600_000, Math.max(slow, usual.critical().toMillis()))));
    }

    /** The engine for a target, its cache and limits as the settings say. */
    Engine open(Target target) {
        Engine engine = Engine.open(target, poolSpec(), caching.of(target), audit, clock());
        engine.profiler().limits(limits());
        return engine;
    }

    /**
     * The same for a command, which wants to know at once: one connection is tried first.
     *
     * @throws dev.howdah.engine.db.DbException when the server cannot be reached
     */
    Engine connect(@Nullable String text) {
        Target target = target(text);
        try (Connection c = Connections.open(target, SessionSpec.interactive())) {
            return open(target);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }

    /** The engine pool: the DB_* variables over a modest default. */
    PoolSpec poolSpec() {
        return PoolSpec.of(5, 10, Duration.ofHours(1), true).fromEnvironment(surroundings.environment());
    }

    /** Applies advice on an engine's target; results are kept in the data folder. */
    Applying applying(Engine engine) {
        return new Applying(engine.jobs(), engine.interactive(), folders.data().resolve("advice"), clock());
    }

    /** Brings the sandbox to life; does nothing for any other target. */
    static void play(Engine engine) {
        if (engine.target().environment() == Environment.SANDBOX) {
            engine.playground().begin();
        }
    }

    /** Howdah's own server, started at the first call. */
    synchronized Sandbox sandbox() {
        Sandbox running = sandbox;
        if (running == null) {
            running = Sandbox.open(binaries, folders.data().resolve("sandbox"), 0);
            sandbox = running;
        }
        return running;
    }

    /** The sandbox if it was asked for before; null when not. */
    synchronized @Nullable Sandbox runningSandbox() {
        return sandbox;
    }

    /** The saved servers at a glance, with their checks; nobody is watched until it is told to. */
    synchronized Fleet fleet() {
        Fleet known = fleet;
        if (known == null) {
            List<Check> all = checkList();
            known = new Fleet(FleetSpec.glance(), null, t -> new Checks(all, HealthMemory.ofThisProcess(), mutes(t), clock()), clock());
            fleet = known;
        }
        return known;
    }

    /** The target of a queued job, as the one who queued it named it. */
    Target target(QueuedJob job) {
        return switch (targets.resolve(job.target(), job.told())) {
            case Targets.Answer.Found found -> found.target();
            case Targets.Answer.Sandbox s -> sandbox().target();
        };
    }

    /** The database of the queue that a text names; null for the one that Howdah carries. */
    Target repository(@Nullable String text) {
        if (text != null && !text.isEmpty()) {
            return target(text);
        }
        carried.note();
        return carriedDatabase();
    }

    /** How a worker finds a target again; see {@link QueueDoor#where}. */
    QueueDoor.Where where(Target target, boolean shared) {
        return new Finding(targets).where(target, shared);
    }

    /** The worker of the queue that Howdah carries, if anybody ever queued there: its schedules run while this process does. */
    void carryOn() {
        if (carried.isNoted()) {
            queue();
        }
    }

    /** The console that ran the server may have ended since; then it is started here. */
    private synchronized Target carriedDatabase() {
        try {
            return sandbox().repository();
        } catch (DbException e) {
            if (sandbox().owned()) {
                throw e;
            }
            sandbox().close();
            sandbox = null;
            return sandbox().repository();
        }
    }

    /** The database of the history that a text names; empty for the one that Howdah carries. */
    Target history(String text) {
        return text.isEmpty() ? carriedDatabase() : target(text);
    }

    /** Writes history into the repository that the settings name, else into the one that Howdah carries; it is opened later, aside. */
    synchronized Journal journal() {
        Journal known = journal;
        if (known == null) {
            known = journal(settings.text("history.repository", ""));
            journal = known;
        }
        return known;
    }

    /** The same for a repository that a text names. The caller closes it. */
    Journal journal(String repository) {
        long ceiling = settings.number("history.ceiling_mb", Retention.LEAST >> 20, 100_000, Retention.usual().ceiling() >> 20) << 20;
        return new Journal(() -> history(repository), Retention.usual().withCeiling(ceiling), audit, clock());
    }

    /** How a worker of this process stands in histories. */
    String worker() {
        return surroundings.user() + "/" + ProcessHandle.current().pid();
    }

    /** The window's way to the queue that Howdah carries. */
    QueueDoor door() {
        return new QueueDoor() {
            @Override
            public JobQueue queue() {
                return Wiring.this.queue();
            }

            @Override
            public Where where(Target target) {
                return Wiring.this.where(target, false);
            }
        };
    }

    /** The queue that Howdah carries, with a worker in this process from the first call on. */
    synchronized JobQueue queue() {
        Queueing known = queueing;
        if (known == null) {
            known = new Queueing(new JobQueue(repository(null), audit), this);
            queueing = known;
        }
        return known.queue();
    }

    @Override
    public void close() {
        Journal last;
        synchronized (this) {
            last = journal;
            journal = null;
            if (fleet != null) {
                fleet.close();
                fleet = null;
            }
        }
        // Its last write may have to start the server, so it cannot be waited for with the lock held.
        if (last != null) {
            last.close();
        }
        closeRest();
    }

    private synchronized void closeRest() {
        settings.close();
        if (queueing != null) {
            queueing.close();
            queueing = null;
        }
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }
}
