package dev.howdah.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final HttpLimits FREE = HttpLimits.DEFAULT.withPerMinute(100_000);

    @Test
    void aScraperCanReadThem() throws IOException {
        try (Serving s = new Serving(FREE, false, Servers.newDatabase().withName("a \"quoted\" \\ name"))) {
            Await.until("vitals are read", () -> s.get("/health").statusCode() == 200);
            HttpResponse<String> r = s.get("/metrics");
            assertThat(r.headers().firstValue("content-type").orElse("")).startsWith("text/plain; version=0.0.4");
            Exposition metrics = Exposition.parse(r.body());
            assertThat(metrics.value("howdah_up")).isEqualTo(1);
            assertThat(metrics.value("howdah_postgres_transactions_total")).isPositive();
            assertThat(metrics.of("howdah_postgres_active_sessions")).hasSize(8);
            assertThat(metrics.value("hikaricp_connections_max", "pool", "engine")).isEqualTo(3);
            assertThat(metrics.of("cache_gets_total")).hasSize(8);
            assertThat(metrics.value("howdah_http_requests_total", "status", "2xx")).isPositive();
            assertThat(metrics.families()).contains("jvm_memory_used_bytes", "howdah_profiler_executions_total", "howdah_sampling_busy_ratio");
            assertThat(metrics.of("howdah_up").getFirst().labels()).containsEntry("target", "a \\\"quoted\\\" \\\\ name");
        }
    }

    /** What {@code promtool check metrics} looks at. */
    @Test
    void everyFamilySaysWhatItIsAndOnlySummariesHaveQuantiles() throws IOException {
        try (Serving s = new Serving(FREE, false, Servers.newDatabase())) {
            Await.until("vitals are read", () -> s.get("/health").statusCode() == 200);
            String text = s.get("/metrics").body();
            assertThat(text.lines().filter(l -> l.startsWith("# TYPE ")).map(l -> l.split(" ")[2]))
                    .isNotEmpty().allSatisfy(family -> assertThat(text).contains("# HELP " + family + " "));
            assertThat(text.lines().filter(l -> l.contains("quantile="))).isEmpty();
            assertThat(text).contains("hikaricp_connections_acquire_seconds{").contains("percentile=\"99\"");
        }
    }

    @Test
    void speakTheFormatThatTheClientPrefers() throws IOException {
        try (Serving s = new Serving(FREE, false, Servers.newDatabase())) {
            HttpResponse<String> open = s.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4");
            assertThat(open.headers().firstValue("content-type").orElse("")).startsWith("application/openmetrics-text; version=1.0.0");
            assertThat(open.body()).endsWith("# EOF\n").contains("# TYPE howdah_http_limited counter");
            assertThat(s.get("/metrics", "Accept", "*/*").headers().firstValue("content-type").orElse("")).startsWith("text/plain");
            assertThat(s.get("/metrics", "Accept", "nonsense;;q=z").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        Target nobody = new Target("away", java.util.List.of(new Target.Host("127.0.0.1", 1)), "x", "x", null, dev.howdah.engine.db.Tls.disable(),
                dev.howdah.engine.db.Environment.DEVELOPMENT, java.util.Map.of());
        try (Serving s = new Serving(FREE, false, nobody)) {
            Exposition metrics = Exposition.parse(s.get("/metrics").body());
            assertThat(metrics.value("howdah_up")).isZero();
            assertThat(metrics.of("howdah_postgres_sessions")).isEmpty();
            assertThat(metrics.of("howdah_sample_age_seconds")).isEmpty();
            assertThat(s.get("/health").statusCode()).isEqualTo(503);
            Await.until("the reason is told", () -> s.get("/health").body().contains("127.0.0.1:1"));
        }
    }
}
