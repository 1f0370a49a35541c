package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.apply.Measuring;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.apply.Verdict;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Applies, measures, lists and undoes advice for {@code howdah advise}. */
final class AdviceApplication {
    private static final Duration USUAL = Duration.ofSeconds(60);

    private final Wiring wiring;
    private final Connect connect;
    private final ApplyOptions options;
    private final CommandSpec spec;
    private final PrintWriter out;
    private final PrintWriter err;

    AdviceApplication(Wiring wiring, Connect connect, ApplyOptions options, CommandSpec spec) {
        this.wiring = wiring;
        this.connect = connect;
        this.options = options;
        this.spec = spec;
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    /** What needs no advice, or makes its own. */
    int call(AdviceOptions limits) throws IOException {
        try (Engine engine = wiring.connect(connect.target)) {
            Applying applying = wiring.applying(engine);
            if (options.loop) {
                return loop(engine, applying, limits);
            }
            if (options.list) {
                return list(applying.all());
            }
            UUID undo = options.undo;
            UUID resume = options.resume;
            UUID abandon = options.abandon;
            return undo != null ? told(applying.undo(undo, options.yes, this::stage))
                    : resume != null ? told(applying.apply(resume, options.yes, this::stage))
                    : abandon != null ? told(applying.abandon(abandon, options.yes, this::stage)) : ExitCode.OK;
        }
    }

    /** The one that was asked for, by its number in the report. */
    int apply(List<@Nullable Remedy> remedies) {
        if (options.number > remedies.size()) {
            throw new IllegalArgumentException(Text.of("apply.cli.no-number", options.number, remedies.size()));
        }
        Remedy remedy = remedies.get(options.number - 1);
        if (remedy == null) {
            throw new IllegalArgumentException(Text.of("apply.cli.by-hand", options.number));
        }
        try (Engine engine = wiring.connect(connect.target)) {
            return apply(wiring.applying(engine), remedy, Measuring.of(time(USUAL)));
        }
    }

    private int apply(Applying applying, Remedy remedy, Measuring measuring) {
        if (!applying.nameToType().isEmpty() && !applying.nameToType().equals(options.yes)) {
            throw new JobException(JobException.Kind.REFUSED, Text.of("apply.cli.name", applying.nameToType()));
        }
        Applied planned = applying.prepare(remedy, measuring);
        err.println(Text.of("apply.cli.id", planned.id()));
        return told(applying.apply(planned.id(), options.yes, this::stage));
    }

    private int loop(Engine engine, Applying applying, AdviceOptions limits) throws IOException {
        Applied done = new SandboxLoop(wiring, engine, applying, err::println).run(limits, options.measure.isEmpty() ? null : time(USUAL), this::number);
        if (done != null) {
            return told(done);
        }
        out.println(Text.of("apply.cli.nothing"));
        out.flush();
        return ExitCode.OK;
    }

    /** By which it can be taken back, also when this process is killed. */
    private void number(Applied a) {
        if (a.stage() == Applied.Stage.MEASURING_BEFORE) {
            err.println(Text.of("apply.cli.id", a.id()));
        }
    }

    private Duration time(Duration usual) {
        String text = options.measure;
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("\\d{1,5}[smh]")) {
            throw new IllegalArgumentException(Text.of("apply.cli.bad-time", text));
        }
        return Duration.parse("PT" + text);
    }

    private int list(List<Applied> all) {
        Printed.lines(spec, connect.json, all, all.isEmpty() ? List.of(Text.of("apply.cli.none"))
                : all.stream().map(a -> a.id() + "  " + a.begunAt() + "  " + Text.of("apply.stage." + a.stage().name()) + "  "
                        + a.remedy().title().replaceAll("\\s+", " ")).toList());
        return ExitCode.OK;
    }

    private void stage(Applied a) {
        err.println(Text.of("apply.cli.stage", Text.of("apply.stage." + a.stage().name())));
        err.flush();
    }

    private int told(Applied a) {
        Printed.of(spec, connect.json, a, o -> print(a));
        return a.stage() == Applied.Stage.STOPPED || a.undoProposed() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private void print(Applied a) {
        out.println(a.remedy().title());
        Verdict v = a.verdict();
        if (v != null) {
            double expected = v.expectedFactor(a.remedy());
            if (!Double.isNaN(expected)) {
                out.println(Text.of("apply.cli.estimate", figure(expected), figure(v.factor())));
            }
            out.println(v.sentence());
            v.effects().stream().limit(10).forEach(e -> out.println(Text.of("apply.cli.effect", e.queryId(), figure(e.callsPerSecond()),
                    figure(e.beforeMs()), figure(e.afterMs()), figure(e.marginMs()), figure(e.factor()))));
            if (!v.missing().isEmpty()) {
                out.println(Text.of("apply.cli.missing", v.missing().size()));
            }
        }
        if (a.message() != null) {
            out.println(a.message());
        }
        if (a.undo() != null && a.stage() == Applied.Stage.DECIDED) {
            out.println(Text.of(a.undoProposed() ? "apply.cli.undo-proposed" : "apply.cli.undo", a.id()));
        }
    }

    private static String figure(double value) {
        return Double.isFinite(value) ? new java.math.BigDecimal(value).round(new java.math.MathContext(3)).toPlainString() : "-";
    }
}
