package dev.howdah.app;

import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advisor;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.UpgradePreview;
import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.advise.WorkloadFile;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.Planner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code howdah advise}: which indexes a whole workload wants. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        description = "Advises on indexes for a whole workload, tried on a twin. Nothing is changed without --apply, --undo or --loop.",
        footer = {
            "",
            "The workload comes from pg_stat_statements, or from --workload: statements that end with semicolons, or a",
            "server's log with durations (stderr, csv or json, packed or not), by calls and times, with logged parameters.",
            "",
            "  howdah advise --target orders --budget 2GB",
            "  howdah advise --capsule orders.capsule --workload slow.sql --json",
            "  howdah advise --target orders --workload postgresql-Fri.log",
            "  howdah advise --target orders --apply 1 --measure 5m --yes orders",
            "  howdah advise --loop                          advise, apply, measure and judge in the sandbox",
            "  howdah advise --target orders --upgrade       which statements the newest PostgreSQL at hand plans otherwise"
        })
final class AdviseCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(B|kB|MB|GB|TB)?", Pattern.CASE_INSENSITIVE);

    @Spec
    CommandSpec spec;

    @Mixin
    PlannerOptions options = new PlannerOptions();

    @Option(names = "--workload", paramLabel = "FILE", description = "Statements, or a server's log, instead of pg_stat_statements.")
    @Nullable Path workload;

    @Option(names = "--budget", paramLabel = "SIZE", description = "Room for all new indexes together: 500MB, 2GB; no limit without it.")
    @Nullable String budget;

    @Option(names = "--max-indexes", paramLabel = "N", defaultValue = "20", description = "At most so many; default ${DEFAULT-VALUE}.")
    int maxIndexes;

    @Option(names = "--max-width", paramLabel = "N", defaultValue = "3", description = "Key columns of one index; default ${DEFAULT-VALUE}.")
    int maxWidth;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "How long to search; default ${DEFAULT-VALUE} s.")
    double seconds;

    @Option(names = "--no-include", description = "No INCLUDE columns.")
    boolean noInclude;

    @Mixin
    ApplyOptions apply = new ApplyOptions();

    @Option(names = "--upgrade", paramLabel = "MAJOR", arity = "0..1", fallbackValue = "0",
            description = "Instead of advice: which statements another major version plans otherwise, with both plans; default the newest at hand.")
    @Nullable Integer upgrade;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before the command runs
    AdviseCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws IOException {
        AdviceOptions limits = new AdviceOptions(
                bytes(), positive("--max-indexes", maxIndexes), positive("--max-width", maxWidth), !noInclude,
                Duration.ofMillis((long) (1000 * Math.max(0.1, seconds))));
        PrintWriter err = spec.commandLine().getErr();
        AdviceApplication application = new AdviceApplication(wiring, options.connect, apply, spec);
        if (apply.alone()) {
            return application.call(limits);
        }
        if (upgrade != null) {
            return upgrade(upgrade);
        }
        try (Planner planner = options.open(wiring)) {
            Workload statements = statements(planner.capsule());
            if (statements.items().isEmpty()) {
                err.println(Text.of("advise.no-workload"));
                planner.lacks().forEach(l -> err.println(Text.of("advise.lack", l.reason(), l.remedy() == null ? "" : l.remedy())));
                return ExitCode.USAGE;
            }
            IndexAdvice advice = new Advisor(planner.capsule(), planner.whatIf(), 2)
                    .advise(statements, limits, p -> err.println(Text.of("advise.progress", Math.round(p.seconds() * 10) / 10.0,
                            percent(p.relativeCost()), p.indexes(), p.bytes() / 1024 / 1024)), () -> false);
            if (apply.number > 0) {
                return application.apply(advice);
            }
            PrintWriter out = spec.commandLine().getOut();
            if (options.connect.json) {
                out.println(Json.of(advice));
            } else {
                print(out, advice);
                planner.lacks().forEach(l -> out.println(Text.of("advise.lack", l.reason(), l.remedy() == null ? "" : l.remedy())));
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private Workload statements(Capsule capsule) throws IOException {
        return workload == null ? Workload.of(capsule) : WorkloadFile.read(workload, capsule.source().database(), wiring.clock());
    }

    private int upgrade(int wanted) throws IOException {
        Capsule capsule = options.capsule(wiring);
        Integer to = wanted > 0 ? Integer.valueOf(wanted) : UpgradePreview.newest(capsule, wiring.binaries().majors());
        if (to == null) {
            throw new ParameterException(spec.commandLine(), Text.of("advise.no-newer", capsule.source().major()));
        }
        Workload statements = statements(capsule);
        if (statements.items().isEmpty()) {
            throw new ParameterException(spec.commandLine(), Text.of("advise.no-workload"));
        }
        UpgradeReport report = UpgradeReport.of(wiring, capsule, statements, options.major, to);
        PrintWriter out = spec.commandLine().getOut();
        if (options.connect.json) {
            out.println(Json.of(report));
        } else {
            report.print(out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), Text.of("advise.bad-number", option, value));
        }
        return value;
    }

    private long bytes() {
        if (budget == null) {
            return AdviceOptions.DEFAULT.budget();
        }
        Matcher m = SIZE.matcher(budget.strip());
        if (!m.matches()) {
            throw new ParameterException(spec.commandLine(), Text.of("advise.bad-size", budget));
        }
        String unit = m.group(2) == null ? "B" : m.group(2).toUpperCase(Locale.ROOT);
        double factor = Math.pow(1024, List.of("B", "KB", "MB", "GB", "TB").indexOf(unit));
        return (long) (Double.parseDouble(m.group(1)) * factor);
    }

    private static String percent(double part) {
        return String.valueOf(Math.round(1000 * part) / 10.0);
    }

    private static String amount(double value) {
        return String.valueOf(Math.round(value * 100) / 100.0);
    }

    private static void print(PrintWriter out, IndexAdvice a) {
        IndexAdvice.Figures f = a.figures();
        out.println(Text.of("advise.head", percent(f.relativeCost()), a.proposals().size(), f.bytes() / 1024 / 1024, a.drops().size()));
        int number = 0;
        for (IndexAdvice.Proposal p : a.proposals()) {
            out.println();
            out.println(++number + ". " + p.create());
            out.println(Text.of("advise.worth", amount(p.gain()), f.unit(), p.bytes() / 1024 / 1024, p.statements().size(),
                    p.confidence().name().toLowerCase(Locale.ROOT)));
            if (p.writeCost() > 0) {
                out.println(Text.of("advise.price", amount(p.writeCost()), f.unit()));
            }
            p.notes().forEach(n -> out.println("  " + n));
        }
        for (IndexAdvice.Drop d : a.drops()) {
            out.println();
            out.println(++number + ". " + d.drop());
            out.println(Text.of("advise.drop-reason", d.reason(), d.bytes() / 1024 / 1024));
        }
        out.println();
        a.effects().stream().filter(IndexAdvice.Effect::worse)
                .forEach(e -> out.println(Text.of("advise.worse", e.id(), percent(e.after() / e.before()))));
        if (!a.unplanned().isEmpty()) {
            out.println(Text.of("advise.unplanned", a.unplanned().size(), percent(f.unplannedShare())));
            a.unplanned().stream().limit(20).forEach(u -> out.println("  " + u.id() + ": " + u.reason()));
        }
        a.notConsidered().forEach(n -> out.println(Text.of("advise.not-considered", n)));
    }
}
