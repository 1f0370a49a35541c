package dev.howdah.engine.pool.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A real PgBouncer in front of a real server, on a loopback port of its own. */
public final class RealPgBouncer implements AutoCloseable {
    public static final String ADMIN = "boss";
    static final String STATS = "watcher";

    private final Process process;
    private final int port;
    private final Target server;
    private final String password;

    private RealPgBouncer(Process process, int port, Target server, String password) {
        this.process = process;
        this.port = port;
        this.server = server;
        this.password = password;
    }

    /** Skips the test where the binary is missing, unless CI says that it must be there. */
    public static RealPgBouncer start(Path folder, Target server, String poolMode, int poolSize) {
        return start(folder, server, ini -> ini.formatted(poolMode, poolSize), "pw");
    }

    /** One whose console wants this password. */
    public static RealPgBouncer guarded(Path folder, Target server, String password) {
        return start(folder, server, ini -> ini.formatted("session", 2), password);
    }

    private static RealPgBouncer start(Path folder, Target server, UnaryOperator<String> manners, String password) {
        Path binary = List.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(binary != null || "true".equals(System.getenv("CI")), "PgBouncer is not installed: apt-get install pgbouncer");
        assertThat(binary).as("PgBouncer's binary").isNotNull();
        try {
            int port = freePort();
            Files.writeString(folder.resolve("users"), users(server, password));
            Files.writeString(folder.resolve("bouncer.ini"), ini(folder, server, port) + manners.apply("pool_mode = %s\ndefault_pool_size = %d\n"));
            List<String> command = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("unshare", "--user", "--"));
            }
            command.addAll(List.of(String.valueOf(binary), folder.resolve("bouncer.ini").toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Await.until("PgBouncer listens", () -> listens(port) || !process.isAlive());
            assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
            return new RealPgBouncer(process, port, server, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String users(Target server, String password) {
        String own = server.password() == null ? "" : server.password().reveal();
        return user(server.user(), own) + user(ADMIN, password) + user(STATS, password);
    }

    private static String user(String name, String password) {
        return "\"" + name + "\" \"" + password + "\"\n";
    }

    private static String ini(Path folder, Target server, int port) {
        Target.Host host = server.hosts().getFirst();
        return """
                [databases]
                app = host=%s port=%d dbname=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                admin_users = %s
                stats_users = %s
                ignore_startup_parameters = extra_float_digits,options
                """.formatted(
                host.name(), host.port(), server.database(), port,
                folder.resolve("users"), ADMIN, STATS);
    }

    /** The server's database through PgBouncer. */
    public Target app() {
        return at("app", server.user(), server.password());
    }

    public Target console(String user) {
        return at("pgbouncer", user, new Secret(password));
    }

    private Target at(String database, String user, Secret password) {
        return new Target(
                "bouncer", List.of(new Target.Host("127.0.0.1", port)), database, user, password, Tls.disable(),
                Environment.SANDBOX, Map.of());
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static boolean listens(int port) {
        try (Socket s = new Socket()) {
            s.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
