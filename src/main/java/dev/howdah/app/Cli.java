package dev.howdah.app;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.TargetException;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.CapsuleException;
import dev.howdah.engine.twin.WhatIfException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: the same engine without a window. Results go to standard output, everything else to standard error. */
@Command(
        name = "howdah",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "[COMMAND]",
        description = {"Watch, tune and operate PostgreSQL.", "", "Without a command the console opens, on the sandbox or on --target."},
        footer = {
            "",
            "Exit codes: 0 ok, 1 findings, 2 bad usage or input, 3 cannot connect, 4 refused for safety.",
            "",
            "Examples:",
            "  howdah                                        the console on its own sandbox",
            "  howdah --target postgres://me@db1/orders      the console on a server",
            "  howdah status --target orders --json          one look, for scripts",
            "  howdah doctor --target service=orders         what is missing, with the GRANT to copy"
        })
final class Cli implements Callable<Integer> {
    private static final Pattern HELP = Pattern.compile("-h|--h.*");

    @Spec
    CommandSpec spec;

    @CommandLine.Mixin
    Connect connect = new Connect();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    boolean debug;

    private final Callable<Integer> window;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    private Cli(Function<Connect, Integer> window) {
        this.window = () -> window.apply(connect);
    }

    @Override
    public Integer call() throws Exception {
        return window.call();
    }

    /**
     * The whole command line.
     *
     * @param window opens the console and returns when it is closed
     */
    static CommandLine of(Wiring wiring, Function<Connect, Integer> window) {
        return of(wiring, window, List.of());
    }

    /**
     * As much of it as a call needs: reading the annotations of every command takes longer than many a command itself.
     *
     * @param call the words of the call: of the commands only those that it names are there; all of them when it begins with a word that is
     *     none, asks for help, or is empty
     */
    static CommandLine of(Wiring wiring, Function<Connect, Integer> window, List<String> call) {
        Cli top = new Cli(window);
        CommandLine line = new CommandLine(top);
        Map<String, Object> wanted = new LinkedHashMap<>(Commands.all(wiring));
        if (wanted.keySet().stream().anyMatch(call::contains) || (!call.isEmpty() && call.getFirst().startsWith("-") && !HELP.matcher(call.getFirst()).matches())) {
            wanted.keySet().retainAll(call);
        }
        wanted.forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e, failed.getErr(), top.debug));
        return line;
    }

    /** Says why something did not work, and returns the exit code. */
    static int failed(Exception e, PrintWriter err, boolean debug) {
        err.println("howdah: " + sentence(e));
        if (debug) {
            e.printStackTrace(err);
        }
        err.flush();
        return code(e);
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case DbException d -> Text.of("cli.problem", d.problem().title(), d.problem().hint(), d.problem().detail().strip());
            case TargetException t -> String.valueOf(t.getMessage());
            case ClusterException c -> String.valueOf(c.getMessage());
            case NoSuchFileException f -> Text.of("cli.no-file", String.valueOf(f.getFile()));
            case AccessDeniedException f -> Text.of("cli.no-access", String.valueOf(f.getFile()));
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static int code(Exception e) {
        return switch (e) {
            case DbException d when d.problem().lostConnection() -> ExitCode.NO_CONNECTION;
            case DbException d when d.problem() instanceof DbProblem.NotAudited -> ExitCode.REFUSED;
            case ClusterException c -> ExitCode.NO_CONNECTION;
            case TargetException t -> ExitCode.USAGE;
            case IllegalArgumentException i -> ExitCode.USAGE;
            case FileSystemException f -> ExitCode.USAGE;
            case CharacterCodingException f -> ExitCode.USAGE;
            case CapsuleException c -> ExitCode.USAGE;
            case WhatIfException w -> ExitCode.USAGE;
            case JobException j when j.kind() == JobException.Kind.BAD_INPUT -> ExitCode.USAGE;
            case JobException j when j.kind() == JobException.Kind.REFUSED -> ExitCode.REFUSED;
            default -> ExitCode.FINDINGS;
        };
    }
}
