package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.JsonText;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Reports and bundles of a real server. */
class ReportCommandTest {
    private static final String SECRET = "pl4nted";

    @TempDir
    Path home;

    private final Called cli = Called.withoutServers();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void writesAPageTablesAndJson() throws IOException {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE planted (name text)");
        Path page = home.resolve("report.html");
        Path tables = home.resolve("csv");
        assertThat(run(target, "report", "--seconds", "2", "--no-checks", "--out", page.toString(), "--csv", tables.toString(), "--json"))
                .as(cli.err()).isZero();
        Document html = Jsoup.parse(Files.readString(page));
        assertThat(html.select("svg")).hasSize(6);
        assertThat(html.select("svg path")).isNotEmpty();
        assertThat(html.text()).contains(target.database());
        JsonNode json = JsonText.read(cli.out());
        assertThat(json.get("head").get("version").stringValue()).startsWith("18");
        assertThat(json.get("settings").toString()).contains("max_connections");
        assertThat(Files.readString(tables.resolve("vitals.csv"))).contains("Transactions");
        assertThat(Files.readString(tables.resolve("settings.csv"))).contains("max_connections,200");
    }

    @Test
    void saysWhatARoleDoesNotSee() throws IOException {
        Target target = Servers.unprivileged(Servers.newDatabase());
        Path page = home.resolve("report.html");
        assertThat(run(target, "report", "--seconds", "1", "--no-checks", "--out", page.toString())).as(cli.err()).isZero();
        assertThat(Jsoup.parse(Files.readString(page)).text()).contains("Not shown", "pg_stat_statements");
    }

    @Test
    void wantsToKnowWhereTo() {
        assertThat(run(Servers.newDatabase(), "report")).isEqualTo(ExitCode.USAGE);
        assertThat(run(Servers.newDatabase(), "report", "--json", "--seconds", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run(Servers.newDatabase(), "bundle")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aBundleHoldsWhatItListsAndNoSecret() throws IOException {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE ROLE r" + target.database() + " PASSWORD '" + SECRET + "-role'",
                "SELECT '" + SECRET + "-literal'");
        plant();
        Path zip = home.resolve("bundle.zip");
        assertThat(run(target, "bundle", "--seconds", "1", "--list")).as(cli.err()).isZero();
        assertThat(cli.out()).contains("versions.json", "doctor.json", "statements.json", "cost.json", "sandbox.log", "settings.toml");
        assertThat(zip).doesNotExist();
        assertThat(run(target, "bundle", "--seconds", "1", "--out", zip.toString())).as(cli.err()).isZero();
        assertThat(Files.getPosixFilePermissions(zip)).hasSize(2);
        String listed = cli.out();
        StringBuilder all = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (!e.getName().equals("contents.txt")) {
                    assertThat(listed).contains(e.getName());
                }
                assertThat(content).as(e.getName()).doesNotContain(SECRET, Objects.requireNonNull(target.password()).reveal(), "471147114711");
                if (e.getName().endsWith(".json")) {
                    assertThat(JsonText.read(content)).isNotNull();
                }
                all.append(content);
            }
        }
        assertThat(all).contains("PostgreSQL", "could not connect to", "max_connections");
    }

    @Test
    void aServerThatIsAwayIsAReasonForABundle() throws IOException {
        Path zip = home.resolve("bundle.zip");
        environment.put("PGPASSWORD", SECRET + "-password");
        assertThat(execute("bundle", "--target", "postgres://me@127.0.0.1:1/x", "--out", zip.toString())).as(cli.err()).isZero();
        assertThat(cli.out()).contains("not-reached.txt", "versions.json");
        assertThat(zip).exists();
    }

    private void plant() throws IOException {
        Files.createDirectories(home.resolve("data/sandbox"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("data/sandbox/log"), """
                could not connect to postgres://me:pl4nted@db1:5432/orders
                retry jdbc:postgresql://db1/orders?user=me&password=pl4nted
                ERROR duplicate key, Key (email)=(pl4nted@example.org) already exists
                failed: SELECT * FROM users WHERE name = 'pl4nted' AND id = 471147114711
                header Authorization: Bearer pl4ntedpl4nted
                """);
        Files.writeString(home.resolve("config/settings.toml"), "# password = \"pl4nted\"\n[profiles.x]\nurl = \"postgres://me:pl4nted@db1/x\"\n"
                + "[alerts.outputs.ops]\nkind = \"webhook\"\nurl = \"https://hooks.example/services/pl4nted\"\n");
    }

    private int run(Target target, String... words) {
        environment.put("PGPASSWORD", Objects.requireNonNull(target.password()).reveal());
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--target";
        all[words.length + 1] = "postgres://" + target.user() + "@" + target.address() + "/" + target.database();
        return execute(all);
    }

    private int execute(String... words) {
        return cli.run(home, environment, words);
    }
}
