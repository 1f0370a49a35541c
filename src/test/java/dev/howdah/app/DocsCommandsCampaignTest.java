package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.sources.RealPgBouncer;
import dev.howdah.testing.Await;
import dev.howdah.testing.Redis;
import dev.howdah.testing.Servers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The commands of the documentation that {@link DocsCommandsTest} leaves for later, as they are written: each against a server with a log and a past, one of
 * an older major, a PgBouncer, a Redis, a program with JMX, and the sandbox. Servers, files and durations are this test's.
 */
@Tag("campaign")
@ResourceLock("javafx")
class DocsCommandsCampaignTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What goes on until it is stopped. */
    private static final Set<String> ENDLESS = Set.of("serve", "worker");
    private static final InputStream TYPED = System.in;

    @TempDir
    static Path home;

    private static PgCluster server;
    private static PgCluster older;
    private static RealPgBouncer bouncer;
    private static Redis redis;
    private static JMXConnectorServer program;
    private static Running recorder;

    /** A command that goes on, and what it says. */
    private record Running(Thread thread, StringWriter said, AtomicInteger code) {}

    @BeforeAll
    static void everythingThatThePagesName() throws IOException {
        server = shop(18);
        older = shop(17);
        Path folder = Files.createDirectories(home.resolve("bouncer"));
        bouncer = RealPgBouncer.start(folder, server.target("orders"), "session", 2);
        redis = Redis.start();
        program = JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, ManagementFactory.getPlatformMBeanServer());
        program.start();
        Files.writeString(home.resolve("postgresql-Fri.log"),
                "2026-11-20 10:00:00.000 UTC [7] LOG:  duration: 12.3 ms  statement: SELECT * FROM orders WHERE customer_id = 7\n");
        Path settings = home.resolve("howdah/config/settings.toml");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "[alerts.outputs.ops]\nkind = \"command\"\nargv = [\"/bin/true\"]\n");
        recorder = start(List.of("worker", "--sample", "orders", "--sample", "stock"));
        Await.until("the worker records", PATIENCE, () -> execute(new StringWriter(), List.of("alert", "list", "--target", "orders")) != ExitCode.USAGE);
    }

    /** A database whose table wants an index, with a workload that says so and a log that has it. */
    private static PgCluster shop(int major) {
        PgCluster cluster = Servers.own(major, Map.of("logging_collector", "on", "log_directory", "log", "log_min_duration_statement", "0"));
        Servers.execute(cluster.target("postgres"), "CREATE DATABASE orders");
        Target target = cluster.target("orders");
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, note text)",
                "INSERT INTO orders SELECT i, i % 5000, repeat('x', 80) FROM generate_series(1, 200000) i", "ANALYZE");
        Servers.execute(target, IntStream.range(0, 50).mapToObj(i -> "SELECT * FROM orders WHERE customer_id = " + i).toArray(String[]::new));
        return cluster;
    }

    @AfterAll
    static void endsThemAll() throws Exception {
        System.setIn(TYPED);
        stop(recorder);
        program.stop();
        redis.close();
        bouncer.close();
        older.close();
        server.close();
    }

    static List<List<String>> commands() throws IOException {
        return DocsCommandsTest.inOrder().stream().filter(DocsCommandsTest::later).toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandRunsAsItIsWritten(List<String> words) throws InterruptedException {
        List<String> here = here(words);
        if (ENDLESS.contains(words.getFirst())) {
            stop(start(here));
            return;
        }
        System.setIn(new ByteArrayInputStream("a secret\n".getBytes(StandardCharsets.UTF_8)));
        StringWriter err = new StringWriter();
        assertThat(execute(err, here)).as(here + ": " + err).isIn(ExitCode.OK, ExitCode.FINDINGS);
    }

    /** The same command for what runs here, and with a second's patience. */
    private static List<String> here(List<String> words) {
        String line = String.join(" ", words);
        List<String> here = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String before = i == 0 ? "" : words.get(i - 1);
            String word = words.get(i);
            here.add(switch (before) {
                case "--target", "-t", "--sample", "--repository" -> line.contains("--upgrade") ? "older" : Set.of("stock", "billing").contains(word) ? word : "orders";
                case "--seconds", "--interval", "--scale" -> "1";
                case "--measure" -> "5s";
                case "--out", "--workload" -> home.resolve(Path.of(word).getFileName()).toString();
                case "--bouncer" -> host(bouncer.console(RealPgBouncer.ADMIN));
                case "--bouncer-user" -> RealPgBouncer.ADMIN;
                case "--jmx" -> String.valueOf(program.getAddress());
                case "--redis" -> "127.0.0.1:" + redis.port();
                case "--statement" -> statement();
                default -> word.startsWith("/var/log") ? server.data().resolve("log").toString() : word;
            });
        }
        return Stream.concat(here.stream(), more(line).stream()).toList();
    }

    private static List<String> more(String line) {
        if (line.startsWith("logs --follow")) {
            return List.of("--for", "1");
        }
        if (line.startsWith("serve")) {
            return List.of("--port", "0");
        }
        if (line.startsWith("advise") && !line.contains("--seconds")) {
            return List.of("--seconds", "2");
        }
        boolean any = line.startsWith("slow reset") || line.startsWith("annotate") && !line.contains("--target");
        return any ? List.of("--target", "orders") : List.of();
    }

    private static String host(Target target) {
        return target.hosts().getFirst().name() + ":" + target.hosts().getFirst().port();
    }

    private static String statement() {
        SessionSpec session = new SessionSpec("howdah/test", true, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO);
        try (Connection c = Connections.open(server.target("orders"), session); Statement s = c.createStatement();
                ResultSet found = s.executeQuery("SELECT queryid FROM pg_stat_statements WHERE query LIKE 'SELECT * FROM orders%' LIMIT 1")) {
            found.next();
            return found.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Running start(List<String> words) {
        StringWriter err = new StringWriter();
        AtomicInteger code = new AtomicInteger(-1);
        Thread thread = Thread.ofVirtual().start(() -> code.set(execute(err, words)));
        Await.until(words + " has started", PATIENCE, () -> err.toString().contains("Ctrl+C") || code.get() >= 0);
        assertThat(code).as(err.toString()).hasValue(-1);
        return new Running(thread, err, code);
    }

    private static void stop(Running running) throws InterruptedException {
        running.thread().interrupt();
        running.thread().join();
    }

    private static int execute(StringWriter err, List<String> words) {
        Target target = server.target("orders");
        Surroundings surroundings = new Surroundings(Map.of("HOWDAH_HOME", home.resolve("howdah").toString(), "PGBOUNCER_PASSWORD", "pw"),
                home, "tester", System.getProperty("os.name"));
        try (Wiring wiring = new Wiring(surroundings, Path.of(System.getProperty("howdah.postgres", "target/postgres")))) {
            for (String name : List.of("orders", "stock", "billing")) {
                wiring.settings().save(new Profile(name, Environment.DEVELOPMENT, ConnInfo.of(target)));
            }
            wiring.settings().save(new Profile("older", Environment.DEVELOPMENT, ConnInfo.of(older.target("orders"))));
            Arrays.asList("orders", "stock", "billing").forEach(n -> wiring.secrets().put(n, Objects.requireNonNull(target.password())));
            wiring.secrets().put("older", Objects.requireNonNull(older.target("orders").password()));
            CommandLine line = Cli.of(wiring, connect -> 0, words);
            line.setOut(new PrintWriter(new StringWriter()));
            line.setErr(new PrintWriter(err, true));
            return line.execute(words.toArray(String[]::new));
        }
    }
}
