package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Doctor;
import dev.howdah.engine.db.Doctor.Finding;
import dev.howdah.engine.db.Doctor.Verdict;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Is everything there that Howdah needs, here and on the server, and what would mend it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "What is missing here and on the server, with the statement that mends it.",
        footer = {
            "",
            "Exit code 1 when something is missing, 3 when the server cannot be reached.",
            "",
            "  howdah doctor --target orders",
            "  howdah doctor --target service=orders --json",
            "  howdah doctor --here                          without asking any server"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int TESTED_JDK = 25;

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--here", description = "Look at this machine only.")
    boolean here;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    DoctorCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What is reported; the field names of the JSON form are these in snake_case. */
    record Report(List<Finding> machine, @Nullable String target, @Nullable String environment, List<Finding> server) {}

    @Override
    public Integer call() {
        List<Finding> machine = machine();
        if (here) {
            return report(new Report(machine, null, null, List.of()));
        }
        if (!connect.json) {
            PrintWriter out = spec.commandLine().getOut();
            print(out, Text.of("doctor.machine"), machine);
            out.flush();
        }
        try (Engine engine = wiring.connect(connect.target)) {
            List<Finding> server = Doctor.examine(engine.interactive());
            String environment = engine.target().environment().name().toLowerCase(Locale.ROOT);
            return report(new Report(machine, engine.target().name(), environment, server));
        }
    }

    private int report(Report r) {
        Printed.of(spec, connect.json, r, out -> {
            if (r.target() == null) {
                print(out, Text.of("doctor.machine"), r.machine());
            } else {
                out.println();
                print(out, Text.of("doctor.server", r.target(), r.environment()), r.server());
            }
        });
        boolean lack = r.machine().stream().anyMatch(f -> f.verdict() == Verdict.LACK)
                || r.server().stream().anyMatch(f -> f.verdict() == Verdict.LACK);
        return lack ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static void print(PrintWriter out, String head, List<Finding> findings) {
        out.println(head);
        for (Finding f : findings) {
            out.printf("  %-5s %s%n", Text.of("doctor.word." + f.verdict().name().toLowerCase(Locale.ROOT)), f.text());
            if (f.remedy() != null) {
                out.printf("        %s%n", f.remedy());
            }
        }
    }

    List<Finding> machine() {
        Surroundings s = wiring.surroundings();
        List<Finding> all = new ArrayList<>();
        Runtime.Version java = Runtime.version();
        all.add(finding("java", java.feature() >= TESTED_JDK ? Verdict.OK : Verdict.LACK, "doctor.java", java));
        folder(all, "config", wiring.folders().config());
        folder(all, "data", wiring.folders().data());
        folder(all, "cache", wiring.folders().cache());
        List<Integer> majors = wiring.binaries().majors();
        String versions = majors.stream().map(String::valueOf).collect(Collectors.joining(", "));
        all.add(finding("servers", majors.isEmpty() ? Verdict.LACK : Verdict.OK, majors.isEmpty() ? "doctor.no-servers" : "doctor.servers", versions));
        boolean display = Display.present(s);
        all.add(finding("display", display ? Verdict.OK : Verdict.NOTE, display ? "doctor.display" : "doctor.no-display"));
        boolean keyring = Secrets.open(s, wiring.folders().config()).kind() == Secrets.Kind.KEYRING;
        all.add(finding("secrets", keyring ? Verdict.OK : Verdict.NOTE, keyring ? "doctor.keyring" : "doctor.secrets-file", wiring.folders().config()));
        wiring.settings().profiles();
        wiring.settings().problems().forEach(p -> all.add(new Finding("settings", Verdict.LACK, p, null)));
        return all;
    }

    private static void folder(List<Finding> all, String name, Path folder) {
        Path there = folder;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        boolean fine = Files.isDirectory(there) && Files.isWritable(there);
        all.add(finding("folder", fine ? Verdict.OK : Verdict.LACK, fine ? "doctor.folder." + name : "doctor.folder-not", folder, there));
    }

    private static Finding finding(String subject, Verdict verdict, String key, @Nullable Object... args) {
        return new Finding(subject, verdict, Text.of(key, args), null);
    }
}
