package dev.howdah.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.serve.http.HttpLimits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private static final HttpLimits FREE = HttpLimits.DEFAULT.withPerMinute(100_000);

    @Test
    void describesWhatTheEndpointsReallyAnswer() throws IOException {
        try (Serving s = new Serving(FREE, false, Servers.newDatabase())) {
            Await.until("vitals are read", () -> s.get("/health").statusCode() == 200);
            JsonNode api = Serving.json(s.send(HttpRequest.newBuilder(s.uri("/openapi.json"))));
            assertThat(api.get("openapi").stringValue()).isEqualTo("3.1.0");
            assertThat(api.get("paths").size()).isEqualTo(19);
            for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
                JsonNode get = path.getValue().get("get");
                if (get != null && !path.getKey().contains("{") && !path.getKey().equals("/metrics")) {
                    JsonNode schema = get.get("responses").get("200").get("content").get("application/json").get("schema");
                    matches(path.getKey(), schema, Serving.json(s.get(path.getKey())));
                }
            }
        }
    }

    /** What endpoints answer when they are asked rightly, wrongly and without the token is what is described. */
    @Test
    void describesEveryStatusThatIsAnswered() throws IOException {
        Target away = new Target("away", List.of(new Target.Host("127.0.0.1", 1)), "x", "x", null, dev.howdah.engine.db.Tls.disable(),
                dev.howdah.engine.db.Environment.DEVELOPMENT, Map.of());
        for (Target target : List.of(Servers.newDatabase(), away)) {
            try (Serving s = new Serving(FREE, target != away, target)) {
                JsonNode api = Serving.json(s.send(HttpRequest.newBuilder(s.uri("/openapi.json"))));
                for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
                    String url = path.getKey().replace("{id}", "00000000-0000-0000-0000-000000000000");
                    for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                        boolean get = method.getKey().equals("get");
                        JsonNode described = method.getValue().get("responses");
                        for (HttpResponse<String> r : List.of(get ? s.get(url) : s.post(url, ""), get ? s.get(url + "?target=none") : s.post(url + "?target=none", ""),
                                get ? s.get(url + "?limit=x") : s.post(url, "{"), get ? s.get(url) : s.post(url, "{\"dry_run\":true}"),
                                s.send(HttpRequest.newBuilder(s.uri(url)).method(method.getKey().toUpperCase(java.util.Locale.ROOT), HttpRequest.BodyPublishers.noBody())))) {
                            JsonNode its = described.get(String.valueOf(r.statusCode()));
                            assertThat(its).as("%s %s answers %d: %s", method.getKey(), url, r.statusCode(), r.body()).isNotNull();
                            matchesEither(method.getKey() + " " + url + " " + r.statusCode(), its, r);
                        }
                    }
                }
            }
        }
    }

    private static void matchesEither(String where, JsonNode described, HttpResponse<String> r) {
        JsonNode json = described.get("content").get("application/json");
        if (json == null) {
            return;
        }
        JsonNode schema = json.get("schema");
        JsonNode answer = Serving.json(r);
        if (schema.has("$ref")) {
            assertThat(answer.get("error").isString()).as(where).isTrue();
            assertThat(answer.get("status").intValue()).as(where).isEqualTo(r.statusCode());
        } else {
            matches(where, schema, answer);
        }
    }

    /** Every field is described, with its type. */
    private static void matches(String where, JsonNode schema, JsonNode value) {
        if (value.isNull() || schema.get("type") == null) {
            return;
        }
        switch (schema.get("type").stringValue()) {
            case "object" -> {
                assertThat(value.isObject()).as(where).isTrue();
                if (schema.get("properties") != null) {
                    for (Map.Entry<String, JsonNode> field : value.properties()) {
                        assertThat(schema.get("properties").get(field.getKey())).as(where + "." + field.getKey()).isNotNull();
                        matches(where + "." + field.getKey(), schema.get("properties").get(field.getKey()), field.getValue());
                    }
                }
            }
            case "array" -> value.forEach(v -> matches(where + "[]", schema.get("items"), v));
            case "string" -> assertThat(value.isString()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            default -> assertThat(value.isNumber()).as(where).isTrue();
        }
    }

    @Test
    void thePageIsWholeAndNeedsNothingElse() throws IOException {
        try (Serving s = new Serving(FREE, false, Servers.newDatabase())) {
            HttpResponse<String> r = s.send(HttpRequest.newBuilder(s.uri("/")));
            assertThat(r.headers().firstValue("content-security-policy").orElse("")).startsWith("default-src 'none'");
            Parser strict = Parser.htmlParser().setTrackErrors(10);
            Document page = Jsoup.parse(r.body(), strict);
            assertThat(strict.getErrors()).isEmpty();
            assertThat(page.select("details")).hasSize(19);
            assertThat(page.select("script, link, img, iframe")).isEmpty();
            assertThat(r.body()).doesNotContain("!serve", s.engine(0).target().name());
        }
    }
}
