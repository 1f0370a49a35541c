package dev.howdah.app;

import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was changed on which server, from this machine. Connects to nothing. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "What Howdah changed on servers from here: who, when, where, what, result, and what takes it back; newest first.",
        footer = {"", "  howdah audit --since 24h", "  howdah audit --target orders --search index --json"})
final class AuditCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = {"-t", "--target"}, paramLabel = "TARGET", defaultValue = "", description = "Only this profile's name, address or database.")
    String target = "";

    @Option(names = "--since", paramLabel = "WHEN", description = "Only from then on: 30m, 24h, 7d or 2026-11-21T08:00:00Z.")
    @Nullable String since;

    @Option(names = "--search", paramLabel = "TEXT", defaultValue = "", description = "To be found in any part.")
    String search = "";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many; default ${DEFAULT-VALUE}.")
    int limit = 100;

    @Option(names = "--json", description = "Print JSON with stable field names.")
    boolean json;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    AuditCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        Instant from = since == null ? Instant.EPOCH : moment(since, wiring.clock().instant());
        List<AuditEntry> found = wiring.audit().read(new AuditQuery(target, from, search, Math.max(1, limit)));
        Printed.of(spec, json, found, out -> {
            if (found.isEmpty()) {
                out.println(Text.of("audit.cli.none"));
            }
            found.forEach(e -> print(out, e));
        });
        return ExitCode.OK;
    }

    /** A moment, or a time before now in minutes, hours or days. */
    static Instant moment(String text, Instant now) {
        if (text.matches("\\d{1,6}[mhd]")) {
            long n = Long.parseLong(text.substring(0, text.length() - 1));
            return now.minus(switch (text.charAt(text.length() - 1)) {
                case 'm' -> Duration.ofMinutes(n);
                case 'h' -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(Text.of("audit.cli.since", text), e);
        }
    }

    private static void print(PrintWriter out, AuditEntry e) {
        String result = e.result().title() + (e.said() == null || e.said().isEmpty() ? "" : ": " + e.said());
        out.println(Text.of("audit.cli.head", e.at(), e.act().title(), result));
        out.println(Text.of("audit.cli.who", e.who().user(), e.who().host(), Long.toString(e.who().pid()), e.where().role(), e.where().target(),
                e.where().environment()));
        e.what().lines().forEach(l -> out.println(Text.of("audit.cli.what", l)));
        out.println(e.undo() == null ? Text.of("audit.cli.no-undo") : Text.of("audit.cli.undo", e.undo().replace("\n", "\n    ")));
        out.println();
    }
}
