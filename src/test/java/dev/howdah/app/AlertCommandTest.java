package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.AlertStore.Stored;
import dev.howdah.engine.store.PlantedHistory;
import dev.howdah.engine.text.JsonText;
import dev.howdah.testing.Servers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertCommandTest {
    @TempDir
    Path home;

    private final Called cli = Called.withoutServers();
    private final Target target = Servers.newDatabase();

    private int run(String... words) {
        return cli.run(home, Map.of(), words);
    }

    private String repository() {
        return "--repository=" + Servers.url(PlantedHistory.shared().target());
    }

    private void settings(String toml) throws Exception {
        try (Wiring wiring = new Wiring(new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "tester", "Linux"), home)) {
            Files.createDirectories(wiring.settings().path().getParent());
            Files.writeString(wiring.settings().path(), toml);
        }
    }

    @Test
    void listsWhatStandsAndWhatWas() {
        Instant now = InstantSource.system().instant();
        int id = PlantedHistory.write(PlantedHistory.shared().target(), target, "SESSIONS", now, now, t -> 1);
        try (AlertStore store = new AlertStore(PlantedHistory.shared().target())) {
            Stored one = new Stored(0, "", id, "on-lock", "", "WARNING", "Title", "5 sessions wait.", "activity", 5, 9, now.minusSeconds(60), now, null);
            store.open(one);
            Stored old = store.open(new Stored(0, "", id, "error-rate", "", "CRITICAL", "Title", "9 % fail.", "overview", 0.09, 0.2, now.minusSeconds(7_000), now, null));
            store.close(old.id(), now.minusSeconds(6_000));
        }
        String only = "--target=" + Servers.url(target);
        assertThat(run("alert", "list", repository(), only)).isEqualTo(ExitCode.OK);
        assertThat(cli.out()).contains("on-lock", "5 sessions wait.", "stands").doesNotContain("error-rate");
        assertThat(run("alert", "list", repository(), only, "--fail-on", "warning")).isEqualTo(ExitCode.FINDINGS);
        assertThat(run("alert", "history", repository(), only, "--since", "24h", "--json")).isEqualTo(ExitCode.OK);
        var json = JsonText.read(cli.out());
        assertThat(json.size()).isEqualTo(2);
        assertThat(json.get(1).get("rule").asString()).isEqualTo("error-rate");
        assertThat(json.get(1).get("closed_at").asString()).isNotBlank();
        assertThat(run("alert", "history", repository(), only, "--since", "1m")).isEqualTo(ExitCode.OK);
        assertThat(cli.out()).doesNotContain("error-rate");
        assertThat(run("alert", "list", repository(), "--target=" + Servers.url(Servers.newDatabase()))).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void mutesAndTellsAgain() {
        String only = "--target=" + Servers.url(target);
        assertThat(run("alert", "mute", "on-lock", repository(), only)).isEqualTo(ExitCode.USAGE);
        assertThat(run("alert", "mute", "on-lock", repository(), only, "--for", "2h", "--reason", "a deploy")).isEqualTo(ExitCode.OK);
        assertThat(run("alert", "mutes", repository())).isEqualTo(ExitCode.OK);
        assertThat(cli.out()).contains("on-lock", "a deploy", "tester", AlertStore.place(target));
        assertThat(run("alert", "unmute", "on-lock", repository(), only)).isEqualTo(ExitCode.OK);
        assertThat(run("alert", "unmute", "on-lock", repository(), only)).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void showsTheRulesWithTheUsersLimits() throws Exception {
        settings("[alerts.rules.on-lock]\nwarn = 7\ncrit = 70\n[checks.idle-in-transaction]\nwarn = 120\n");
        assertThat(run("alert", "rules", "--json")).isEqualTo(ExitCode.OK);
        var rules = JsonText.read(cli.out()).valueStream().toList();
        assertThat(rules).anySatisfy(r -> {
            assertThat(r.get("id").asString()).isEqualTo("on-lock");
            assertThat(r.get("warning").doubleValue()).isEqualTo(7);
        });
        assertThat(rules).anySatisfy(r -> {
            assertThat(r.get("id").asString()).isEqualTo("idle-in-transaction");
            assertThat(r.get("warning").doubleValue()).isEqualTo(120);
        });
        assertThat(run("alert", "rules")).isEqualTo(ExitCode.OK);
        assertThat(cli.out()).contains("not-reachable", "on-lock");
    }

    @Test
    void triesAnOutput() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", e -> {
            bodies.add(new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            e.sendResponseHeaders(e.getRequestURI().getPath().equals("/ok") ? 200 : 404, -1);
            e.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            settings("[alerts.outputs.ops]\nkind = \"webhook\"\nurl = \"" + base + "/ok\"\n[alerts.outputs.bad]\nkind = \"webhook\"\nurl = \"" + base
                    + "/no\"\n[alerts.outputs.safe]\nkind = \"webhook\"\nurl = \"" + base + "/ok\"\nproof = \"hmac\"\n");
            assertThat(run("alert", "test", "ops")).isEqualTo(ExitCode.OK);
            assertThat(JsonText.read(bodies.getFirst()).get("alerts").get(0).get("kind").asString()).isEqualTo("test");
            assertThat(run("alert", "test", "bad")).isEqualTo(ExitCode.FINDINGS);
            assertThat(cli.err()).contains("404");
            assertThat(run("alert", "test", "safe")).isEqualTo(ExitCode.FINDINGS);
            assertThat(cli.err()).contains("howdah alert secret safe");
            assertThat(run("alert", "test", "nobody")).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err()).contains("ops", "bad", "safe");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void timesAreReadAsElsewhere() {
        assertThat(run("alert", "history", repository(), "--since", "yesterday")).isEqualTo(ExitCode.USAGE);
    }
}
