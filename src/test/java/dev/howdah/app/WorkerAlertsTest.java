package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.howdah.engine.alert.out.Outputs;
import dev.howdah.engine.alert.out.SmtpServer;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.FleetSpec;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.text.JsonText;
import dev.howdah.testing.Await;
import dev.howdah.testing.Certificates;
import dev.howdah.testing.Servers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker from end to end: a fault on a real server, a real repository, a webhook and a mail that arrive, and the end of all that. */
class WorkerAlertsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SETTINGS = """
            [alerts]
            every_s = 5
            preset = "none"
            findings = "none"
            [checks.long-transaction]
            warn = 0.001
            crit = 3600
            [alerts.rules.long-transaction]
            least = "warning"
            cycles = "1"
            [alerts.outputs.ops]
            kind = "webhook"
            url = "http://127.0.0.1:%d/{secret}"
            per_minute = 60
            [alerts.outputs.mail]
            kind = "mail"
            host = "127.0.0.1"
            port = %d
            user = "watcher"
            from = "howdah@example.org"
            to = ["dba@example.org"]
            ca = "%s"
            per_minute = 60
            """;

    @TempDir
    Path home;

    private final List<String> hooks = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private HttpServer http;
    private SmtpServer smtp;

    @BeforeEach
    void open() throws Exception {
        new Certificates(home, "house").issue("smtp", "RSA", "127.0.0.1");
        smtp = new SmtpServer(home.resolve("smtp.crt"), home.resolve("smtp.key"));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", e -> {
            paths.add(e.getRequestURI().getPath());
            hooks.add(new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            e.sendResponseHeaders(204, -1);
            e.close();
        });
        http.start();
    }

    @AfterEach
    void close() {
        http.stop(0);
        smtp.close();
    }

    private Wiring wiring() throws Exception {
        Path settings = home.resolve("config/settings.toml");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, SETTINGS.formatted(http.getAddress().getPort(), smtp.port(), home.resolve("house.crt")));
        Wiring wiring = new Wiring(new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "worker", "Linux"), home);
        wiring.secrets().put(Outputs.secretName("ops"), new Secret("hook-secret-1"));
        wiring.secrets().put(Outputs.secretName("mail"), new Secret("mail-secret-2"));
        return wiring;
    }

    private boolean hook(String kind) {
        return hooks.stream().map(JsonText::read).flatMap(m -> m.get("alerts").valueStream())
                .anyMatch(a -> a.get("kind").asString().equals(kind) && a.get("rule").asString().equals("long-transaction"));
    }

    @Test
    void tellsOfAFaultAndOfItsEndOnEveryWay() throws Exception {
        Target repository = Servers.newDatabase();
        try (PgCluster server = Servers.own(Servers.NEWEST, Map.of()); Wiring wiring = wiring();
                Journal journal = wiring.hold().journal(Servers.url(repository));
                Fleet fleet = new Fleet(FleetSpec.record(), journal, wiring.checking()::of, wiring.clock());
                WorkerAlerts alerts = WorkerAlerts.begin(wiring, fleet, journal, said::add);
                Connection holder = Connections.open(server.target("postgres"), SessionSpec.batch())) {
            assertThat(alerts).isNotNull();
            fleet.add(server.target("postgres").withName("orders"));
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT 1");
            Await.until("the webhook was told", PATIENCE, () -> hook("fired"));
            Await.until("the mail came", PATIENCE, () -> !smtp.mails().isEmpty());
            assertThat(JsonText.read(hooks.getFirst()).get("text").asString()).contains("orders");
            assertThat(paths).allMatch("/hook-secret-1"::equals);
            assertThat(smtp.mails().getFirst()).contains("orders").doesNotContain("hook-secret", "mail-secret");
            assertThat(smtp.said()).as("no login in the clear").noneMatch(l -> l.startsWith("clear AUTH"));
            try (AlertStore store = new AlertStore(repository)) {
                Await.until("it stands in the repository", PATIENCE, () -> store.open((Integer) null).stream().anyMatch(s -> s.rule().equals("long-transaction")
                        && s.targetName().equals("orders")));
                holder.rollback();
                holder.setAutoCommit(true);
                Await.until("the webhook was told of its end", PATIENCE, () -> hook("resolved"));
                Await.until("the mail of its end came", PATIENCE, () -> smtp.mails().size() >= 2);
                Await.until("it ended in the repository", PATIENCE, () -> store.open((Integer) null).isEmpty());
            }
            assertThat(said).anyMatch(l -> l.contains("orders") && l.contains("WARNING")).hasSizeGreaterThanOrEqualTo(2);
        }
    }
}
