package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.sources.JmxApp;
import dev.howdah.engine.pool.sources.RealPgBouncer;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Redis;
import dev.howdah.testing.Servers;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret in every place that may hold one; then the program is used as people use it, in processes of its own, and everything
 * that it said, wrote, sent, exported or left behind is searched. {@code mvn test -Dtest=PlantedSecretsTest -Dtest.excluded=none}
 */
@Tag("campaign")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "reads process lists and file modes of POSIX systems")
class PlantedSecretsTest {
    private static final String BY_VARIABLE = "planted-variable-Zq01";
    private static final String BY_FILE = "planted-file-Zq02";
    private static final String BY_URL = "planted-url-Zq03";
    private static final String BY_PROFILE = "planted-profile-Zq04";
    private static final String IN_SESSION = "planted-session-Zq05";
    private static final String IN_STATISTICS = "planted-statistics-Zq06";
    private static final String IN_LOG = "planted-log-Zq07";
    private static final String OF_REDIS = "planted-redis-Zq08";
    private static final String WRONG = "planted-wrong-Zq09";
    private static final String OF_REPOSITORY = "planted-repository-Zq10";
    private static final String OF_BEARER = "planted-bearer-Zq11";
    private static final String OF_ADDRESS = "planted-part-of-address-Zq12";
    private static final String IN_ADDRESS = "planted-whole-address-Zq13";
    private static final String OF_MAIL = "planted-mail-Zq14";
    private static final String OF_BOUNCER = "planted-bouncer-Zq15";
    private static final String OF_JMX = "planted-jmx-Zq16";
    private static final String OF_SERVE = "planted-serve-Zq17-long-enough-for-a-token";
    private static final String OF_HMAC = "planted-hmac-Zq18";
    private static final String IN_SETTING = "planted-setting-Zq19";
    private static final List<String> ALL = List.of(BY_VARIABLE, BY_FILE, BY_URL, BY_PROFILE, IN_SESSION, IN_STATISTICS, IN_LOG, OF_REDIS, WRONG, OF_REPOSITORY,
            OF_BEARER, OF_ADDRESS, IN_ADDRESS, OF_MAIL, OF_BOUNCER, OF_JMX, OF_SERVE, OF_HMAC, IN_SETTING);
    private static final List<String> ENDPOINTS = List.of("/", "/openapi.json", "/health", "/metrics", "/api/health/full", "/api/health/database",
            "/api/health/cache", "/api/health/profiling", "/api/health/profiling/queries", "/api/health/profiling/slow-queries");

    @TempDir
    Path folder;

    /** For what the program does not write: the files of PgBouncer and Redis. */
    @TempDir
    Path theirs;

    private final PgCluster server = Servers.own(18, Map.of("pg_stat_statements.track_utility", "on", "pg_stat_statements.track", "all"));
    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private Path home = Path.of("");
    private Path passwords = Path.of("");
    private Path settings = Path.of("");
    private Witness witness = new Witness(home, home);

    @BeforeEach
    void plant() throws Exception {
        Target target = server.target("postgres");
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE orders (id int PRIMARY KEY, total numeric)",
                "INSERT INTO orders SELECT i, i FROM generate_series(1, 100) i",
                "CREATE ROLE other",
                role("by_variable", BY_VARIABLE), role("by_file", BY_FILE), role("by_url", BY_URL), role("by_profile", BY_PROFILE),
                role("keeper", OF_REPOSITORY), "CREATE DATABASE archive OWNER keeper",
                "GRANT pg_monitor TO by_variable, by_file, by_url, by_profile", "GRANT SELECT ON orders TO by_profile",
                "ALTER ROLE other PASSWORD '" + IN_STATISTICS + "'",
                "ALTER SYSTEM SET primary_conninfo = 'host=primary user=standby password=" + IN_SETTING + "'",
                "ALTER SYSTEM SET archive_command = 'AWS_SECRET_ACCESS_KEY=" + IN_SETTING + " push %p'", "SELECT pg_reload_conf()");
        home = folder.resolve("home");
        witness = new Witness(folder, home);
        Path config = Files.createDirectories(home.resolve("config"));
        settings = config.resolve("settings.toml");
        Files.writeString(settings, profile("orders", "postgres", "by_profile"));
        Secrets kept = Secrets.open(new Surroundings(Map.of(), folder, "me", "Linux"), config);
        assertThat(kept.kind()).isEqualTo(Secrets.Kind.FILE);
        kept.put("orders", new Secret(BY_PROFILE));
        kept.put("archive", new Secret(OF_REPOSITORY));
        kept.put("redis", new Secret(OF_REDIS));
        passwords = folder.resolve("pgpass");
        Files.writeString(passwords, "127.0.0.1:" + server.port() + ":*:by_file:" + BY_FILE + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("server.log"), """
                2026-11-21 10:00:00.000 UTC [7] LOG:  duration: 12.000 ms  statement: ALTER ROLE other PASSWORD '%1$s'
                2026-11-21 10:00:01.000 UTC [7] LOG:  duration: 2000.000 ms  statement: SELECT dblink_connect('host=x password=%1$s')
                2026-11-21 10:00:02.000 UTC [7] ERROR:  role "nobody" does not exist
                2026-11-21 10:00:02.000 UTC [7] STATEMENT:  ALTER ROLE nobody PASSWORD '%1$s'
                """.formatted(IN_LOG));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void ofConnectionsAreFoundNowhere() throws Exception {
        try (Connection idle = idle()) {
            String address = "postgres://%s@127.0.0.1:" + server.port() + "/postgres?sslmode=disable";
            Map<String, String> variable = Map.of("PGPASSWORD", BY_VARIABLE, "REDIS_PASSWORD", OF_REDIS);
            Map<String, String> file = Map.of("PGPASSFILE", passwords.toString());
            Map<String, String> url = Map.of("DATABASE_URL", "postgres://by_url:" + BY_URL + "@127.0.0.1:" + server.port() + "/postgres?sslmode=disable");
            witness.howdah(0, variable, "status", "--json", "--target", address.formatted("by_variable"));
            witness.howdah(0, file, "activity", "--json", "--target", address.formatted("by_file"));
            witness.howdah(0, url, "activity", "--debug");
            witness.howdah(0, url, "slow", "--json", "--top", "100");
            witness.howdah(0, Map.of(), "pool", "--json", "--target", "orders");
            witness.howdah(0, Map.of(), "doctor", "--json", "--target", "orders");
            witness.howdah(0, url, "capsule", "--out", folder.resolve("exported.capsule").toString());
            witness.howdah(0, Map.of(), "logs", "--json", folder.resolve("server.log").toString());
            witness.howdah(0, Map.of(), "logs", folder.resolve("server.log").toString());
            witness.howdah(3, Map.of("PGPASSWORD", WRONG), "status", "--debug", "--target", address.formatted("by_variable"));
            witness.howdah(3, Map.of("DATABASE_URL", "postgres://by_url:" + WRONG + "@127.0.0.1:1/x"), "status", "--debug");
            witness.howdah(2, Map.of("DATABASE_URL", "postgres://by_url:" + WRONG + "@[broken/x?nonsense=1"), "status", "--debug");
            idle.rollback();
        }
        crash();
        search();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void ofOutputsRepositoriesPoolersAndListenersAreFoundNowhere() throws Exception {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        HttpServer hooks = hooks();
        try (Connection idle = idle(); Redis redis = Redis.start("requirepass " + OF_REDIS);
                RealPgBouncer bouncer = RealPgBouncer.guarded(theirs, server.target("postgres"), OF_BOUNCER)) {
            smtp.start();
            Files.writeString(settings, profile("orders", "postgres", "by_profile") + profile("archive", "archive", "keeper")
                    + outputs(hooks.getAddress().getPort(), smtp.getSmtp().getPort(), redis.port()));
            toldOnRequest();
            watchedByAWorker();
            askedOverHttp();
            pools(bouncer);
            Map<String, String> all = Map.of("PGPASSWORD", BY_VARIABLE, "HOWDAH_SERVE_TOKEN", OF_SERVE, "REDIS_PASSWORD", OF_REDIS);
            witness.howdah(0, all, "cache", "--json", "--target", "orders");
            witness.howdah(0, all, "alert", "list", "--json");
            witness.howdah(0, all, "alert", "history", "--since", "1h", "--json");
            witness.howdah(0, all, "annotate", "a release", "--target", "orders");
            witness.howdah(0, all, "report", "--target", "orders", "--last", "1h", "--json", "--out", "past.html", "--csv", "past");
            witness.howdah(0, all, "report", "--target", "orders", "--seconds", "1", "--out", "now.html", "--csv", "now");
            witness.howdah(0, all, "job", "queue", "maintenance/vacuum", "--target", "orders", "--param", "table=public.orders", "--repository", "archive");
            witness.howdah(0, all, "bundle", "--target", "orders", "--seconds", "1", "--out", "help.zip");
            witness.howdah(0, all, "audit", "--json");
            idle.rollback();
            for (MimeMessage mail : smtp.getReceivedMessages()) {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                mail.writeTo(whole);
                witness.see("mail", whole.toByteArray());
            }
        } finally {
            hooks.stop(0);
            smtp.stop();
        }
        repository();
        assertThat(bearers).as("what was planted did arrive where it belongs").contains("Bearer " + OF_BEARER);
        assertThat(paths).contains("/part/" + OF_ADDRESS, "/services/" + IN_ADDRESS);
        assertThat(witness.file("told")).contains("HOWDAH_ALERT_KIND=fired");
        search();
    }

    private void toldOnRequest() throws Exception {
        Map<String, String> all = Map.of("PGPASSWORD", BY_VARIABLE, "HOWDAH_SERVE_TOKEN", OF_SERVE);
        for (String[] secret : new String[][] {{"bearer", OF_BEARER}, {"part", OF_ADDRESS}, {"gone", OF_ADDRESS}, {"post", OF_MAIL}, {"signed", OF_HMAC}}) {
            witness.howdah(0, secret[1] + "\n", all, "alert", "secret", secret[0]);
        }
        for (String output : List.of("bearer", "part", "whole", "signed", "page", "letter", "gone", "post")) {
            witness.howdah(0, all, "alert", "test", output);
        }
    }

    private void watchedByAWorker() throws Exception {
        Map<String, String> all = Map.of("PGPASSWORD", BY_VARIABLE, "HOWDAH_SERVE_TOKEN", OF_SERVE);
        Process worker = witness.start(all, "worker", "--sample", "orders", "--repository", "archive");
        try {
            Await.until("the worker tells of an alert", Duration.ofMinutes(5), () -> {
                witness.processList(1_000);
                return !worker.isAlive() || witness.file("told").contains("KIND=fired");
            });
            assertThat(worker.isAlive()).as(witness.said()).isTrue();
        } finally {
            worker.destroy();
            assertThat(worker.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void askedOverHttp() throws Exception {
        Process serving = witness.start(Map.of("HOWDAH_SERVE_TOKEN", OF_SERVE), "serve", "--port", "0", "--target", "orders", "--admin");
        try (HttpClient http = HttpClient.newHttpClient()) {
            Pattern url = Pattern.compile("http://[^ ]+:\\d+");
            Await.until("it listens", Duration.ofMinutes(3), () -> !serving.isAlive() || url.matcher(witness.said()).find());
            Matcher address = url.matcher(witness.said());
            assertThat(address.find()).as(witness.said()).isTrue();
            for (String endpoint : ENDPOINTS) {
                for (String token : List.of(OF_SERVE, WRONG)) {
                    HttpRequest request = HttpRequest.newBuilder(URI.create(address.group() + endpoint)).header("Authorization", "Bearer " + token).build();
                    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(endpoint).isIn(token.equals(OF_SERVE) || ENDPOINTS.indexOf(endpoint) < 2 ? List.of(200, 503) : List.of(401));
                    witness.see("answer of " + endpoint, answer.headers().map() + answer.body());
                }
            }
        } finally {
            serving.destroy();
            assertThat(serving.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void pools(RealPgBouncer bouncer) throws Exception {
        String at = "127.0.0.1:" + bouncer.console(RealPgBouncer.ADMIN).hosts().getFirst().port();
        for (String password : List.of(OF_BOUNCER, WRONG)) {
            witness.howdah(password.equals(OF_BOUNCER) ? 0 : 3, Map.of("PGBOUNCER_PASSWORD", password), "pool", "--json", "--target", "orders", "--bouncer", at, "--bouncer-user", RealPgBouncer.ADMIN);
        }
        try (JmxApp app = JmxApp.open("127.0.0.1:1", "watcher", OF_JMX, Audits.scratch())) {
            witness.see("program over JMX", app.toString());
        } catch (DbException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            witness.see("refusal over JMX", trace + "\n" + e.problem());
        }
    }

    /** Every value of every row that was written into the repository. */
    private void repository() throws Exception {
        try (Connection c = Connections.open(server.target("archive"), SessionSpec.interactive()); Statement s = c.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = s.executeQuery("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname LIKE 'howdah%'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            assertThat(tables).hasSizeGreaterThan(3);
            for (String table : tables) {
                ByteArrayOutputStream values = new ByteArrayOutputStream();
                try (ResultSet rows = s.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            byte[] value = rows.getBytes(i);
                            values.write(value == null ? new byte[0] : value);
                            values.write('\n');
                        }
                    }
                }
                witness.see("repository " + table, values.toByteArray());
            }
        }
    }

    private void search() throws IOException {
        witness.collect(List.of(passwords, folder.resolve("server.log"), settings));
        assertThat(witness.pieces()).isGreaterThan(30);
        Map<String, List<String>> found = witness.find(ALL);
        System.out.printf("planted secrets: %d planted, %d pieces searched, %d bytes, found %s%n", ALL.size(), witness.pieces(), witness.bytes(), found);
        assertThat(found).isEmpty();
    }

    /** The program in the middle of a connection, killed so that the JVM writes its report of a crash. */
    private void crash() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Process process = witness.start(Map.of("PGPASSWORD", WRONG, "DATABASE_URL", "postgres://by_url:" + WRONG + "@127.0.0.1:" + mute.getLocalPort()
                    + "/x?sslmode=disable"), "status");
            mute.accept();
            new ProcessBuilder("kill", "-SEGV", String.valueOf(process.pid())).start().waitFor();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(p -> p.getFileName().toString()).filter(n -> n.startsWith("hs_err"))).hasSize(1);
        }
    }

    /** A session that holds a transaction open; its last statement holds a password. */
    private Connection idle() throws Exception {
        Connection idle = Connections.open(server.target("postgres"), SessionSpec.interactive());
        idle.setAutoCommit(false);
        try (Statement s = idle.createStatement()) {
            s.execute("SET idle_in_transaction_session_timeout = 0");
            s.execute("ALTER ROLE other PASSWORD '" + IN_SESSION + "'");
        }
        return idle;
    }

    /** Remembers the bodies; what came in headers and paths is kept apart, for there secrets belong. */
    private HttpServer hooks() throws IOException {
        HttpServer hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.createContext("/", e -> {
            witness.see("body of a webhook", e.getRequestBody().readAllBytes());
            bearers.add(String.valueOf(e.getRequestHeaders().getFirst("Authorization")));
            paths.add(e.getRequestURI().getPath());
            e.sendResponseHeaders(200, -1);
            e.close();
        });
        hooks.start();
        return hooks;
    }

    private String outputs(int hooks, int smtp, int redis) throws IOException {
        Path script = theirs.resolve("page.sh");
        Files.writeString(script, "#!/bin/sh\n{ env; printf '%s\\n' \"$@\"; } >> '" + folder.resolve("told") + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        String hook = "http://127.0.0.1:" + hooks;
        return """
                [history]
                repository = "postgres://keeper:%s@127.0.0.1:%d/archive?sslmode=disable"
                [redis]
                host = "127.0.0.1"
                port = %d
                [checks.idle-in-transaction]
                warn = 1
                [alerts]
                findings = "warning"
                desktop = false
                every_s = 5
                [alerts.rules.sessions]
                warn = 0.5
                cycles = "1 of 1"
                """.formatted(OF_REPOSITORY, server.port(), redis)
                + output("bearer", "kind = \"webhook\"", "url = \"" + hook + "/bearer\"", "proof = \"bearer\"")
                + output("part", "kind = \"webhook\"", "url = \"" + hook + "/part/{secret}\"")
                + output("whole", "kind = \"webhook\"", "url = \"" + hook + "/services/" + IN_ADDRESS + "\"")
                + output("signed", "kind = \"webhook\"", "url = \"" + hook + "/signed\"", "proof = \"hmac\"")
                + output("gone", "kind = \"webhook\"", "url = \"http://127.0.0.1:1/part/{secret}?key=" + IN_ADDRESS + "\"")
                + output("page", "kind = \"command\"", "argv = [\"" + script + "\", \"--now\"]")
                + output("letter", "kind = \"mail\"", "host = \"127.0.0.1\"", "port = " + smtp, "security = \"none\"", "from = \"a@example.org\"", "to = [\"b@example.org\"]")
                + output("post", "kind = \"mail\"", "host = \"127.0.0.1\"", "port = " + smtp, "user = \"watcher\"", "from = \"a@example.org\"", "to = [\"b@example.org\"]");
    }

    private static String output(String name, String... lines) {
        return "[alerts.outputs." + name + "]\n" + String.join("\n", lines) + "\n";
    }

    private String profile(String name, String database, String user) {
        return "[profiles." + name + "]\nhost = \"127.0.0.1\"\nport = \"" + server.port() + "\"\ndbname = \"" + database + "\"\nuser = \"" + user
                + "\"\nsslmode = \"disable\"\nenvironment = \"development\"\n";
    }

    private static String role(String name, String password) {
        return "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'";
    }
}
