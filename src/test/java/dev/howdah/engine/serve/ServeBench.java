package dev.howdah.engine.serve;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Answer times of the endpoints under a fixed rate, on loopback, from the moment at which each request should have been sent: a server
 * that falls behind is not spared. Arguments: requests a second, seconds. The rate limit is raised for the bench's client.
 */
public final class ServeBench {
    private static final List<String> CHEAP = List.of("/health", "/api/health/database", "/api/health/database/events", "/api/health/cache",
            "/api/health/profiling", "/api/health/profiling/queries", "/api/health/profiling/slow-queries", "/api/admin/health");
    private static final int CLIENTS = 16;
    private static final int WARM_UP_SECONDS = 5;

    private ServeBench() {}

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        try (Serving s = new Serving(HttpLimits.DEFAULT.withPerMinute(100_000_000), false, target)) {
            Await.until("vitals are read", () -> s.get("/health").statusCode() == 200);
            run(s, CHEAP, rate, WARM_UP_SECONDS, "warm-up");
            run(s, CHEAP, rate, seconds, "health and admin endpoints");
            run(s, List.of("/metrics"), Math.min(rate, 100), seconds / 2, "/metrics");
            run(s, List.of("/api/health/full"), Math.min(rate, 100), seconds / 2, "/api/health/full");
        }
        System.exit(0);
    }

    private static void run(Serving s, List<String> paths, int rate, int seconds, String name) throws IOException, InterruptedException {
        ConcurrentHistogram nanos = new ConcurrentHistogram(60_000_000_000L, 3);
        LongAdder failed = new LongAdder();
        CountDownLatch done = new CountDownLatch(CLIENTS);
        long start = System.nanoTime() + 100_000_000L;
        long all = (long) rate * seconds;
        for (int c = 0; c < CLIENTS; c++) {
            int mine = c;
            Thread.ofVirtual().start(() -> {
                for (long i = mine; i < all; i += CLIENTS) {
                    long due = start + i * 1_000_000_000L / rate;
                    LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                    HttpResponse<String> r = s.get(paths.get((int) (i % paths.size())));
                    if (r.statusCode() != 200) {
                        failed.increment();
                    }
                    nanos.recordValue(Math.max(1, System.nanoTime() - due));
                }
                done.countDown();
            });
        }
        done.await();
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-28s %6.0f /s  p50 %.2f ms  p95 %.2f ms  p99 %.2f ms  p99.9 %.2f ms  max %.1f ms  failed %d%n", name, all / took,
                nanos.getValueAtPercentile(50) / 1e6, nanos.getValueAtPercentile(95) / 1e6, nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6, nanos.getMaxValue() / 1e6, failed.sum());
    }
}
