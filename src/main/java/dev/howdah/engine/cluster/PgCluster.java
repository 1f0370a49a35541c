package dev.howdah.engine.cluster;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A PostgreSQL server that Howdah starts for itself: loopback only, SCRAM with a random password in a 0600 file. It ends with
 * {@link #close()}, and also when Howdah is killed: a small shell waits for the end of its input and then stops the server.
 * Thread-safe.
 */
public final class PgCluster implements AutoCloseable {
    /** The superuser of Howdah's own clusters. */
    public static final String USER = "howdah";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** How many ports are tried when any will do. */
    private static final int PORTS = 5;

    private final ClusterSpec spec;
    private final Path home;
    private final Secret password;
    private final int port;
    private final Process guard;

    private PgCluster(ClusterSpec spec, Path home, Secret password, int port, Process guard) {
        this.spec = spec;
        this.home = home;
        this.password = password;
        this.port = port;
        this.guard = guard;
    }

    /**
     * Makes the cluster when its folder is empty, and starts it. Returns when it answers.
     *
     * @throws ClusterException with a sentence that says why not
     */
    public static PgCluster start(PgBinaries binaries, ClusterSpec spec) {
        return start(binaries, spec, PgCluster::freePort);
    }

    /** @param any chooses a port when any will do */
    static PgCluster start(PgBinaries binaries, ClusterSpec spec, IntSupplier any) {
        Path home = binaries.home(spec.major());
        try {
            Secret password = Initdb.ensure(home, spec);
            stopLeftOver(home, spec);
            for (int attempt = 1;; attempt++) {
                int port = spec.port() == 0 ? any.getAsInt() : spec.port();
                PgCluster cluster = new PgCluster(spec, home, password, port, launch(home, spec, port));
                if (cluster.ready(spec.port() == 0 && attempt < PORTS)) {
                    return cluster;
                }
            }
        } catch (IOException e) {
            throw new ClusterException(Text.of("cluster.cannot-write", spec.folder(), ClusterException.reason(e)), e);
        }
    }

    /**
     * The superuser's way to a cluster that another Howdah runs from this folder.
     *
     * @throws ClusterException when none runs there
     */
    public static Target running(Path folder) {
        try {
            int port = Integer.parseInt(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(3).strip());
            return target(port, new Secret(Files.readString(folder.resolve("password")).strip()), "postgres");
        } catch (IOException | RuntimeException e) {
            throw new ClusterException(Text.of("cluster.not-running", folder), e);
        }
    }

    /** The superuser's way in. */
    public Target target(String database) {
        return target(port, password, database);
    }

    private static Target target(int port, Secret password, String database) {
        List<Target.Host> hosts = List.of(new Target.Host("127.0.0.1", port));
        return new Target("sandbox", hosts, database, USER, password, Tls.disable(), Environment.SANDBOX, Map.of());
    }

    public int port() {
        return port;
    }

    /** The folder with {@code bin}, {@code lib} and {@code share} of this server. */
    public Path home() {
        return home;
    }

    /** The data directory. */
    public Path data() {
        return spec.folder().resolve("data");
    }

    /** The server's own messages of its start and stop. */
    public Path log() {
        return spec.folder().resolve("log");
    }

    /** The postmaster's process id, 0 when it does not run. */
    public long pid() {
        return postmasterPid(data());
    }

    public boolean isRunning() {
        return guard.isAlive();
    }

    /** Waits for a server that may be about to end; false when it still runs after that time. */
    public boolean ended(Duration within) {
        try {
            return guard.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops the server: open sessions end, committed data stays. A temporary cluster is removed. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(20, TimeUnit.SECONDS)) {
                ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
                guard.destroyForcibly();
            }
            if (spec.temporary()) {
                Trees.delete(spec.folder());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same left to the guard, without waiting for it. A server that ended by itself is removed before this returns. */
    public void closeLater() {
        if (!isRunning()) {
            close();
            return;
        }
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path home, ClusterSpec spec, int port) throws IOException {
        List<String> command = new ArrayList<>(Privileges.drop());
        command.add(home.resolve("bin/postgres").toString());
        command.addAll(List.of("-D", spec.folder().resolve("data").toString()));
        settings(spec, port).forEach((k, v) -> command.addAll(List.of("-c", k + "=" + v)));
        ProcessBuilder builder = new ProcessBuilder(Guard.command(command, spec));
        builder.environment().remove("PGTZ");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(spec.folder().resolve("log").toFile()));
        return builder.start();
    }

    private static Map<String, String> settings(ClusterSpec spec, int port) {
        Map<String, String> all = new TreeMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", String.valueOf(port));
        all.put("unix_socket_directories", "");
        all.putAll(spec.settings());
        return all;
    }

    /** The server writes its state into the eighth line of its pid file; asking there touches nobody else who has the port. */
    private boolean ready(boolean another) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready()) {
            if (!guard.isAlive() || exitedEarly() || System.nanoTime() > deadline) {
                if (another && Logs.portTaken(log())) {
                    return stopped();
                }
                String said = Logs.lastError(log());
                close();
                throw new ClusterException(Text.of("cluster.cannot-start", spec.major(), port, said), null);
            }
            pause();
        }
        return true;
    }

    /** Somebody took the port between its choice and the server's start; the folder stays for the next attempt. */
    private boolean stopped() {
        if (!ended(START_LIMIT)) {
            guard.destroyForcibly();
        }
        return false;
    }

    private boolean ready() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() > 7 && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean exitedEarly() {
        return Logs.fatal(log()) && pid() == 0;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(Text.of("cluster.interrupted"), e);
        }
    }

    /** A server of this data directory that an earlier, killed Howdah could not stop, or the pid file of one that was killed too. */
    private static void stopLeftOver(Path home, ClusterSpec spec) throws IOException {
        Path data = spec.folder().resolve("data");
        long pid = postmasterPid(data);
        boolean runs = ProcessHandle.of(pid).flatMap(p -> p.info().command()).filter(c -> c.endsWith("postgres")).isPresent();
        if (pid != 0 && runs) {
            List<String> command = new ArrayList<>(Privileges.drop());
            command.addAll(List.of(home.resolve("bin/pg_ctl").toString(), "stop", "-w", "-m", "fast", "-D", data.toString()));
            Commands.run(command);
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private static long postmasterPid(Path data) {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
