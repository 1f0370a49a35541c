package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.sample.Probe;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all probes together cost a server: pgbench with and without them, in alternating pairs. */
@Tag("campaign")
class ServerCostBench {
    private static final int PAIRS = Integer.getInteger("bench.pairs", 10);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 12);
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without");

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void allProbesAtTheirIntervals() throws Exception {
        try (PgCluster cluster = Servers.own(18, Map.of("shared_buffers", "256MB"))) {
            Target target = cluster.target("postgres");
            Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE EXTENSION pg_buffercache");
            pgbench(target, "-i", "-q", "-s", "20");
            List<Double> ratios = new ArrayList<>();
            double cost = 0;
            double statements = 0;
            for (int i = 0; i < PAIRS; i++) {
                double without = i % 2 == 0 ? tps(target) : Double.NaN;
                double with;
                try (Engine engine = Engine.open(target, PoolSpec.interactive(), Audits.scratch(), Clock.systemUTC())) {
                    List<Subscription> all = probes().stream().map(p -> engine.sampler().subscribe(p, r -> {})).toList();
                    assertThat(all).isNotEmpty();
                    with = tps(target);
                    cost = engine.sampler().cost().millisPerSecond();
                    statements = engine.sampler().cost().statementsPerSecond();
                }
                without = Double.isNaN(without) ? tps(target) : without;
                ratios.add(with / without);
                System.out.printf("pair %d: without %.0f tps, with %.0f tps, ratio %.4f%n", i + 1, without, with, with / without);
            }
            double[] sorted = ratios.stream().mapToDouble(d -> d).sorted().toArray();
            System.out.printf("probes %d, %.1f ms/s and %.1f statements/s on the server%n", probes().size(), cost, statements);
            System.out.printf("median ratio %.4f of %d pairs (quartiles %.4f to %.4f): cost %.2f %%%n", median(sorted), PAIRS,
                    sorted[sorted.length / 4], sorted[sorted.length * 3 / 4], 100 * (1 - median(sorted)));
        }
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** Every query that says how often it is read, whatever reads it in the product. */
    private static List<Probe<Integer>> probes() throws IOException {
        Path root = Path.of("resources/sql");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().matches(".*/[a-z_-]+\\.sql"))
                    .filter(f -> text(f).contains("-- interval:") && !text(f).matches("(?s).*[^:]:[a-z_]+.*"))
                    .map(f -> root.relativize(f).toString().replace(".sql", ""))
                    .sorted()
                    .map(n -> Probe.of(n, (db, sql) -> rows(db, sql.text())))
                    .toList();
        }
    }

    private static int rows(Db db, String text) {
        return db.call(h -> h.createQuery(text).mapToMap().list()).size();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll("(?m)^--(?! interval).*$", "").replaceAll("'[^']*'", "''");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double tps(Target target) throws Exception {
        Matcher m = TPS.matcher(pgbench(target, "-c", "4", "-j", "2", "-T", String.valueOf(SECONDS)));
        assertThat(m.find()).isTrue();
        return Double.parseDouble(m.group(1));
    }

    private static String pgbench(Target target, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(binary().toString()));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-h", "127.0.0.1", "-p", target.address().replaceAll(".*:", ""), "-U", target.user(), target.database()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", java.util.Objects.requireNonNull(target.password()).reveal());
        Process p = builder.start();
        String output = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor()).as(output).isZero();
        return output;
    }

    private static Path binary() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(v -> v.resolve("bin/pgbench")).filter(Files::isExecutable).findFirst()
                    .orElseThrow(() -> new IOException("pgbench is needed: install postgresql-15"));
        }
    }

}
