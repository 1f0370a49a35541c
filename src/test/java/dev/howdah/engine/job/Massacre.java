package dev.howdah.engine.job;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Jvm;
import dev.howdah.testing.Proxy;
import dev.howdah.testing.Servers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs counting jobs in a process of their own, through a proxy, and kills process, session, server or network at random instants. */
final class Massacre implements AutoCloseable {
    private static final int ROWS = 20_000;

    /** Longer than any machine is busy: who takes this long hangs. */
    private static final Duration HANGS = Duration.ofMinutes(10);

    enum Kind {
        PROCESS,
        SESSION,
        SERVER,
        NETWORK
    }

    private final SplittableRandom random;
    private final Path folder;
    private final ClusterSpec spec;
    private final Map<Kind, Integer> kills = new EnumMap<>(Kind.class);
    private PgCluster cluster;
    private final Proxy proxy;
    private final long start = System.nanoTime();
    private @Nullable Process worker;
    private UUID run = UUID.randomUUID();
    private int runs = 1;

    Massacre(long seed) throws IOException {
        random = new SplittableRandom(seed);
        folder = Files.createTempDirectory("howdah-kill");
        cluster = PgCluster.start(Servers.binaries(), ClusterSpec.lasting(18, folder).with("fsync", "off"));
        spec = ClusterSpec.lasting(18, folder).with("fsync", "off").withPort(cluster.port());
        proxy = new Proxy(cluster.port());
        Servers.execute(direct(), "CREATE TABLE counted (id bigint PRIMARY KEY, n int NOT NULL DEFAULT 0) WITH (fillfactor = 70)",
                "INSERT INTO counted SELECT g * 3 FROM generate_series(1, " + ROWS + ") g");
    }

    void run(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            // All kinds in turn, the instant at random: within a chunk, a commit, a start or a recovery.
            Kind kind = Kind.values()[i % Kind.values().length];
            long before = chunks();
            ensureWorker();
            Await.until("the job to go on after kill " + i, HANGS, () -> {
                ensureWorker();
                return chunks() > before || chunks() == 0;
            });
            LockSupport.parkNanos(random.nextLong(150_000_000));
            kill(kind);
            kills.merge(kind, 1, Integer::sum);
        }
        Await.until("the last run to end", HANGS, () -> {
            if (!isDone()) {
                ensureWorkerOnly();
            }
            return isDone();
        });
    }

    /** Rows whose count is not the number of runs. */
    long wrongRows() {
        return query("SELECT count(*) FILTER (WHERE n <> " + runs + ") + abs(count(*) - " + ROWS + ") FROM counted");
    }

    String report() {
        return kills + ", " + runs + " runs of " + ROWS + " rows, " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s";
    }

    @Override
    public void close() throws Exception {
        if (worker != null) {
            worker.destroyForcibly().waitFor();
        }
        proxy.close();
        cluster.close();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private void kill(Kind kind) throws Exception {
        switch (kind) {
            case PROCESS -> worker.destroyForcibly().waitFor();
            case SESSION -> query("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'howdah/job'");
            case NETWORK -> {
                if (random.nextBoolean()) {
                    proxy.cut();
                } else {
                    proxy.refuse(true);
                    LockSupport.parkNanos(random.nextLong(500_000_000));
                    proxy.refuse(false);
                }
            }
            case SERVER -> {
                // SIGQUIT to the postmaster is pg_ctl stop -m immediate: no checkpoint, recovery at the next start.
                new ProcessBuilder("kill", "-QUIT", String.valueOf(cluster.pid())).start().waitFor();
                cluster.close();
                cluster = PgCluster.start(Servers.binaries(), spec);
            }
        }
    }

    private void ensureWorker() {
        if (isDone()) {
            run = UUID.randomUUID();
            runs++;
        }
        ensureWorkerOnly();
    }

    private void ensureWorkerOnly() {
        if (worker != null && worker.isAlive()) {
            return;
        }
        try {
            worker = Jvm.start(KillWorker.class, String.valueOf(proxy.port()), run.toString(), direct().password().reveal());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean isDone() {
        return query("SELECT count(*) FROM howdah.job_checkpoint WHERE run = '" + run + "' AND state = 'done'") > 0;
    }

    private long chunks() {
        return query("SELECT coalesce(sum(chunks), 0) FROM howdah.job_checkpoint");
    }

    private long query(String sql) {
        return Servers.db(direct()).withConnection(c -> {
            try (var s = c.createStatement()) {
                if (sql.contains("howdah.job_checkpoint")) {
                    try (var there = s.executeQuery("SELECT to_regclass('howdah.job_checkpoint') IS NOT NULL")) {
                        there.next();
                        if (!there.getBoolean(1)) {
                            return 0L;
                        }
                    }
                }
                try (var r = s.executeQuery(sql)) {
                    r.next();
                    return r.getLong(1);
                }
            }
        });
    }

    private Target direct() {
        return cluster.target("postgres");
    }
}
