package dev.howdah.app;

import dev.howdah.engine.log.LogAnalysis;
import dev.howdah.engine.log.LogFiles;
import dev.howdah.engine.log.LogInput;
import dev.howdah.engine.log.LogOptions;
import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.InstantSource;
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
        description = "Reads PostgreSQL's logs (stderr, csv, json, syslog; plain, .gz, .xz, .zst) and reports what is in them.")
final class LogsCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("auto", "stderr", "csv", "json", "syslog");

    private final InstantSource clock;
    private final InputStream stdin;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, folders, patterns; - reads standard input.")
    private List<String> files = List.of();

    @Option(names = "--format", defaultValue = "auto", description = "auto, stderr, csv, json or syslog (default: ${DEFAULT-VALUE}).")
    private String format = "auto";

    @Option(names = "--prefix", description = "The server's log_line_prefix; learnt from the lines when not given.")
    private @Nullable String prefix;

    @Option(names = "--zone", description = "The server's log_timezone, when its abbreviation is not clear.")
    private @Nullable String zone;

    @Option(names = "--jobs", defaultValue = "2", description = "Workers (default: ${DEFAULT-VALUE}).")
    private int jobs = 2;

    @Option(names = "--top", defaultValue = "20", description = "Statements to show, 0 for all (default: ${DEFAULT-VALUE}).")
    private int top = 20;

    @Option(names = "--json", description = "Print the whole report as JSON.")
    private boolean json;

    @Option(names = "--mask", description = "Leave constants, parameters and plans out.")
    private boolean mask;

    LogsCommand(InstantSource clock, InputStream stdin) {
        this.clock = clock;
        this.stdin = stdin;
    }

    @Override
    public Integer call() {
        CommandSpec here = spec;
        if (here == null) {
            throw new IllegalStateException("run by picocli only");
        }
        PrintWriter out = here.commandLine().getOut();
        PrintWriter err = here.commandLine().getErr();
        LogOptions options = options(here);
        try {
            long start = System.nanoTime();
            LogReport report = new LogAnalysis(clock).run(input(), options);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (report.source().bytes() == 0) {
                err.println(Text.of("log.empty", String.join(", ", files)));
                return ExitCode.USAGE;
            }
            if (json) {
                out.println(Json.of(report));
            } else {
                new LogsText(out).print(report, seconds);
            }
            return warn(report, err);
        } catch (NoSuchFileException e) {
            err.println(Text.of("log.missing", e.getFile()));
        } catch (IOException e) {
            err.println(Text.of("log.unreadable", String.join(", ", files), String.valueOf(e.getMessage())));
        }
        return ExitCode.USAGE;
    }

    private LogOptions options(CommandSpec here) {
        if (!FORMATS.contains(format)) {
            throw new ParameterException(here.commandLine(), Text.of("log.badFormat", format));
        }
        try {
            return LogOptions.DEFAULT.withFormat(format).withPrefix(prefix).withZone(zone == null ? null : ZoneId.of(zone))
                    .withJobs(Math.clamp(jobs, 1, 64)).withTop(Math.max(0, top)).withMask(mask);
        } catch (DateTimeException e) {
            throw new ParameterException(here.commandLine(), Text.of("log.badZone", String.valueOf(zone)), e);
        }
    }

    private LogInput input() throws IOException {
        return files.equals(List.of("-")) ? LogFiles.of(stdin, "-") : new LogFiles(LogFiles.find(files));
    }

    /** Figures from lines that were mostly not understood are not to be believed: said, and shown by the exit code. */
    private static int warn(LogReport report, PrintWriter err) {
        LogReport.Understood u = report.understood();
        if (u.share() >= 0.5) {
            return ExitCode.OK;
        }
        err.println(Text.of("log.poor", LogsText.percent(u.share())));
        u.samples().stream().limit(3).forEach(line -> err.println(Text.of("log.notUnderstood", line)));
        return ExitCode.FINDINGS;
    }
}
