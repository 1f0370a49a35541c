package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.log.LogAnalysis;
import dev.howdah.engine.log.LogFiles;
import dev.howdah.engine.log.LogFolder;
import dev.howdah.engine.log.LogInput;
import dev.howdah.engine.log.LogOptions;
import dev.howdah.engine.log.LogPlace;
import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code howdah logs}: what PostgreSQL's logs say, as text or JSON. */
@Command(name = "logs", mixinStandardHelpOptions = true,
        description = "Reads PostgreSQL's logs (stderr, csv, json, syslog; plain, .gz, .xz, .zst) and reports what is in them.",
        footer = {"", "  howdah logs /var/log/postgresql --top 50", "  howdah logs 'postgresql-*.csv.gz' --json --mask",
            "  howdah logs --target production --newest 2",
            "  howdah logs --follow --over 100 /var/log/postgresql     a folder is followed across rotation"})
final class LogsCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("auto", "stderr", "csv", "json", "syslog");
    private static final int SHOWN = 20;

    private final Wiring wiring;
    private final InputStream stdin;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files, folders, patterns; - reads standard input.")
    private List<String> files = List.of();

    @Option(names = {"-t", "--target"}, paramLabel = "TARGET",
            description = "Read that server's own log through SQL instead: a profile's name, a JDBC or postgres:// URL, or service=NAME.")
    private @Nullable String target;

    @Option(names = "--newest", paramLabel = "N", defaultValue = "0", description = "Of a server's log files the newest N only, 0 for all.")
    private int newest;

    @Option(names = "--follow", description = "Print what is logged from now on as it comes; ends with Ctrl-C.")
    private boolean follow;

    @Option(names = "--for", paramLabel = "SECONDS", defaultValue = "0", description = "Follow for so long, then print the report; 0 goes on.")
    private int seconds;

    @Option(names = "--over", paramLabel = "MS", defaultValue = "0", description = "While following leave statements out that took less.")
    private double over;

    @Option(names = "--format", defaultValue = "auto", description = "auto, stderr, csv, json or syslog (default: ${DEFAULT-VALUE}).")
    private String format = "auto";

    @Option(names = "--prefix", description = "The server's log_line_prefix; learnt from the lines when not given.")
    private @Nullable String prefix;

    @Option(names = "--zone", description = "The server's log_timezone, when its abbreviation is not clear.")
    private @Nullable String zone;

    @Option(names = "--jobs", defaultValue = "2", description = "Workers (default: ${DEFAULT-VALUE}).")
    private int jobs = 2;

    @Option(names = "--top", paramLabel = "N", description = "Statements to show, 0 for all (default: 20, with --json all).")
    private @Nullable Integer top;

    @Option(names = "--json", description = "Print the whole report as JSON; with --follow one object a line.")
    private boolean json;

    @Option(names = "--mask", description = "Leave constants, parameters, plans and what messages quote out.")
    private boolean mask;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    LogsCommand(Wiring wiring, InputStream stdin) {
        this.wiring = wiring;
        this.stdin = stdin;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        LogOptions options = options();
        String named = target == null ? String.join(", ", files) : target;
        try {
            return target == null ? ofFiles(options) : ofServer(options);
        } catch (NoSuchFileException e) {
            err.println(Text.of("log.missing", e.getFile()));
        } catch (IOException e) {
            if (e.getCause() instanceof DbException refused) {
                throw refused;
            }
            err.println(Text.of("log.unreadable", named, String.valueOf(e.getMessage())));
        }
        return ExitCode.USAGE;
    }

    private LogOptions options() {
        if (!FORMATS.contains(format)) {
            throw new ParameterException(spec.commandLine(), Text.of("log.badFormat", format));
        }
        if (files.isEmpty() == (target == null) || (follow && files.size() > 1)) {
            throw new ParameterException(spec.commandLine(), Text.of(follow && files.size() > 1 ? "log.followOne" : "log.noSource"));
        }
        int shown = top == null ? json ? 0 : SHOWN : Math.max(0, top);
        try {
            return LogOptions.DEFAULT.withFormat(format).withPrefix(prefix).withZone(zone == null ? null : ZoneId.of(zone))
                    .withJobs(Math.clamp(jobs, 1, 64)).withTop(shown).withMask(mask);
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), Text.of("log.badZone", String.valueOf(zone)), e);
        }
    }

    private int ofFiles(LogOptions options) throws IOException, InterruptedException {
        if (follow) {
            Path place = Path.of(files.getFirst());
            if (!Files.exists(place)) {
                throw new NoSuchFileException(files.getFirst());
            }
            return follow(new LogFolder(place), options);
        }
        return analyse(files.equals(List.of("-")) ? LogFiles.of(stdin, "-") : new LogFiles(LogFiles.find(files)), options);
    }

    private int ofServer(LogOptions options) throws IOException, InterruptedException {
        try (Engine engine = wiring.connect(target)) {
            ServerLog log = new ServerLog(engine.interactive());
            if (!log.settings().collector()) {
                spec.commandLine().getErr().println(Text.of("log.noCollector", engine.target().address()));
                return ExitCode.USAGE;
            }
            LogOptions known = prefix == null ? log.options(options) : options;
            if (follow) {
                return follow(log, known);
            }
            List<LogPlace.LogFile> all = log.ofOneForm();
            return analyse(log.open(newest > 0 ? all.subList(Math.max(0, all.size() - newest), all.size()) : all), known);
        }
    }

    private int analyse(LogInput input, LogOptions options) throws IOException {
        long start = System.nanoTime();
        LogReport report = new LogAnalysis(wiring.clock()).run(input, options);
        double took = (System.nanoTime() - start) / 1e9;
        if (report.source().bytes() == 0) {
            spec.commandLine().getErr().println(Text.of("log.empty", target == null ? String.join(", ", files) : target));
            return ExitCode.USAGE;
        }
        print(report, took);
        return warn(report);
    }

    private void print(LogReport report, double took) {
        Printed.of(spec, json, report, out -> text(out).print(report, took));
    }

    private LogsText text(PrintWriter out) {
        return new LogsText(out, TextTable.width(spec, wiring.surroundings()));
    }

    private int follow(LogPlace place, LogOptions options) throws IOException, InterruptedException {
        LogsText text = text(spec.commandLine().getOut());
        try (LogTail tail = new LogTail(place, options, false)) {
            long start = System.nanoTime();
            while (seconds == 0 || (System.nanoTime() - start) / 1e9 < seconds) {
                for (LogTail.Event event : tail.poll()) {
                    Double ms = event.ms();
                    if (ms == null || ms >= over) {
                        text.event(event, json);
                    }
                }
                Thread.sleep(1000);
            }
            tail.poll();
            print(tail.report(), (System.nanoTime() - start) / 1e9);
        }
        return ExitCode.OK;
    }

    /** Figures from lines that were mostly not understood are not to be believed: said, and shown by the exit code. */
    private int warn(LogReport report) {
        LogReport.Understood u = report.understood();
        if (u.share() >= 0.5) {
            return ExitCode.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(Text.of("log.poor", LogsText.percent(u.share())));
        u.samples().stream().limit(3).forEach(line -> err.println(Text.of("log.notUnderstood", line)));
        return ExitCode.FINDINGS;
    }
}
