package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.Outcome;
import dev.howdah.engine.health.Result;
import dev.howdah.engine.health.Score;
import dev.howdah.engine.health.VitalRates;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One look at a server. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "One look at a server: connections, activity, cache, replication, health score, findings of all checks, and alerts that stand.",
        footer = {"", "Exit code 1 when a finding, or an alert that stands and is not muted, reaches --fail-on.", "", "  howdah status --target orders --fail-on critical"})
final class StatusCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--fail-on", paramLabel = "SEVERITY", defaultValue = "CRITICAL",
            description = "WARNING or CRITICAL; default ${DEFAULT-VALUE}.")
    Levels.Severity failOn = Levels.Severity.CRITICAL;

    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "1",
            description = "How long rates are measured; default ${DEFAULT-VALUE} s.")
    int seconds;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    StatusCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** A sentence about what deserves a look, with what mends it. */
    record Found(
            Levels.Severity severity,
            String text,
            String check,
            String object,
            double value,
            Instant since,
            Map<String, String> evidence,
            @Nullable String fix,
            @Nullable String undo,
            Check.Confidence confidence) {}

    /** A check that did not look at everything. */
    record NotLooked(String check, String reason, @Nullable String remedy) {}

    /** What is reported; the field names of the JSON form are these in snake_case. */
    record Status(
            String target,
            String environment,
            String version,
            Instant at,
            int usableConnections,
            Vitals vitals,
            VitalRates perSecond,
            List<Lack> notShown,
            Score score,
            List<Found> findings,
            List<NotLooked> notLooked,
            StandingAlerts alerts) {}

    @Override
    public Integer call() throws InterruptedException {
        try (Engine engine = wiring.connect(connect.target)) {
            Status status = read(engine);
            Printed.of(spec, connect.json, status, out -> print(out, status));
            boolean found = status.findings().stream().anyMatch(f -> f.severity().compareTo(failOn) >= 0);
            return found || status.alerts().reaches(failOn) ? ExitCode.FINDINGS : ExitCode.OK;
        }
    }

    private Status read(Engine engine) throws InterruptedException {
        Db db = engine.interactive();
        Server server = db.server();
        InstantSource clock = wiring.clock();
        Checks checks = wiring.checking().of(engine.target());
        checks.run(db, c -> c.measure().rate() != null);
        Reading.Value<Vitals> before = look(db, clock);
        Thread.sleep(Duration.ofSeconds(Math.max(1, seconds)));
        Reading.Value<Vitals> after = look(db, clock);
        HealthReport health = checks.run(db);
        return new Status(
                engine.target().name(),
                engine.target().environment().name().toLowerCase(java.util.Locale.ROOT),
                server.version(),
                after.at(),
                server.usableConnections(),
                after.value(),
                VitalRates.between(before, after),
                after.lacks(),
                health.score(),
                health.findings().stream().map(StatusCommand::found).toList(),
                health.notLooked().stream().map(StatusCommand::notLooked).toList(),
                StandingAlerts.of(wiring, engine.target()));
    }

    private static Reading.Value<Vitals> look(Db db, InstantSource clock) {
        Instant at = clock.instant();
        return new Reading.Value<>(at, Vitals.PROBE.read(db), Duration.ZERO, Vitals.PROBE.partial(db));
    }

    private static Found found(Finding f) {
        return new Found(
                f.level(), f.sentence(), f.check(), f.object(), f.value(), f.since(), f.evidence(), f.fix(), f.undo(), f.confidence());
    }

    private static NotLooked notLooked(Outcome o) {
        Lack lack = switch (o.result()) {
            case Result.Skipped s -> s.lack();
            case Result.Unknown u -> u.lack();
            case Result.Ok ok -> o.notLooked().getFirst();
            case Result.Found f -> o.notLooked().getFirst();
        };
        return new NotLooked(o.check().id(), lack.reason(), lack.remedy());
    }

    private static void print(PrintWriter out, Status s) {
        Vitals v = s.vitals();
        VitalRates r = s.perSecond();
        out.println(Text.of("cli.status.head", s.target(), s.version(), s.environment()));
        line(out, "connections", Text.of("cli.status.connections-value", v.sessions(), s.usableConnections(), v.idleInTransaction()));
        line(out, "active", Text.of("cli.status.active-value", v.active(), v.onCpu(), v.onIo(), v.onLock()));
        line(out, "transactions", rate(r.transactions()));
        line(out, "hit-ratio", Double.isNaN(r.hitRatio()) ? Text.of("cli.status.unknown") : Share.text(r.hitRatio(), 1));
        line(out, "wal", Double.isNaN(r.walBytes()) ? Text.of("cli.status.unknown") : Math.round(r.walBytes() / 1024) + " KiB/s");
        line(out, "oldest", v.oldestTransactionSeconds() == null ? Text.of("cli.status.none") : Math.round(v.oldestTransactionSeconds()) + " s");
        line(out, "lag", v.replicationLagSeconds() == null ? Text.of("cli.status.none") : v.replicationLagSeconds() + " s");
        s.notShown().forEach(l -> out.println(Text.of("cli.status.lack", l.reason(), l.remedy() == null ? "" : l.remedy())));
        line(out, "score", Text.of("cli.status.score-value", s.score().value(), s.score().looked(), s.score().looked() + s.score().notLooked()));
        s.score().deductions().forEach(d -> out.println(Text.of("cli.status.deduction", d.points(), d.title(), d.findings())));
        s.findings().forEach(f -> out.println(f.severity() + ": " + f.text()));
        if (s.findings().isEmpty()) {
            out.println(Text.of("cli.status.fine"));
        }
        s.alerts().lines().forEach(out::println);
        s.notLooked().forEach(n -> out.println(Text.of("cli.status.not-looked", n.check(), n.reason(), n.remedy() == null ? "" : n.remedy()).strip()));
    }

    private static void line(PrintWriter out, String key, String value) {
        out.printf("%-22s %s%n", Text.of("cli.status." + key), value);
    }

    private static String rate(double perSecond) {
        return Double.isNaN(perSecond) ? Text.of("cli.status.unknown") : Math.round(perSecond * 10) / 10.0 + " /s";
    }
}
