package dev.howdah.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Signals;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that is stopped with SIGSTOP: it neither answers nor refuses. Whoever asks Howdah gets what it knew, and how old it is. */
class SilentServerTest {
    /** Far below the time after which a statement on such a server is given up. A busy machine may take longer now and then, not ten times. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @Test
    void readsAnswerAtOnceWithTheirAge() throws Exception {
        try (PgCluster server = PgCluster.start(Servers.binaries(), ClusterSpec.temporary(18, folder.resolve("server")));
                Serving s = new Serving(HttpLimits.DEFAULT.withPerMinute(100_000), false, server.target("postgres"))) {
            Await.until("vitals are read", () -> s.get("/health").statusCode() == 200);
            long sessions = vitals(s.get("/api/health/database")).get("sessions").longValue();
            List<Long> all = Signals.processes(server);
            Signals.send("STOP", all);
            try {
                s.later(Duration.ofMinutes(10));
                for (String path : List.of("/health", "/metrics", "/api/health/database", "/api/health/database/events", "/api/health/cache",
                        "/api/health/profiling", "/api/health/profiling/queries", "/api/health/profiling/slow-queries", "/api/health/full",
                        "/api/admin/health", "/api/admin/optimization-status", "/api/admin/tokens/health")) {
                    assertThat(IntStream.range(0, 10)).as(path).anyMatch(i -> {
                        long start = System.nanoTime();
                        assertThat(s.get(path).statusCode()).as(path).isIn(200, 503);
                        return Duration.ofNanos(System.nanoTime() - start).compareTo(PATIENCE) < 0;
                    });
                }
                HttpResponse<String> database = s.get("/api/health/database");
                assertThat(vitals(database).get("sessions").longValue()).isEqualTo(sessions);
                JsonNode json = Serving.json(database);
                assertThat(json.get("stale").booleanValue()).isTrue();
                assertThat(json.get("age_seconds").doubleValue()).isGreaterThan(500);
                assertThat(json.get("problem").stringValue()).isNotBlank();
                assertThat(database.headers().firstValueAsLong("age").orElse(0)).isGreaterThan(500);
                assertThat(s.get("/health").statusCode()).isEqualTo(503);
                assertThat(Exposition.parse(s.get("/metrics").body()).of("howdah_postgres_sessions")).as("old figures are no figures").isEmpty();
            } finally {
                Signals.send("CONT", all);
            }
            s.later(Duration.ZERO);
            Await.until("it is up again", () -> s.get("/health").statusCode() == 200);
        }
    }

    private static JsonNode vitals(HttpResponse<String> database) {
        return Serving.json(database).get("data").get("server").get("vitals");
    }
}
