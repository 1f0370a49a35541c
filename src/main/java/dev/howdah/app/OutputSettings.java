package dev.howdah.app;

import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.alert.out.OutputSpec.Proof;
import dev.howdah.engine.alert.out.OutputSpec.Routing;
import dev.howdah.engine.alert.out.OutputSpec.Security;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is told of alerts, as the settings say. What cannot be used is left out and noted as a problem. */
final class OutputSettings {
    /** The console's own notices. */
    static final String DESKTOP = "desktop";

    private static final String OUTPUTS = "alerts.outputs";
    private static final List<String> KINDS = List.of("webhook", "command", "mail");

    private final Settings settings;
    private final String user;

    OutputSettings(Settings settings, String user) {
        this.settings = settings;
        this.user = user;
    }

    List<OutputSpec> outputs() {
        List<OutputSpec> all = new ArrayList<>();
        if (settings.flag("alerts.desktop", true)) {
            all.add(new OutputSpec.Desktop(new Routing(DESKTOP, least("alerts.desktop_least"), Set.of(), false, 30), user));
        }
        for (String name : settings.tables(OUTPUTS)) {
            OutputSpec spec = output(name, OUTPUTS + "." + name);
            if (spec != null) {
                all.add(spec);
            }
        }
        return all;
    }

    private Severity least(String key) {
        return settings.word(key, List.of("warning", "critical"), "warning").equals("critical") ? Severity.CRITICAL : Severity.WARNING;
    }

    private @Nullable OutputSpec output(String name, String table) {
        if (!settings.flag(table + ".enabled", true)) {
            return null;
        }
        Routing routing = new Routing(name, least(table + ".least"), Set.copyOf(settings.list(table + ".only")),
                settings.flag(table + ".resolved", true), (int) settings.number(table + ".per_minute", 1, 60, 6));
        return switch (settings.text(table + ".kind", "")) {
            case "webhook" -> webhook(table, routing);
            case "command" -> command(table, routing);
            case "mail" -> mail(table, routing);
            default -> refused(table + ".kind", String.join(", ", KINDS));
        };
    }

    private @Nullable OutputSpec webhook(String table, Routing routing) {
        String url = settings.text(table + ".url", "");
        Proof proof = Proof.valueOf(settings.word(table + ".proof", words(Proof.values()), "none").toUpperCase(Locale.ROOT));
        Duration timeout = Duration.ofSeconds(settings.number(table + ".timeout_s", 1, 120, 10));
        return url.matches("https?://\\S+") ? new OutputSpec.Webhook(routing, url, proof, timeout, ca(table)) : refused(table + ".url", "https://…");
    }

    private @Nullable OutputSpec command(String table, Routing routing) {
        List<String> argv = settings.list(table + ".argv");
        Duration timeout = Duration.ofSeconds(settings.number(table + ".timeout_s", 1, 600, 30));
        return argv.isEmpty() ? refused(table + ".argv", "[\"/usr/local/bin/page\", \"--now\"]") : new OutputSpec.Command(routing, argv, timeout);
    }

    private @Nullable OutputSpec mail(String table, Routing routing) {
        Security security = Security.valueOf(settings.word(table + ".security", words(Security.values()), "starttls").toUpperCase(Locale.ROOT));
        int port = (int) settings.number(table + ".port", 1, 65_535, security == Security.TLS ? 465 : security == Security.STARTTLS ? 587 : 25);
        String host = settings.text(table + ".host", "");
        String from = settings.text(table + ".from", "");
        List<String> to = settings.list(table + ".to");
        if (host.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return refused(table, "host, from, to");
        }
        String user = settings.text(table + ".user", "");
        if (security == Security.NONE && !user.isEmpty()) {
            return refused(table + ".security", "starttls, tls");
        }
        return new OutputSpec.Mail(routing, new OutputSpec.MailServer(host, port, security, ca(table)), user, from, to);
    }

    private @Nullable Path ca(String table) {
        String file = settings.text(table + ".ca", "");
        return file.isEmpty() ? null : Path.of(file);
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    }

    private @Nullable OutputSpec refused(String key, String wanted) {
        settings.note(Text.of("settings.output", key, wanted));
        return null;
    }
}
