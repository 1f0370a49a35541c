package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
 * that it said, wrote, exported or left behind is searched. {@code mvn test -Dtest=PlantedSecretsTest -Dtest.excluded=none}
 */
@Tag("campaign")
@DisabledOnOs(OS.WINDOWS)
class PlantedSecretsTest {
    private static final String BY_VARIABLE = "planted-variable-Zq1";
    private static final String BY_FILE = "planted-file-Zq2";
    private static final String BY_URL = "planted-url-Zq3";
    private static final String BY_PROFILE = "planted-profile-Zq4";
    private static final String IN_SESSION = "planted-session-Zq5";
    private static final String IN_STATISTICS = "planted-statistics-Zq6";
    private static final String IN_LOG = "planted-log-Zq7";
    private static final String OF_REDIS = "planted-redis-Zq8";
    private static final String WRONG = "planted-wrong-Zq9";

    @TempDir
    Path folder;

    private final Map<String, byte[]> seen = new TreeMap<>();
    private final PgCluster server = Servers.own(18, Map.of("pg_stat_statements.track_utility", "on", "pg_stat_statements.track", "all"));
    private Path home = Path.of("");
    private Path passwords = Path.of("");

    @BeforeEach
    void plant() throws Exception {
        Target target = server.target("postgres");
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE orders (id int PRIMARY KEY, total numeric)",
                "CREATE ROLE other",
                role("by_variable", BY_VARIABLE), role("by_file", BY_FILE), role("by_url", BY_URL), role("by_profile", BY_PROFILE),
                "GRANT pg_monitor TO by_variable, by_file, by_url, by_profile",
                "ALTER ROLE other PASSWORD '" + IN_STATISTICS + "'");
        home = folder.resolve("home");
        Path config = Files.createDirectories(home.resolve("config"));
        Files.writeString(config.resolve("settings.toml"), "[profiles.orders]\nhost = \"127.0.0.1\"\nport = \"" + server.port()
                + "\"\ndbname = \"postgres\"\nuser = \"by_profile\"\nsslmode = \"disable\"\nenvironment = \"test\"\n[redis]\naddress = \"127.0.0.1:1\"\n");
        Secrets kept = Secrets.open(new Surroundings(Map.of(), folder, "me", "Linux"), config);
        assertThat(kept.kind()).isEqualTo(Secrets.Kind.FILE);
        kept.put("orders", new Secret(BY_PROFILE));
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
    void areFoundNowhere() throws Exception {
        try (Connection idle = Connections.open(server.target("postgres"), SessionSpec.interactive());
                Statement s = idle.createStatement()) {
            idle.setAutoCommit(false);
            s.execute("ALTER ROLE other PASSWORD '" + IN_SESSION + "'");
            String address = "postgres://%s@127.0.0.1:" + server.port() + "/postgres?sslmode=disable";
            Map<String, String> variable = Map.of("PGPASSWORD", BY_VARIABLE, "REDIS_PASSWORD", OF_REDIS);
            Map<String, String> file = Map.of("PGPASSFILE", passwords.toString());
            Map<String, String> url = Map.of("DATABASE_URL", "postgres://by_url:" + BY_URL + "@127.0.0.1:" + server.port() + "/postgres?sslmode=disable");
            howdah(0, variable, "status", "--json", "--target", address.formatted("by_variable"));
            howdah(0, file, "activity", "--json", "--target", address.formatted("by_file"));
            howdah(0, url, "activity", "--debug");
            howdah(0, url, "slow", "--json", "--top", "100");
            howdah(0, Map.of(), "pool", "--json", "--target", "orders");
            howdah(0, Map.of(), "doctor", "--json", "--target", "orders");
            howdah(0, url, "capsule", "--out", folder.resolve("exported.capsule").toString());
            howdah(0, Map.of(), "logs", "--json", folder.resolve("server.log").toString());
            howdah(0, Map.of(), "logs", folder.resolve("server.log").toString());
            howdah(3, Map.of("PGPASSWORD", WRONG), "status", "--debug", "--target", address.formatted("by_variable"));
            howdah(3, Map.of("DATABASE_URL", "postgres://by_url:" + WRONG + "@127.0.0.1:1/x"), "status", "--debug");
            howdah(2, Map.of("DATABASE_URL", "postgres://by_url:" + WRONG + "@[broken/x?nonsense=1"), "status", "--debug");
            idle.rollback();
        }
        crash();
        collectFiles();
        assertThat(seen).hasSizeGreaterThan(30);
        Map<String, List<String>> found = new TreeMap<>();
        for (String secret : List.of(BY_VARIABLE, BY_FILE, BY_URL, BY_PROFILE, IN_SESSION, IN_STATISTICS, IN_LOG, OF_REDIS, WRONG)) {
            List<String> where = seen.entrySet().stream().filter(e -> contains(e.getValue(), secret)).map(Map.Entry::getKey).toList();
            if (!where.isEmpty()) {
                found.put(secret, where);
            }
        }
        System.out.printf("planted secrets: 9 planted, %d pieces searched, %d bytes, found %s%n", seen.size(),
                seen.values().stream().mapToLong(b -> b.length).sum(), found);
        assertThat(found).isEmpty();
    }

    /** The program in the middle of a connection, killed so that the JVM writes its report of a crash. */
    private void crash() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Process process = start(Map.of("PGPASSWORD", WRONG, "DATABASE_URL", "postgres://by_url:" + WRONG + "@127.0.0.1:" + mute.getLocalPort()
                    + "/x?sslmode=disable"), "status");
            mute.accept();
            new ProcessBuilder("kill", "-SEGV", String.valueOf(process.pid())).start().waitFor();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(p -> p.getFileName().toString()).filter(n -> n.startsWith("hs_err"))).hasSize(1);
        }
    }

    private void howdah(int code, Map<String, String> environment, String... words) throws Exception {
        int ended = -1;
        // A machine that is busy with something else may miss the time for a connection: that is not what is looked for here.
        for (int attempt = 0; attempt < 3 && ended != code && ended != (code == 0 ? 1 : code); attempt++) {
            Process process = start(environment, words);
            int number = seen.size();
            while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
                processList(number);
            }
            ended = process.exitValue();
        }
        assertThat(ended).as(Arrays.toString(words) + said()).isIn(code, code == 0 ? 1 : code);
        assertThat(said()).as(Arrays.toString(words)).hasSizeGreaterThan(20).doesNotContain("ClassNotFound");
    }

    private Process start(Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", "--enable-native-access=ALL-UNNAMED",
                "-Dhowdah.postgres=" + Path.of(System.getProperty("howdah.postgres")).toAbsolutePath(), "-cp", classPath(),
                Launcher.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("PG") || k.startsWith("DBUS") || k.startsWith("XDG"));
        builder.environment().put("HOWDAH_HOME", home.toString());
        builder.environment().putAll(environment);
        File out = folder.resolve("said." + System.nanoTime()).toFile();
        return builder.redirectErrorStream(true).redirectOutput(out).start();
    }

    /** In another folder relative paths mean nothing. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(p -> Path.of(p).toAbsolutePath().toString())
                .collect(java.util.stream.Collectors.joining(File.pathSeparator));
    }

    private String said() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path last = files.filter(p -> p.getFileName().toString().startsWith("said.")).max(Path::compareTo).orElseThrow();
            return "\n" + Files.readString(last);
        }
    }

    /** What every user of the machine may read of what was started from here. */
    private void processList(int number) {
        ProcessHandle.current().descendants().forEach(p -> {
            try {
                seen.put("process list " + number + " " + p.pid(), Files.readAllBytes(Path.of("/proc", p.pid() + "", "cmdline")));
            } catch (IOException e) {
                assertThatCode(() -> p.isAlive()).doesNotThrowAnyException();
            }
        });
    }

    private void collectFiles() throws IOException {
        Await.until("the files are written", () -> Files.exists(home.resolve("config/settings.toml")));
        List<Path> given = List.of(passwords, folder.resolve("server.log"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(f -> !given.contains(f)).toList()) {
                seen.put("file " + folder.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    private static boolean contains(byte[] where, String secret) {
        return new String(where, StandardCharsets.ISO_8859_1).contains(secret);
    }

    private static String role(String name, String password) {
        return "CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'";
    }
}
