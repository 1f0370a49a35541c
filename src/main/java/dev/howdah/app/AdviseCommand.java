package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advisor;
import dev.howdah.engine.advise.Host;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.Setting;
import dev.howdah.engine.advise.SettingAdvice;
import dev.howdah.engine.advise.SettingAdvisor;
import dev.howdah.engine.advise.UpgradePreview;
import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.advise.WorkloadFile;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.rules.Counsel;
import dev.howdah.engine.rules.HeardLog;
import dev.howdah.engine.rules.Sources;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.Planner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
        description = "Advises on indexes for a whole workload, tried on a twin, and on settings, statistics, vacuum, keys and statements. Nothing is changed without --apply, --undo or --loop.",
        footer = {
            "",
            "Of a log given with --workload, the plans that auto_explain measured and statements run once for each row count too.",
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
        AdviceApplication application = new AdviceApplication(wiring, options.connect, apply, spec);
        if (apply.alone()) {
            return application.call(limits);
        }
        if (upgrade != null) {
            return upgrade(upgrade);
        }
        Waiting waiting = new Waiting(spec.commandLine().getErr());
        try (Planner planner = options.open(wiring, waiting)) {
            return advise(planner, limits, application, waiting);
        }
    }

    private int advise(Planner planner, AdviceOptions limits, AdviceApplication application, Waiting waiting) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Workload statements = statements(planner.capsule());
        boolean none = statements.items().isEmpty();
        if (none) {
            none(err, statements);
            planner.lacks().forEach(l -> err.println(AdviceReport.note(l)));
            if (options.capsule != null || workload != null) {
                return ExitCode.USAGE;
            }
        }
        waiting.step(Text.of("advise.waiting-searching"));
        IndexAdvice advice = none ? null : new Advisor(planner.capsule(), planner.whatIf(), 2)
                .advise(statements, limits, p -> err.println(Text.of("advise.progress", Math.round(p.seconds() * 10) / 10.0,
                        AdviceReport.percent(p.relativeCost()), p.indexes(), AdviceReport.size(p.bytes()))), waiting);
        waiting.step(Text.of("advise.waiting-other"));
        AdviceReport report = report(planner, statements, advice, waiting);
        if (apply.number > 0) {
            return application.apply(report.remedies(advice));
        }
        Printed.of(spec, options.connect.json, report, report::print);
        return ExitCode.OK;
    }

    /** Everything else that there is to advise: of a capsule only what needs no server. */
    private AdviceReport report(Planner planner, Workload statements, @Nullable IndexAdvice advice, Waiting waiting) throws IOException {
        Sources.Heard heard = workload == null ? Sources.Heard.NOTHING : HeardLog.read(workload, wiring.clock());
        Sources.Planned planned = new Sources.Planned(planner.capsule(), statements, planner.whatIf());
        List<Lack> lacks = new ArrayList<>(planner.lacks());
        if (options.capsule != null) {
            Counsel.Told told = new Counsel().ask(new Sources(null, planned, heard), t -> {}, waiting);
            lacks.addAll(told.lacks());
            return AdviceReport.of(advice, List.of(), told.cards(), lacks);
        }
        try (Engine engine = wiring.connect(options.connect.target)) {
            List<SettingAdvice> settings = new SettingAdvisor(Setting.read(engine.interactive()), Host.of(engine.target()))
                    .advise(statements, planner.whatIf(), waiting);
            Counsel.Told told = new Counsel().ask(new Sources(new AdviceSources(wiring, engine).live(), planned, heard), t -> {}, waiting);
            lacks.addAll(told.lacks());
            return AdviceReport.of(advice, settings, told.cards(), lacks);
        }
    }

    private Workload statements(Capsule capsule) throws IOException {
        return workload == null ? Workload.of(capsule) : WorkloadFile.read(workload, capsule.source().database(), wiring.clock()).known(capsule);
    }

    private int upgrade(int wanted) throws IOException {
        Capsule capsule = options.capsule(wiring, new Waiting(spec.commandLine().getErr()));
        Integer to = wanted > 0 ? Integer.valueOf(wanted) : UpgradePreview.newest(capsule, wiring.binaries().majors());
        if (to == null) {
            throw new IllegalArgumentException(Text.of("advise.no-newer", capsule.source().major()));
        }
        Workload statements = statements(capsule);
        if (statements.items().isEmpty()) {
            throw new IllegalArgumentException(none());
        }
        UpgradeReport report = UpgradeReport.of(wiring, capsule, statements, options.major, to);
        Printed.of(spec, options.connect.json, report, report::print);
        return ExitCode.OK;
    }

    /** What was given and has no plan is told, lest somebody takes his file for unread. */
    private void none(PrintWriter err, Workload statements) {
        List<IndexAdvice.Unplanned> given = statements.leftOut().stream()
                .map(l -> new IndexAdvice.Unplanned(l.id(), l.text(), l.reason(), l.load()))
                .toList();
        if (given.isEmpty()) {
            err.println(none());
        } else {
            err.println(Text.of("advise.none-planned", given.size(), workload == null ? "pg_stat_statements" : workload));
            AdviceReport.unplanned(err, given);
        }
    }

    private String none() {
        return workload == null ? Text.of("advise.no-workload") : Text.of("advise.empty-workload", workload);
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
}
