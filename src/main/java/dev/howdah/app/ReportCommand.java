package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.report.Report;
import dev.howdah.engine.report.ReportCsv;
import dev.howdah.engine.report.ReportHistory;
import dev.howdah.engine.report.ReportPage;
import dev.howdah.engine.report.ReportReader;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A report about a stretch of time, as a file. */
@Command(name = "report", mixinStandardHelpOptions = true,
        description = {"Watch a server for a while, or look into its recorded past, and write a report: findings, charts, statements, waits, settings, pool, cache.",
            "One HTML file that needs nothing else and prints well. Statements are normalised and their constants masked."},
        footer = {"", "  howdah report --target orders --seconds 60 --out orders.html",
            "  howdah report --target orders --last 6h --out night.html",
            "  howdah report --target orders --json > orders.json", "  howdah report --target orders --csv orders/"})
final class ReportCommand implements Callable<Integer> {
    private static final int LONGEST = 86_400;

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "How long to watch, from now on; default ${DEFAULT-VALUE}.")
    int seconds;

    @Option(names = "--last", paramLabel = "TIME", description = "The recorded past instead, up to now: 90s, 30m, 6h, 7d.")
    @Nullable String last;

    @Option(names = "--from", paramLabel = "WHEN", description = "The recorded past from this moment on: 2026-11-20T08:00:00Z.")
    @Nullable Instant from;

    @Option(names = "--to", paramLabel = "WHEN", description = "Up to this moment; without it up to now.")
    @Nullable Instant to;

    @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "",
            description = "The database with the recorded past; without it the one that the settings name, else the one that Howdah carries.")
    String repository = "";

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
        Instant since = since();
        if (since != null) {
            write(recorded(since));
            return ExitCode.OK;
        }
        try (Engine engine = wiring.connect(connect.target)) {
            write(read(engine));
        }
        return ExitCode.OK;
    }

    /** When the wanted past begins; null when the present is wanted. */
    private @Nullable Instant since() {
        if (last == null) {
            if (to != null && from == null) {
                throw new IllegalArgumentException(Text.of("cli.report.window"));
            }
            return from;
        }
        Matcher m = Pattern.compile("(\\d{1,6})([smhd])").matcher(last);
        if (!m.matches() || from != null || to != null) {
            throw new IllegalArgumentException(Text.of("cli.report.window"));
        }
        long n = Long.parseLong(m.group(1));
        Duration back = switch (m.group(2)) {
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
        return wiring.clock().instant().minus(back);
    }

    private Report recorded(Instant since) {
        Instant until = to == null ? wiring.clock().instant() : to;
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException(Text.of("cli.report.window"));
        }
        Target target = wiring.target(connect.target);
        try (Repository past = wiring.hold().past(repository)) {
            Report report = ReportHistory.read(past, target, since, until, wiring.clock());
            if (report == null) {
                throw new IllegalArgumentException(Text.of("cli.report.never", target.name()));
            }
            return report;
        }
    }

    private Report read(Engine engine) throws InterruptedException {
        ReportReader.Parts parts = new ReportReader.Parts(engine.interactive(), engine.sampler(), engine.vitals(), engine.pool(), engine.cache(),
                engine.audit());
        try (ReportReader reader = new ReportReader(parts, wiring.clock())) {
            Thread.sleep(Duration.ofSeconds(seconds));
            return reader.read(unchecked ? null : wiring.checking().once(engine.target()));
        }
    }

    private void write(Report report) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (out != null) {
            byte[] page = ReportPage.of(report, ZoneId.systemDefault()).getBytes(StandardCharsets.UTF_8);
            PrivateFiles.replaceOpenly(out, file -> file.write(page));
            err.println(Text.of("cli.report.written", out));
        }
        if (csv != null) {
            ReportCsv.write(report, csv).forEach(f -> err.println(Text.of("cli.report.written", f)));
        }
        err.flush();
        if (connect.json) {
            Printed.of(spec, true, report, to -> {});
        }
    }
}
