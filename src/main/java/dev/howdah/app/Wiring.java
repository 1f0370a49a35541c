package dev.howdah.app;

import dev.howdah.engine.Engine;
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
import dev.howdah.engine.job.queue.QueuedJob;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.profile.Mutes;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.SnapshotFiles;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins the parts: where things are, and what is opened there. {@link Hold} and {@link Checking} join the rest. Thread-safe. */
final class Wiring implements AutoCloseable {
    private static final String SYSTEM = "system";

    private final Surroundings surroundings;
    private final Folders folders;
    private final PgBinaries binaries;
    private final Settings settings;
    private final Targets targets;
    private final CacheSettings caching;
    private final InstantSource clock;
    private final AuditLog audit;
    private final Hold hold;
    private final Checking checking;
    private @Nullable Secrets secrets;

    /** @param servers holds the jars of the servers that Howdah carries; they are unpacked into the user's cache folder */
    Wiring(Surroundings surroundings, Path servers) {
        this(surroundings, new PgBinaries(servers, Folders.of(surroundings).cache()));
    }

    Wiring(Surroundings surroundings, PgBinaries binaries) {
        this(surroundings, binaries, Clock.systemUTC());
    }

    Wiring(Surroundings surroundings, PgBinaries binaries, InstantSource clock) {
        this.surroundings = surroundings;
        this.clock = clock;
        this.folders = Folders.of(surroundings);
        this.binaries = binaries;
        this.settings = new Settings(folders.config().resolve("settings.toml"));
        this.audit = new AuditLog(folders.data().resolve("audit"), new Who(surroundings.user(), surroundings.machine(), ProcessHandle.current().pid()), clock);
        this.caching = new CacheSettings(settings, surroundings, this::secrets);
        this.targets = new Targets(surroundings, new SavedProfiles(settings, this::secrets));
        this.hold = new Hold(this);
        this.checking = new Checking(this);
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

    /** The server that Howdah carries, with queue and history. */
    Hold hold() {
        return hold;
    }

    /** Checks, mutes, alerts. */
    Checking checking() {
        return checking;
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
        return clock;
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

    /** All jobs; the user's own stand in the configuration folder under {@code jobs}. */
    Catalogue jobs() {
        return new Catalogue(folders.config().resolve("jobs"), audit, clock());
    }

    /** How a worker of this process stands in histories. */
    String worker() {
        return surroundings.user() + "/" + ProcessHandle.current().pid();
    }

    /** What a text names; the sandbox is started when it is meant. */
    Target target(@Nullable String text) {
        return target(text, null);
    }

    /** The target of a queued job, as the one who queued it named it. */
    Target target(QueuedJob job) {
        return target(job.target(), job.told());
    }

    private Target target(@Nullable String text, @Nullable Environment told) {
        return switch (targets.resolve(text, told)) {
            case Targets.Answer.Found found -> found.target();
            case Targets.Answer.Sandbox s -> hold.sandbox().target();
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
    private PoolSpec poolSpec() {
        return PoolSpec.of(5, 10, Duration.ofHours(1), true).fromEnvironment(surroundings.environment());
    }

    /** Applies advice on an engine's target; results are kept in the data folder. */
    Applying applying(Engine engine) {
        return new Applying(engine.jobs(), engine.interactive(), folders.data().resolve("advice"), clock());
    }

    /** The server's counters of statements; those from before a reset are kept in the data folder, for the window and for commands alike. */
    Statements statements(Engine engine) {
        return new Statements(engine.interactive(), new SnapshotFiles(folders.data().resolve("statements")), audit);
    }

    /** What nobody wants to hear of a target's statements. */
    Mutes mutes(Target target) {
        return new Mutes(folders.data("statements", target).resolve("mutes"));
    }

    /** Brings the sandbox to life; does nothing for any other target. */
    static void play(Engine engine) {
        if (engine.target().environment() == Environment.SANDBOX) {
            engine.playground().begin();
        }
    }

    @Override
    public void close() {
        checking.close();
        settings.close();
        hold.close();
    }
}
