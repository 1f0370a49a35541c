package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.report.Report;
import dev.howdah.engine.report.ReportCsv;
import dev.howdah.engine.report.ReportPage;
import dev.howdah.engine.report.ReportReader;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A report about a stretch of time, as a file. */
@Command(name = "report", mixinStandardHelpOptions = true,
        description = {"Watch a server for a while and write a report: findings, charts, statements, waits, settings, pool, cache.",
            "One HTML file that needs nothing else and prints well. Statements are normalised and their constants masked."},
        footer = {"", "  howdah report --target orders --seconds 60 --out orders.html",
            "  howdah report --target orders --json > orders.json", "  howdah report --target orders --csv orders/"})
final class ReportCommand implements Callable<Integer> {
    private static final int LONGEST = 86_400;

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "How long to watch, from now on; default ${DEFAULT-VALUE}.")
    int seconds;

    @Option(names = "--out", paramLabel = "FILE", description = "The HTML file.")
    @Nullable Path out;

    @Option(names = "--csv", paramLabel = "DIR", description = "Also write the tables as CSV files into this folder.")
    @Nullable Path csv;

    @Option(names = "--no-checks", description = "Leave the checks out.")
    boolean unchecked;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    ReportCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (out == null && csv == null && !connect.json) {
            throw new IllegalArgumentException(Text.of("cli.report.where"));
        }
        if (seconds < 1 || seconds > LONGEST) {
            throw new IllegalArgumentException(Text.of("cli.report.seconds", LONGEST));
        }
        try (Engine engine = wiring.connect(connect.target)) {
            write(read(engine));
        }
        return ExitCode.OK;
    }

    private Report read(Engine engine) throws InterruptedException {
        ReportReader.Parts parts = new ReportReader.Parts(engine.interactive(), engine.sampler(), engine.vitals(), engine.pool(), engine.cache(),
                engine.audit());
        try (ReportReader reader = new ReportReader(parts, wiring.clock())) {
            Thread.sleep(Duration.ofSeconds(seconds));
            return reader.read(unchecked ? null : Checkup.of(wiring));
        }
    }

    private void write(Report report) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (out != null) {
            Files.writeString(out, ReportPage.of(report, ZoneId.systemDefault()));
            err.println(Text.of("cli.report.written", out));
        }
        if (csv != null) {
            ReportCsv.write(report, csv).forEach(f -> err.println(Text.of("cli.report.written", f)));
        }
        err.flush();
        if (connect.json) {
            PrintWriter to = spec.commandLine().getOut();
            to.println(Json.of(report));
            to.flush();
        }
    }
}
