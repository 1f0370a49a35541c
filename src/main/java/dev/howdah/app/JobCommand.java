package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knob;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.LogLine;
import dev.howdah.engine.job.Parameter;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.RunRecord;
import dev.howdah.engine.job.queue.HistoryEntry;
import dev.howdah.engine.job.queue.JobQueue;
import dev.howdah.engine.job.queue.Planned;
import dev.howdah.engine.job.queue.QueueDoor;
import dev.howdah.engine.job.queue.QueuedJob;
import dev.howdah.engine.job.ready.JobFiles;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Batch jobs. */
@Command(name = "job", mixinStandardHelpOptions = true, description = "Batch jobs: run them here, or queue them for workers.",
        footer = {"", "  howdah job list", "  howdah job run maintenance/vacuum --param table=public.orders --dry-run",
            "  howdah job run data/backfill --param table=shop.orders --param column=total --param value=price*quantity"})
final class JobCommand implements Callable<Integer> {
    private static final String REPOSITORY = "The database with the queue; without it the one that Howdah carries.";
    private static final String KNOB = "A limit, by name: chunk-ms, rest, rows, lag-s, wal-mib, slots-mib, vacuum, waiters, xmin, room, failures; may be repeated.";

    @Spec
    CommandSpec spec;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    JobCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), Text.of("cli.job.which"));
    }

    /** A job as it is listed. */
    record Listed(String name, String title, boolean destructive, List<Parameter> parameters) {}

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All jobs, with those of your own files; or one of them with its parameters.")
    int list(@Mixin Connect connect, @Parameters(paramLabel = "NAME", arity = "0..1", description = "A job whose parameters are to be shown.") String name) {
        JobFiles.Listing own = wiring.jobs().own();
        own.faults().forEach(spec.commandLine().getErr()::println);
        List<Job> jobs = name == null ? wiring.jobs().all() : List.of(wiring.jobs().named(name));
        List<Listed> all = jobs.stream().map(j -> new Listed(j.name(), j.title(), j.destructive(), j.parameters())).toList();
        Printed.of(spec, connect.json, all, out -> {
            if (name == null) {
                tables(out).jobs(all);
            } else {
                tables(out).parameters(all.getFirst());
            }
        });
        return own.faults().isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "Run a job and wait for its end.")
    int run(@Mixin Connect connect, @Parameters(paramLabel = "NAME") String name,
            @Option(names = {"-p", "--param"}, paramLabel = "K=V", description = "A parameter; may be repeated.") Map<String, String> given,
            @Option(names = "--knob", paramLabel = "K=V", description = KNOB) Map<String, String> turned,
            @Option(names = "--dry-run", description = "Only show what would be done.") boolean dryRun,
            @Option(names = "--yes-destroy", paramLabel = "DATABASE", defaultValue = "") String yes) {
        Job job = wiring.jobs().named(name);
        Arguments arguments = Arguments.of(job.parameters(), given == null ? Map.of() : new LinkedHashMap<>(given));
        try (JobRunner runner = runner(connect)) {
            if (dryRun) {
                JobPlan plan = runner.plan(job, arguments);
                print(connect, plan, JobTables.lines(plan));
                return ExitCode.OK;
            }
            return follow(connect, runner.start(job, arguments, knobs(job, turned), yes, this::said));
        }
    }

    @Command(name = "queue", mixinStandardHelpOptions = true, description = "Queue a job for the workers of a repository.")
    int queue(@Mixin Connect connect, @Parameters(paramLabel = "NAME") String name,
            @Option(names = {"-p", "--param"}, paramLabel = "K=V", description = "A parameter; may be repeated. Secret ones cannot be queued.") Map<String, String> given,
            @Option(names = "--knob", paramLabel = "K=V", description = KNOB) Map<String, String> turned,
            @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "", description = REPOSITORY) String repository,
            @Option(names = "--at", paramLabel = "WHEN", description = "Not before this moment: 2026-12-24T03:00:00Z.") Instant at,
            @Option(names = "--repeat", paramLabel = "WHEN", defaultValue = "once", description = "once, every 1 h, or cron 0 0 3 * * * (seconds first).") String repeat,
            @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone that a cron repetition is meant in, such as Europe/Berlin; without it this machine's.") ZoneId zone,
            @Option(names = "--yes-destroy", paramLabel = "DATABASE", defaultValue = "") String yes) {
        Job job = wiring.jobs().named(name);
        Arguments arguments = Arguments.of(job.parameters(), given == null ? Map.of() : new LinkedHashMap<>(given));
        knobs(job, turned);
        UUID run = UUID.randomUUID();
        String when = JobQueue.checked(repeat, zone == null ? ZoneId.systemDefault() : zone);
        QueueDoor.Where where = wiring.hold().where(wiring.target(connect.target), !repository.isEmpty());
        QueuedJob entry = new QueuedJob(run, name, where.target(), where.told(), arguments.storable(), yes, when, turned);
        new JobQueue(wiring.hold().queueOf(repository), wiring.audit()).add(entry, at == null ? JobQueue.next(when, wiring.clock().instant()) : at);
        print(connect, Map.of("run", run), List.of(Text.of("cli.job.queued", run)));
        return ExitCode.OK;
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Go on with a run that was interrupted, cancelled or failed.")
    int resume(@Mixin Connect connect, @Parameters(paramLabel = "ID") UUID id,
            @Option(names = {"-p", "--param"}, paramLabel = "K=V", description = "Secret parameters, which are not remembered.") Map<String, String> given,
            @Option(names = "--knob", paramLabel = "K=V", description = KNOB) Map<String, String> turned,
            @Option(names = "--yes-destroy", paramLabel = "DATABASE", defaultValue = "") String yes) {
        try (JobRunner runner = runner(connect)) {
            RunRecord record = runner.find(id);
            Job job = wiring.jobs().named(record.job());
            Map<String, String> all = new LinkedHashMap<>(record.arguments());
            if (given != null) {
                all.putAll(given);
            }
            return follow(connect, runner.resume(id, job, Arguments.of(job.parameters(), all), knobs(job, turned), yes, this::said));
        }
    }

    @Command(name = "turn", mixinStandardHelpOptions = true,
            description = "Turn limits of a run, wherever it is; it hears it at its next chunk, and within a second while it waits.")
    int turn(@Mixin Connect connect, @Parameters(paramLabel = "ID") UUID id,
            @Option(names = "--knob", paramLabel = "K=V", required = true, description = KNOB) Map<String, String> turned) {
        try (JobRunner runner = runner(connect)) {
            runner.turn(id, turned);
            return ExitCode.OK;
        }
    }

    @Command(name = "pause", mixinStandardHelpOptions = true, description = "Ask a run to wait, wherever it is; \"job resume\" lets it go on.")
    int pause(@Mixin Connect connect, @Parameters(paramLabel = "ID") UUID id) {
        try (JobRunner runner = runner(connect)) {
            runner.want(id, "pause");
            return ExitCode.OK;
        }
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Ask a run to stop, wherever it is; it hears it at its next chunk.")
    int cancel(@Mixin Connect connect, @Parameters(paramLabel = "ID") UUID id) {
        try (JobRunner runner = runner(connect)) {
            runner.want(id, "cancel");
            return ExitCode.OK;
        }
    }

    @Command(name = "history", mixinStandardHelpOptions = true, description = "All runs that the target remembers, newest first.")
    int history(@Mixin Connect connect,
            @Option(names = "--search", paramLabel = "TEXT", defaultValue = "", description = "In names, arguments, states, failures.") String text) {
        try (JobRunner runner = runner(connect)) {
            List<RunRecord> found = runner.history().stream()
                    .filter(r -> r.toString().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))).toList();
            Printed.of(spec, connect.json, found, out -> tables(out).runs(found));
            return ExitCode.OK;
        }
    }

    @Command(name = "planned", mixinStandardHelpOptions = true, description = "What waits in the queue, the next first.")
    int planned(@Mixin Connect connect,
            @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "", description = REPOSITORY) String repository,
            @Option(names = "--remove", paramLabel = "ID", description = "Take this entry out, with all its repetitions.") UUID remove) {
        JobQueue queue = new JobQueue(wiring.hold().queueOf(repository), wiring.audit());
        if (remove != null) {
            queue.remove(remove);
        }
        List<Planned> all = queue.planned();
        Printed.of(spec, connect.json, all, out -> tables(out).planned(all));
        return ExitCode.OK;
    }

    @Command(name = "log", mixinStandardHelpOptions = true, description = "What workers did: one line a run, or all that one run said.")
    int log(@Mixin Connect connect,
            @Parameters(paramLabel = "ID", arity = "0..1") UUID run,
            @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "", description = REPOSITORY) String repository,
            @Option(names = "--search", paramLabel = "TEXT", defaultValue = "", description = "In names, arguments, messages, workers.") String text,
            @Option(names = "--state", paramLabel = "STATE", defaultValue = "",
                    description = "queued, running, done, failed, cancelled or interrupted.") String state) {
        JobQueue queue = new JobQueue(wiring.hold().queueOf(repository), wiring.audit());
        if (run != null) {
            List<LogLine> lines = queue.log(run);
            print(connect, lines, lines.stream().map(l -> Format.dateTime(l.at()) + "  " + l.line()).toList());
        } else {
            List<HistoryEntry> all = queue.history(text, state, 1000);
            Printed.of(spec, connect.json, all, out -> tables(out).workers(all));
        }
        return ExitCode.OK;
    }

    private JobRunner runner(Connect connect) {
        Target target = wiring.target(connect.target);
        return new JobRunner(target, wiring.audit(), wiring.clock());
    }

    private static Knobs knobs(Job job, @Nullable Map<String, String> turned) {
        return Knob.turned(job.knobs(), turned == null ? Map.of() : turned);
    }

    private int follow(Connect connect, JobRun run) {
        spec.commandLine().getErr().println(Text.of("cli.job.run", run.id()));
        spec.commandLine().getErr().flush();
        JobStatus status = run.await(Duration.ofDays(30));
        print(connect, status, List.of(Text.of("cli.job.ended", run.id(), Text.of("jobstab.state." + status.phase().name().toLowerCase(Locale.ROOT)), Format.count(status.rows()))));
        if (status.phase() == Phase.FAILED) {
            throw new JobException(JobException.Kind.FAILED, String.valueOf(status.message()));
        }
        return status.phase() == Phase.DONE ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private void said(Instant at, String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(Format.clock(at) + "  " + line);
        err.flush();
    }

    private JobTables tables(PrintWriter out) {
        return new JobTables(out, TextTable.width(spec, wiring.surroundings()));
    }

    private void print(Connect connect, Object result, List<String> lines) {
        Printed.lines(spec, connect.json, result, lines);
    }
}
