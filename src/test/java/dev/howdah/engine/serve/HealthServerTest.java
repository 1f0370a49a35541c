package dev.howdah.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.audit.Result;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HealthServerTest {
    private static final HttpLimits FREE = HttpLimits.DEFAULT.withPerMinute(100_000);
    private static final List<String> READS = List.of("/health", "/metrics", "/api/health/database", "/api/health/database/events",
            "/api/health/cache", "/api/health/profiling", "/api/health/profiling/queries", "/api/health/profiling/slow-queries",
            "/api/health/full", "/api/admin/health", "/api/admin/optimization-status", "/api/admin/tokens/health");
    private static final List<String> WRITES = List.of("/api/health/cache/clear", "/api/health/cache/reset-stats", "/api/health/profiling/reset",
            "/api/admin/tokens/refresh", "/api/admin/tokens/cleanup", "/api/admin/acwr/recalculate");

    @Test
    void tellsOfPoolServerCacheAndStatements() throws IOException {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        try (Serving s = new Serving(FREE, false, target)) {
            s.engine(0).work().call(h -> h.createQuery("SELECT 4711").mapTo(Integer.class).one());
            Await.until("vitals are read", () -> s.get("/health").statusCode() == 200);
            JsonNode database = Serving.json(s.get("/api/health/database"));
            assertThat(database.get("target").stringValue()).isEqualTo(target.name());
            assertThat(database.get("age_seconds").doubleValue()).isNotNegative();
            assertThat(database.get("stale").booleanValue()).isFalse();
            assertThat(database.get("data").get("status").stringValue()).isEqualTo("up");
            assertThat(database.get("data").get("pool").get("max").intValue()).isEqualTo(3);
            assertThat(database.get("data").get("server").get("version").stringValue()).startsWith("18");
            assertThat(database.get("data").get("server").get("vitals").get("transactions").longValue()).isPositive();
            assertThat(Serving.json(s.get("/api/health/database/events")).get("data").get(0).get("events").get("checkout").longValue()).isPositive();
            JsonNode cache = Serving.json(s.get("/api/health/cache")).get("data");
            assertThat(cache.get("tiers").size()).isEqualTo(4);
            assertThat(cache.get("server").size()).isPositive();
            JsonNode profiling = Serving.json(s.get("/api/health/profiling")).get("data");
            assertThat(profiling.get("executions").longValue()).isPositive();
            Await.until("statements are read", () -> !Serving.json(s.get("/api/health/profiling/queries")).get("data").get("server").isNull());
            JsonNode queries = Serving.json(s.get("/api/health/profiling/queries?limit=3")).get("data");
            assertThat(queries.get("server").get("statements").size()).isEqualTo(3);
            assertThat(queries.get("engine").toString()).contains("select ?").doesNotContain("4711");
            assertThat(s.get("/api/health/full").statusCode()).isEqualTo(200);
            assertThat(Serving.json(s.get("/api/admin/optimization-status")).get("data").toString()).contains("pool_pre_ping");
            assertThat(Serving.json(s.get("/api/admin/health")).get("data").get("link").stringValue()).isEqualTo("up");
        }
    }

    @Test
    void everyEndpointWantsTheToken() throws IOException {
        try (Serving s = new Serving(FREE, true, Servers.newDatabase())) {
            for (String path : READS) {
                assertThat(s.send(HttpRequest.newBuilder(s.uri(path))).statusCode()).as(path).isEqualTo(401);
                for (String wrong : List.of("Bearer x", "Bearer ", "Bearer", "Basic " + Serving.TOKEN, Serving.TOKEN, "Bearer " + Serving.TOKEN + "x",
                        "Bearer " + Serving.TOKEN.substring(1))) {
                    HttpResponse<String> r = s.send(HttpRequest.newBuilder(s.uri(path)).header("Authorization", wrong));
                    assertThat(r.statusCode()).as(wrong).isEqualTo(401);
                    assertThat(r.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"howdah\"");
                    assertThat(Serving.json(r).get("error").stringValue()).isNotBlank();
                }
                assertThat(s.get(path).statusCode()).as(path).isIn(200, 503);
            }
            for (String path : WRITES) {
                HttpRequest.Builder post = HttpRequest.newBuilder(s.uri(path)).POST(HttpRequest.BodyPublishers.noBody());
                assertThat(s.send(post).statusCode()).as(path).isEqualTo(401);
                assertThat(s.get(path).statusCode()).as(path).isEqualTo(405);
            }
            assertThat(s.acts()).as("nothing was done").isEmpty();
            assertThat(s.send(HttpRequest.newBuilder(s.uri("/api/secret"))).statusCode()).as("unknown paths tell nothing").isEqualTo(401);
            assertThat(s.get("/api/secret").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesWhatIsBeyondItsMinute() throws IOException {
        try (Serving s = new Serving(HttpLimits.DEFAULT.withPerMinute(7), false, Servers.newDatabase())) {
            for (int i = 0; i < 7; i++) {
                assertThat(s.get("/api/health/profiling").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> r = s.get("/api/health/profiling");
            assertThat(r.statusCode()).isEqualTo(429);
            assertThat(r.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
            assertThat(Serving.json(r).get("error").stringValue()).contains("7");
            assertThat(s.get("/").statusCode()).as("whatever is asked for").isEqualTo(429);
            assertThat(s.send(HttpRequest.newBuilder(s.uri("/"))).statusCode()).as("who has no token is counted apart").isEqualTo(200);
        }
    }

    @Test
    void takesOnlyWhatItsEndpointsTake() throws IOException {
        try (Serving s = new Serving(FREE, true, Servers.newDatabase())) {
            assertThat(s.get("/api/health/database?target=none").statusCode()).isEqualTo(404);
            assertThat(s.get("/api/health/profiling/queries?limit=0").statusCode()).isEqualTo(400);
            assertThat(s.get("/api/health/profiling/queries?limit=abc").statusCode()).isEqualTo(400);
            for (String bad : List.of("[]", "{", "1", "{\"tier\":\"none\"}", "{\"tier\":1}", "\u0000", "[".repeat(5_000))) {
                HttpResponse<String> r = s.post("/api/health/cache/clear", bad);
                assertThat(r.statusCode()).as(bad).isEqualTo(400);
                assertThat(Serving.json(r).get("error").stringValue()).isNotBlank();
            }
            for (String bad : List.of("{\"parameters\":1}", "{\"parameters\":{\"a\":[]}}", "{\"parameters\":{\"none\":1}}", "{\"dry_run\":1}")) {
                assertThat(s.post("/api/admin/acwr/recalculate", bad).statusCode()).as(bad).isEqualTo(400);
            }
            HttpResponse<String> put = s.send(HttpRequest.newBuilder(s.uri("/health")).header("Authorization", "Bearer " + Serving.TOKEN)
                    .method("DELETE", HttpRequest.BodyPublishers.noBody()));
            assertThat(put.statusCode()).isEqualTo(405);
            assertThat(put.headers().firstValue("allow")).hasValue("GET, HEAD");
            assertThat(s.get("/api/admin/jobs/x").statusCode()).isEqualTo(404);
            assertThat(s.get("/api/admin/jobs/00000000-0000-0000-0000-000000000000").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void clearsAndForgetsAndWritesDownWhoAskedForIt() throws IOException {
        try (Serving s = new Serving(FREE, false, Servers.newDatabase())) {
            s.engine(0).work().call(h -> h.createQuery("SELECT 1").mapTo(Integer.class).one());
            assertThat(Serving.json(s.post("/api/health/cache/clear", "{\"tier\":\"short\"}")).get("data").get("entries").longValue()).isZero();
            assertThat(s.post("/api/health/cache/clear", "").statusCode()).isEqualTo(200);
            assertThat(s.post("/api/health/cache/reset-stats", "").statusCode()).isEqualTo(200);
            assertThat(s.post("/api/health/profiling/reset", "").statusCode()).isEqualTo(200);
            assertThat(Serving.json(s.get("/api/health/profiling")).get("data").get("executions").longValue()).isZero();
            assertThat(s.acts()).extracting(AuditEntry::act)
                    .containsExactly(Act.RESET_STATISTICS, Act.RESET_STATISTICS, Act.CACHE_CLEAR, Act.CACHE_CLEAR);
            assertThat(s.acts()).allMatch(e -> e.what().startsWith("127.0.0.1 over HTTP: POST /api/") && e.result() == Result.DONE);
        }
    }

    @Test
    void startsJobsOnlyWhenAskedToAndNeverWhatDestroysInProduction() throws IOException {
        Target target = Servers.newDatabase().withEnvironment(Environment.PRODUCTION);
        String body = "{\"parameters\":{\"days\":90},\"yes_destroy\":\"" + target.database() + "\"}";
        try (Serving closed = new Serving(FREE, false, target)) {
            assertThat(closed.post("/api/admin/tokens/cleanup", body).statusCode()).isEqualTo(403);
            assertThat(closed.acts()).extracting(AuditEntry::result).containsExactly(Result.FAILED);
        }
        try (Serving open = new Serving(FREE, true, target)) {
            HttpResponse<String> r = open.post("/api/admin/tokens/cleanup", body);
            assertThat(r.statusCode()).as(r.body()).isEqualTo(403);
            assertThat(open.acts()).extracting(AuditEntry::result).containsExactly(Result.FAILED);
        }
    }

    @Test
    void namesTargetsApart() throws IOException {
        Target one = Servers.newDatabase().withName("one");
        Target two = Servers.newDatabase().withName("two");
        try (Serving s = new Serving(FREE, false, one, two)) {
            Await.until("both are read", () -> s.get("/health").statusCode() == 200);
            assertThat(Serving.json(s.get("/health")).get("targets").size()).isEqualTo(2);
            assertThat(Serving.json(s.get("/api/health/database")).get("target").stringValue()).isEqualTo("one");
            assertThat(Serving.json(s.get("/api/health/database?target=two")).get("target").stringValue()).isEqualTo("two");
            Exposition metrics = Exposition.parse(s.get("/metrics").body());
            assertThat(metrics.of("howdah_up")).hasSize(2);
            assertThat(metrics.value("howdah_postgres_sessions", "target", "two")).isNotNegative();
        }
    }

    @Test
    void tellsOfRunningStatementsByTheLimitsOfTheUser() throws Exception {
        Target target = Servers.newDatabase();
        try (Serving s = new Serving(FREE, false, target);
                Connection busy = Connections.open(target, SessionSpec.batch())) {
            s.engine(0).profiler().limits(new ProfilerLimits(Duration.ofMillis(1), Duration.ofHours(1)));
            Thread asleep = Thread.ofVirtual().start(() -> {
                try (var statement = busy.createStatement()) {
                    statement.execute("SELECT pg_sleep(120)");
                } catch (SQLException e) {
                    // cut off by the end of the test
                }
            });
            Await.until("it has run for longer than what is critical by default", Duration.ofMinutes(3), () -> {
                JsonNode slow = Serving.json(s.get("/api/health/profiling/slow-queries")).get("data");
                return slow.get("running").values().stream().anyMatch(r -> r.get("text").stringValue().contains("pg_sleep")
                        && r.get("seconds").doubleValue() > 1 && !r.get("critical").booleanValue());
            });
            busy.abort(Runnable::run);
            asleep.join();
        }
    }

    @Test
    void answersNobodyWhoThinksItIsAnotherHost() throws Exception {
        try (Serving s = new Serving(FREE, false, Servers.newDatabase()); var socket = new java.net.Socket("127.0.0.1", s.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)).startsWith("HTTP/1.1 421 ");
        }
    }
}
