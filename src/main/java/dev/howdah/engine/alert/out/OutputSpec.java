package dev.howdah.engine.alert.out;

import dev.howdah.engine.health.Levels.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An output as the settings say. Holds no secret. Immutable. */
public sealed interface OutputSpec {
    Routing routing();

    /** What tells it from others, in whatever process: where it goes to. */
    String place();

    /** Kind in lower case: desktop, webhook, command, mail. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    default String name() {
        return routing().name();
    }

    /**
     * What goes there.
     *
     * @param least from which severity on
     * @param only groups or rule ids; empty for all
     * @param resolved whether the end of an alert is told too
     * @param perMinute messages a minute at most, at least 1
     */
    record Routing(String name, Severity least, Set<String> only, boolean resolved, int perMinute) {
        public Routing {
            only = Set.copyOf(only);
        }

        /** Everything from a severity on. */
        public static Routing of(String name, Severity least) {
            return new Routing(name, least, Set.of(), true, 6);
        }

        /** Whether it goes there. */
        public boolean takes(Severity severity, String rule, String group) {
            return severity.compareTo(least) >= 0 && (only.isEmpty() || only.contains(rule) || only.contains(group));
        }
    }

    /**
     * The console's own notices.
     *
     * @param user whose desktop, with the machine: of several consoles there one shows them
     */
    record Desktop(Routing routing, String user) implements OutputSpec {
        @Override
        public String place() {
            return "desktop " + user;
        }
    }

    /**
     * An HTTP POST of JSON.
     *
     * @param url http or https; {@code {secret}} in it stands for the stored secret
     * @param proof how the receiver knows that it is we
     * @param ca PEM file of the authorities that its certificate may be from; null for those of the system
     */
    record Webhook(Routing routing, String url, Proof proof, Duration timeout, @Nullable Path ca) implements OutputSpec {
        @Override
        public String place() {
            return "webhook " + url;
        }
    }

    /** How a webhook is signed with the stored secret. */
    enum Proof {
        NONE,
        /** {@code Authorization: Bearer <secret>}. */
        BEARER,
        /** {@code X-Howdah-Signature: sha256=<HMAC of timestamp, dot and body>}. */
        HMAC
    }

    /** @param argv program and arguments as they are: there is no shell */
    record Command(Routing routing, List<String> argv, Duration timeout) implements OutputSpec {
        public Command {
            argv = List.copyOf(argv);
        }

        @Override
        public String place() {
            return "command " + String.join(" ", argv);
        }
    }

    /**
     * E-mail.
     *
     * @param user for SMTP AUTH with the stored secret; "" to log in nowhere
     */
    record Mail(Routing routing, MailServer server, String user, String from, List<String> to) implements OutputSpec {
        public Mail {
            to = List.copyOf(to);
        }

        @Override
        public String place() {
            return "mail " + String.join(",", to) + " " + server.address();
        }
    }

    /** @param ca PEM file of the authorities that its certificate may be from; null for those of the system */
    record MailServer(String host, int port, Security security, @Nullable Path ca) {
        String address() {
            return host + ":" + port;
        }
    }

    /** How a mail server is spoken to. */
    enum Security {
        /** Unencrypted at first, then TLS; nothing is sent when the server has none. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Never encrypted: for a relay on this machine. */
        NONE
    }
}
