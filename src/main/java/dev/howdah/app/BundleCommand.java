package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.report.Bundle;
import dev.howdah.engine.report.Report;
import dev.howdah.engine.report.ReportReader;
import dev.howdah.engine.report.Scrub;
import dev.howdah.engine.text.JsonText;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What somebody who helps needs to know, without secrets. */
@Command(name = "bundle", mixinStandardHelpOptions = true,
        description = {"Collect versions, settings, findings, statements, cost and logs for whoever helps.",
            "Passwords, tokens and constants of statements are taken out. What is in it is listed before it is written."},
        footer = {"", "  howdah bundle --target orders --list", "  howdah bundle --target orders --out orders.zip"})
final class BundleCommand implements Callable<Integer> {
    private static final int LONGEST_LOG = 1 << 20;
    private static final int MOST_ACTS = 500;

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--out", paramLabel = "FILE", description = "The ZIP file; made for you alone to read.")
    @Nullable Path out;

    @Option(names = "--list", description = "Only say what would be in it.")
    boolean list;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "5", description = "How long to watch the server; default ${DEFAULT-VALUE}.")
    int seconds;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    BundleCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (out == null && !list) {
            throw new IllegalArgumentException(Text.of("cli.bundle.where"));
        }
        Target target = wiring.target(connect.target);
        Bundle bundle = new Bundle(new Scrub(known(target)));
        here(bundle);
        there(bundle, target);
        logs(bundle);
        Printed.lines(spec, connect.json, bundle.items().stream().map(i -> Map.of("name", i.name(), "bytes", i.content().length, "why", i.why())).toList(),
                bundle.list());
        if (!list && out != null) {
            bundle.write(out);
            spec.commandLine().getErr().println(Text.of("cli.bundle.written", out));
            spec.commandLine().getErr().flush();
        }
        return ExitCode.OK;
    }

    /** Secrets that this process has at hand: they go wherever they stand. */
    private List<Secret> known(Target target) {
        List<Secret> all = new ArrayList<>();
        if (target.password() != null) {
            all.add(target.password());
        }
        wiring.surroundings().environment().forEach((name, value) -> {
            if (name.matches("(?i).*(PASSWORD|TOKEN|SECRET|PASSPHRASE).*")) {
                all.add(new Secret(value));
            }
        });
        return all;
    }

    private void here(Bundle bundle) throws IOException {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("howdah", new Version().getVersion()[0]);
        versions.put("java", Runtime.version().toString());
        versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        versions.put("processors", Runtime.getRuntime().availableProcessors());
        versions.put("memory_bytes", Runtime.getRuntime().maxMemory());
        versions.put("carried_servers", wiring.binaries().majors());
        bundle.facts("versions.json", Text.of("cli.bundle.versions"), JsonText.of(versions));
        bundle.facts("machine.json", Text.of("cli.bundle.machine"), JsonText.of(new DoctorCommand(wiring).machine()));
        Path settings = wiring.folders().config().resolve("settings.toml");
        if (Files.isRegularFile(settings)) {
            bundle.facts("settings.toml", Text.of("cli.bundle.settings"), Files.readString(settings));
        }
        bundle.log("audit.json", Text.of("cli.bundle.audit"), JsonText.of(wiring.audit().read(AuditQuery.newest(MOST_ACTS))));
    }

    /** A server that cannot be reached is a reason for a bundle, not against it. */
    private void there(Bundle bundle, Target target) throws InterruptedException {
        try (Engine engine = wiring.connect(connect.target)) {
            bundle.facts("doctor.json", Text.of("cli.bundle.doctor"), JsonText.of(Doctor.examine(engine.interactive())));
            ReportReader.Parts parts = new ReportReader.Parts(engine.interactive(), engine.sampler(), engine.vitals(), engine.pool(), engine.cache(),
                    engine.audit());
            try (ReportReader reader = new ReportReader(parts, wiring.clock())) {
                Thread.sleep(Duration.ofSeconds(Math.max(1, seconds)));
                report(bundle, reader.read(wiring.checking().once(engine.target())));
            }
            bundle.facts("cost.json", Text.of("cli.bundle.cost"), JsonText.of(engine.sampler().cost()));
        } catch (DbException e) {
            bundle.log("not-reached.txt", Text.of("cli.bundle.not-reached"), target.address() + "\n" + e.problem().title() + "\n" + e.problem().hint() + "\n");
        }
    }

    private static void report(Bundle bundle, Report report) {
        bundle.facts("server.json", Text.of("cli.bundle.server"), JsonText.of(report.head()));
        if (report.health() != null) {
            bundle.log("findings.json", Text.of("cli.bundle.findings"), JsonText.of(report.health().findings()));
        }
        bundle.facts("server-settings.json", Text.of("cli.bundle.server-settings"), JsonText.of(report.settings()));
        bundle.facts("statements.json", Text.of("cli.bundle.statements"), JsonText.of(report.statements()));
        bundle.facts("waits.json", Text.of("cli.bundle.waits"), JsonText.of(report.waits()));
        bundle.facts("not-shown.json", Text.of("cli.bundle.not-shown"), JsonText.of(report.notShown()));
    }

    /** What the carried server wrote since it started. */
    private void logs(Bundle bundle) throws IOException {
        Path log = wiring.folders().sandbox().resolve("log");
        if (Files.isRegularFile(log)) {
            byte[] all = Files.readAllBytes(log);
            int from = Math.max(0, all.length - LONGEST_LOG);
            bundle.log("sandbox.log", Text.of("cli.bundle.log"), new String(all, from, all.length - from, StandardCharsets.UTF_8));
        }
    }
}
