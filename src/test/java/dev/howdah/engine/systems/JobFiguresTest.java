package dev.howdah.engine.systems;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.ready.DataJobs;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.skillsprint.Skillsprint;
import dev.howdah.engine.systems.suite.Suite;
import dev.howdah.engine.systems.trainingmonkey.Acwr;
import dev.howdah.engine.systems.trainingmonkey.AcwrTable;
import dev.howdah.engine.systems.trainingmonkey.OAuthClient;
import dev.howdah.engine.systems.trainingmonkey.Tokens;
import dev.howdah.engine.systems.trainingmonkey.Trainingmonkey;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The figures of docs/perf/jobs.md: {@code mvn test -Dtest=JobFiguresTest -Dtest.excluded=}. Ratios are taken within one run. */
@Tag("campaign")
@Timeout(3600)
class JobFiguresTest {
    private static final SeedSpec SCALED = new SeedSpec(10, 1, Instant.parse("2026-11-21T00:00:00Z"));

    @Test
    void scorecard() {
        Target target = disposable();
        OneClick oneClick = new OneClick(target, Audits.scratch());
        String some = System.getProperty("howdah.systems", "");
        List<SampleSystem> all = some.isEmpty() ? Suite.all() : Suite.named(List.of(some.split(",")));
        oneClick.seed(all, new SeedSpec(2, 1, SCALED.asOf()), true, "", Progress.silent());
        try (Arena arena = new Arena(target, PoolSpec.of(10, 20, Duration.ofMinutes(30), true), InstantSource.system())) {
            for (Scorecard.Line l : new Scorecard(oneClick, arena.workbench(), Duration.ofSeconds(1)).measure(all, "", Progress.silent())) {
                print(l.system() + " " + l.measure(), String.format(Locale.ROOT, "%.3f -> %.3f, factor %.2f of %.2f %s",
                        l.baseline(), l.optimised(), l.factor(), l.claimed(), l.reached() ? "reached" : "NOT reached"));
            }
        }
    }

    @Test
    void seedAgainstBareCopy() throws SQLException {
        Target target = disposable();
        Skillsprint system = new Skillsprint();
        new Migrations(target).migrate(system);
        byte[][] ready = new byte[system.tables().size()][];
        for (int i = 0; i < ready.length; i++) {
            ready[i] = rendered(system.tables().get(i));
        }
        double copy = best(3, () -> {
            empty(target, system);
            return timed(() -> bareCopy(target, system, ready));
        });
        double fast = best(3, () -> {
            empty(target, system);
            return timed(() -> new Seeder(target).fast(system, SCALED, Progress.silent()));
        });
        empty(target, system);
        SeedSpec small = new SeedSpec(1, 1, SCALED.asOf());
        double standard = timed(() -> new Seeder(target).standard(system, small, Progress.silent()));
        empty(target, system);
        double fastSmall = timed(() -> new Seeder(target).fast(system, small, Progress.silent()));
        print("seed fast / bare COPY", ratio(fast, copy) + " (" + rows(system, SCALED) + " rows)");
        print("seed standard / seed fast", ratio(standard, fastSmall) + " (" + rows(system, small) + " rows)");
    }

    /** On a server that keeps what it commits, as real ones do. */
    @Test
    void acwr() throws SQLException {
        Map<String, String> durable = Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on", "max_wal_size", "4GB",
                "shared_buffers", "512MB");
        try (PgCluster server = Servers.own(18, durable)) {
            acwr(server.target("postgres"), Integer.getInteger("howdah.users", 10_000));
        }
    }

    private static void acwr(Target target, int users) throws SQLException {
        new Migrations(target).migrate(new Trainingmonkey());
        try (Connection c = Connections.open(target, SessionSpec.batch());
                var s = c.createStatement()) {
            s.execute("INSERT INTO trainingmonkey.users (id, email, name) SELECT g, 'u' || g, 'u' FROM generate_series(1, " + users + ") g");
            s.execute("INSERT INTO trainingmonkey.activities (user_id, day, sport, minutes, training_load) SELECT 1 + g % " + users + ","
                    + " date '2026-11-21' - (g / " + users + "), 'run', 30, g % 300 FROM generate_series(0, " + (users * 200 - 1) + ") g");
            s.execute("CREATE INDEX ON trainingmonkey.activities (user_id, day)");
            s.execute("VACUUM ANALYZE trainingmonkey.activities");
            s.execute("ANALYZE trainingmonkey.users");
        }
        LocalDate last = LocalDate.of(2026, 11, 21);
        Acwr how = new Acwr(28, 0.1);
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            long[] rows = {0};
            double batch = timed(() -> {
                c.setAutoCommit(false);
                for (int u = 0; u < users; u += 200) {
                    rows[0] += AcwrTable.batch(c, "id > " + u + " AND id <= " + (u + 200), last.minusDays(364), last, how);
                    c.commit();
                }
                c.setAutoCommit(true);
            });
            int sample = 3650;
            double single = timed(() -> {
                for (int i = 0; i < sample; i++) {
                    AcwrTable.one(c, 1 + i / 365, last.minusDays(i % 365), how);
                }
            });
            assertThat(rows[0]).isEqualTo(users * 365L);
            print("ACWR batch", String.format(Locale.ROOT, "%.1f s for %,d values", batch, rows[0]));
            print("ACWR row by row / batch", ratio(single / sample, batch / rows[0]) + " (row by row from " + sample + " values)");
        }
    }

    @Test
    void tokens() throws IOException, SQLException {
        tokens("issuer on this machine", Duration.ZERO, 100, 500);
        tokens("issuer 50 ms away", Duration.ofMillis(50), 500, 40);
    }

    private static void tokens(String where, Duration away, int batchSize, int sample) throws IOException, SQLException {
        Target target = disposable();
        new Migrations(target).migrate(new Trainingmonkey());
        Servers.execute(target, "INSERT INTO trainingmonkey.users (id, email, name) SELECT g, 'u' || g, 'u' FROM generate_series(1, 5000) g",
                "INSERT INTO trainingmonkey.oauth_tokens (user_id, provider, access_token, refresh_token, expires_at)"
                        + " SELECT g, 'p', 'a', 'r' || g, now() FROM generate_series(1, 5000) g");
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        issuer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        issuer.createContext("/", x -> {
            x.getRequestBody().readAllBytes();
            java.util.concurrent.locks.LockSupport.parkNanos(away.toNanos());
            byte[] body = "{\"access_token\":\"n\",\"expires_in\":3600}".getBytes(StandardCharsets.UTF_8);
            x.sendResponseHeaders(200, body.length);
            x.getResponseBody().write(body);
            x.close();
        });
        issuer.start();
        URI uri = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/");
        try (Connection c = Connections.open(target, SessionSpec.batch());
                OAuthClient client = new OAuthClient(uri, "id", new Secret("s"), new OAuthClient.Limits(100_000, Duration.ofSeconds(30), 3),
                        InstantSource.system())) {
            double batch = timed(() -> {
                c.setAutoCommit(false);
                for (int i = 0; i < 5000; i += batchSize) {
                    Tokens.refresh(c, "id > " + i + " AND id <= " + (i + batchSize), Duration.ofMinutes(1), client);
                    c.commit();
                }
                c.setAutoCommit(true);
            });
            Servers.execute(target, "UPDATE trainingmonkey.oauth_tokens SET expires_at = now()");
            double single = timed(() -> {
                for (int i = 1; i <= sample; i++) {
                    Tokens.refresh(c, "id = " + i, Duration.ofMinutes(1), client);
                }
            });
            print("tokens refreshed and saved, " + where, String.format(Locale.ROOT, "%.0f/s in batches of %d, %.0f/s one by one, factor %.1f",
                    5000 / batch, batchSize, sample / single, single / sample / (batch / 5000)));
        } finally {
            issuer.stop(0);
        }
    }

    @Test
    void chunkedUpdate() throws Exception {
        try (PgCluster server = Servers.own(18, Map.of("synchronous_commit", "on", "max_wal_size", "4GB", "shared_buffers", "512MB"))) {
            Target target = server.target("postgres");
            int rows = Integer.getInteger("howdah.rows", 5_000_000);
            Servers.execute(target, "CREATE TABLE public.big (id bigint PRIMARY KEY, n int NOT NULL DEFAULT 0, pad text NOT NULL DEFAULT 'xxxxxxxxxxxxxxxxxxxx')");
            try (Connection c = Connections.open(target, SessionSpec.batch());
                    var s = c.createStatement()) {
                s.execute("INSERT INTO public.big SELECT g FROM generate_series(1, " + rows + ") g");
                s.execute("VACUUM ANALYZE public.big");
                s.execute("CHECKPOINT");
                double single = timed(() -> s.execute("UPDATE public.big SET n = n + 1"));
                s.execute("VACUUM public.big");
                s.execute("CHECKPOINT");
                double[] quiet = reads(target, () -> java.util.concurrent.locks.LockSupport.parkNanos(3_000_000_000L));
                JobStatus[] status = new JobStatus[1];
                double[] chunked = new double[1];
                double[] busy = reads(target, () -> {
                    long start = System.nanoTime();
                    status[0] = run(target, "n + 1");
                    chunked[0] = (System.nanoTime() - start) / 1e9;
                });
                assertThat(status[0].phase()).isEqualTo(Phase.DONE);
                s.execute("VACUUM public.big");
                double[] whole = reads(target, () -> timed(() -> s.execute("UPDATE public.big SET n = n + 1")));
                print("chunked update", String.format(Locale.ROOT, "%.0f rows/s, %.0f %% of a single UPDATE (%.0f rows/s), %d chunks",
                        rows / chunked[0], 100 * single / chunked[0], rows / single, status[0].chunks()));
                print("p99 of concurrent reads and writes by key, ms", String.format(Locale.ROOT,
                        "%.2f alone, %.2f beside the job, %.2f beside a single UPDATE", quiet[0], busy[0], whole[0]));
            }
        }
    }

    @Test
    void checkpointOverhead() throws SQLException {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE public.big (id bigint PRIMARY KEY, n int NOT NULL DEFAULT 0)",
                "INSERT INTO public.big SELECT g FROM generate_series(1, 300000) g", "VACUUM ANALYZE public.big");
        try (Connection c = Connections.open(target, SessionSpec.batch());
                var s = c.createStatement()) {
            double bare = best(3, () -> {
                double t = timed(() -> {
                    c.setAutoCommit(false);
                    for (int i = 0; i < 300_000; i += 10_000) {
                        s.execute("UPDATE public.big SET n = n + 1 WHERE id > " + i + " AND id <= " + (i + 10_000));
                        c.commit();
                    }
                    c.setAutoCommit(true);
                });
                s.execute("VACUUM public.big");
                return t;
            });
            double job = best(3, () -> {
                double t = timed(() -> run(target, "n + 1", Knobs.usual().withMaxRows(10_000).withHeadRoom(0).withChunkTime(Duration.ofSeconds(60))));
                s.execute("VACUUM public.big");
                return t;
            });
            print("job with key look-up and checkpoint / the bare chunks", ratio(job, bare));
        }
    }

    private static JobStatus run(Target target, String value) {
        return run(target, value, Knobs.usual().withHeadRoom(0));
    }

    private static JobStatus run(Target target, String value, Knobs knobs) {
        Job job = DataJobs.all().getFirst();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            return runner.start(job, Arguments.of(job.parameters(), Map.of("table", "public.big", "column", "n", "value", value)), knobs)
                    .await(Duration.ofMinutes(30));
        }
    }

    /** The p99 in ms of four clients that update and read rows by key while something runs. */
    private static double[] reads(Target target, Runnable meanwhile) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        @SuppressWarnings("unchecked")
        CompletableFuture<long[]>[] clients = new CompletableFuture[4];
        for (int i = 0; i < clients.length; i++) {
            int number = i;
            clients[i] = CompletableFuture.supplyAsync(() -> client(target, stop, number), r -> Thread.ofVirtual().start(r));
        }
        meanwhile.run();
        stop.set(true);
        long[] all = Arrays.stream(clients).map(CompletableFuture::join).flatMapToLong(Arrays::stream).sorted().toArray();
        return new double[] {all[(int) (all.length * 0.99)] / 1e6, all.length};
    }

    private static long[] client(Target target, AtomicBoolean stop, int number) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(number);
        java.util.stream.LongStream.Builder times = java.util.stream.LongStream.builder();
        try (Connection c = Connections.open(target, SessionSpec.batch());
                var read = c.prepareStatement("SELECT n FROM public.big WHERE id = ?");
                var write = c.prepareStatement("UPDATE public.big SET pad = 'y' WHERE id = ?")) {
            while (!stop.get()) {
                long start = System.nanoTime();
                var s = random.nextInt(10) == 0 ? write : read;
                s.setLong(1, 1 + random.nextLong(1_000_000));
                try {
                    s.execute();
                } catch (SQLException e) {
                    if (!"55P03".equals(e.getSQLState())) {
                        throw e;
                    }
                }
                times.add(System.nanoTime() - start);
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
            return times.build().toArray();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] rendered(SeedTable table) {
        CopyText text = new CopyText();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long n = 1; n <= table.rows(SCALED.scale()); n++) {
            if (text.add(table.row(n, SCALED))) {
                all.writeBytes(text.take());
            }
        }
        all.writeBytes(text.take());
        return all.toByteArray();
    }

    private static void bareCopy(Target target, SampleSystem system, byte[][] ready) throws SQLException {
        try (Connection c = Connections.open(target, SessionSpec.batch())) {
            c.setAutoCommit(false);
            for (int i = 0; i < ready.length; i++) {
                SeedTable t = system.tables().get(i);
                CopyIn in = c.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + system.qualified(t.name()) + " ("
                        + String.join(", ", t.columns()) + ") FROM STDIN");
                for (int from = 0; from < ready[i].length; from += 65_536) {
                    in.writeToCopy(ready[i], from, Math.min(65_536, ready[i].length - from));
                }
                in.endCopy();
            }
            c.commit();
        }
    }

    private static void empty(Target target, SampleSystem system) {
        system.tables().reversed().forEach(t -> Servers.execute(target, "TRUNCATE " + system.qualified(t.name()) + " CASCADE"));
    }

    private static long rows(SampleSystem system, SeedSpec spec) {
        return system.tables().stream().mapToLong(spec::rows).sum();
    }

    private interface Action {
        void run() throws SQLException;
    }

    private interface Timed {
        double run() throws SQLException;
    }

    private static double timed(Action action) {
        long start = System.nanoTime();
        try {
            action.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double best(int times, Timed timed) throws SQLException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            best = Math.min(best, timed.run());
        }
        return best;
    }

    private static String ratio(double a, double b) {
        return String.format(Locale.ROOT, "%.2f", a / b);
    }

    private static Target disposable() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
        return target;
    }

    private static void print(String what, String figure) {
        System.out.println(what + ": " + figure);
    }
}
