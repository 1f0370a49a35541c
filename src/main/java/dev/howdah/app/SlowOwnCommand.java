package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.profile.ProfilerReport;
import dev.howdah.engine.profile.ProfilerReport.Profiled;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the profiler of the engine pool saw while the sample systems' clients were at work. */
@Command(
        name = "own",
        mixinStandardHelpOptions = true,
        description = {
            "What Howdah's own profiler measures: each statement through the engine pool with count, times and advice.",
            "Lets the sample systems' clients work in the sandbox meanwhile. A running howdah serve answers for its own process:",
            "GET /api/health/profiling, /api/health/profiling/queries."
        },
        footer = {"", "  howdah slow own --seconds 30", "  howdah slow own --way OPTIMISED --json"})
final class SlowOwnCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @ParentCommand
    SlowCommand parent;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "Measure for so long; default ${DEFAULT-VALUE}.")
    int seconds;

    @Option(names = "--way", paramLabel = "WAY", defaultValue = "BASELINE",
            description = "How the clients work: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    Way way = Way.BASELINE;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "50", description = "Requests a second; default ${DEFAULT-VALUE}.")
    double rate;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "4", description = "Requests at one time at most; default ${DEFAULT-VALUE}.")
    int clients;

    @Option(names = "--top", paramLabel = "N", defaultValue = "20", description = "How many statements; default ${DEFAULT-VALUE}. JSON has all.")
    int top;

    @SuppressWarnings("NullAway.Init") // picocli sets them before the command runs
    SlowOwnCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        try (Engine engine = parent.wiring.connect(connect.target == null ? parent.connect.target : connect.target)) {
            if (engine.target().environment() != Environment.SANDBOX) {
                throw new IllegalArgumentException(Text.of("slow.cli.own-elsewhere", engine.target().name()));
            }
            engine.playground().begin();
            engine.playground().traffic(engine.playground().all(way, rate, clients));
            engine.profiler().reset();
            Thread.sleep(Duration.ofSeconds(seconds));
            String json = engine.profiler().json();
            ProfilerReport report = engine.profiler().report();
            engine.playground().stopTraffic();
            PrintWriter out = spec.commandLine().getOut();
            if (connect.json || parent.connect.json) {
                out.println(json);
            } else {
                print(out, report);
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private void print(PrintWriter out, ProfilerReport r) {
        out.println(Text.of("slow.cli.own-head", r.executions(), r.statements().size(), r.totalMs(), r.slow(), r.critical(), r.failures()));
        int width = TextTable.width(spec, parent.wiring.surroundings());
        TextTable table = new TextTable(width).right(Text.of("slow.cli.calls")).right(Text.of("slow.cli.total")).right(Text.of("slow.cli.least"))
                .right(Text.of("slow.cli.mean")).right(Text.of("slow.cli.p95-exact")).right(Text.of("slow.cli.most")).right(Text.of("slow.cli.slow"))
                .right(Text.of("slow.cli.critical-count")).text(Text.of("slow.cli.statement"));
        r.statements().stream().limit(top).forEach(s -> table.row(TextTable.count((double) s.count()), TextTable.millis(s.totalMs()),
                TextTable.millis(s.minMs()), TextTable.millis(s.meanMs()), TextTable.millis(s.p95Ms()), TextTable.millis(s.maxMs()),
                TextTable.count((double) s.slow()), TextTable.count((double) s.critical()), s.text()));
        table.print(out);
        for (ProfilerReport.Repetition n : r.repetitions()) {
            out.println(Text.of("slow.cli.own-repeated", n.executions(), n.runs(), line(n.child()), n.parent() == null ? "-" : line(n.parent())));
        }
        r.recommendations().forEach(a -> out.println(a.severity().name().toLowerCase(Locale.ROOT) + ": " + a.text()));
    }

    private static String line(String text) {
        return TextTable.cut(TextTable.plain(text), 100);
    }
}
