package dev.howdah.engine.alert.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.text.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhookTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
    private static final Secret SECRET = new Secret("s3cr3t-hook");
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ok", e -> answer(e, 204));
        server.createContext("/bad", e -> answer(e, 500));
        server.createContext("/no", e -> answer(e, 404));
        server.createContext("/moved", e -> {
            e.getResponseHeaders().set("Location", "/ok");
            answer(e, 302);
        });
        server.createContext("/hang", e -> hang());
        server.createContext("/half", e -> {
            e.sendResponseHeaders(200, 1_000);
            hang();
        });
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    @AfterEach
    void close() {
        release.countDown();
        server.stop(0);
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange e, int status) throws IOException {
        paths.add(e.getRequestURI().toString());
        e.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(java.util.Locale.ROOT), v.getFirst()));
        bodies.add(new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        e.sendResponseHeaders(status, -1);
        e.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void send(String url, OutputSpec.Proof proof, Secret secret, Duration timeout) throws OutputException, InterruptedException {
        try (Webhook hook = new Webhook(new OutputSpec.Webhook(OutputSpec.Routing.of("ops", Severity.WARNING), url, proof, timeout, null), () -> secret, CLOCK)) {
            hook.send(Message.of(List.of(Notices.of("12 sessions wait; ümläut \"quoted\"")), 0));
        }
    }

    private OutputException fails(String path, Duration timeout) {
        return catchThrowableOfType(OutputException.class, () -> send(url(path), OutputSpec.Proof.NONE, null, timeout));
    }

    @Test
    void postsJsonWithStableNames() throws Exception {
        send(url("/ok"), OutputSpec.Proof.NONE, null, Duration.ofSeconds(30));
        JsonNode body = JsonText.read(bodies.getFirst());
        assertThat(body.get("version").intValue()).isEqualTo(1);
        assertThat(body.get("severity").asString()).isEqualTo("critical");
        JsonNode alert = body.get("alerts").get(0);
        assertThat(alert.propertyNames()).containsExactly("kind", "severity", "target", "environment", "rule", "group", "title", "object", "value",
                "shown", "sentence", "opened_at", "at", "tab");
        assertThat(alert.get("sentence").asString()).isEqualTo("12 sessions wait; ümläut \"quoted\"");
        assertThat(alert.get("opened_at").asString()).isEqualTo("2026-11-22T09:59:00Z");
        assertThat(headers).containsKey("x-howdah-delivery").doesNotContainKeys("authorization", "x-howdah-signature");
    }

    @Test
    void signsTimeAndBody() throws Exception {
        send(url("/ok"), OutputSpec.Proof.HMAC, SECRET, Duration.ofSeconds(30));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(mac.doFinal((headers.get("x-howdah-timestamp") + "." + bodies.getFirst()).getBytes(StandardCharsets.UTF_8)));
        assertThat(headers).containsEntry("x-howdah-signature", "sha256=" + expected).containsEntry("x-howdah-timestamp", "1795341600");
    }

    @Test
    void showsABearerTokenAndPutsASecretIntoTheAddress() throws Exception {
        send(url("/ok"), OutputSpec.Proof.BEARER, SECRET, Duration.ofSeconds(30));
        assertThat(headers).containsEntry("authorization", "Bearer s3cr3t-hook");
        send(url("/ok/{secret}/x"), OutputSpec.Proof.NONE, SECRET, Duration.ofSeconds(30));
        assertThat(paths.getLast()).isEqualTo("/ok/s3cr3t-hook/x");
    }

    @Test
    void serverErrorsMayGetBetterAndOthersNot() {
        assertThat(fails("/bad", Duration.ofSeconds(30)).again()).isTrue();
        assertThat(fails("/no", Duration.ofSeconds(30)).again()).isFalse();
    }

    @Test
    void followsNoRedirect() {
        assertThat(fails("/moved", Duration.ofSeconds(30))).hasMessageContaining("302");
        assertThat(paths).containsExactly("/moved");
    }

    @Test
    void givesUpOnOneThatHangsBeforeOrWithinItsAnswer() {
        assertThat(fails("/hang", Duration.ofMillis(300)).again()).isTrue();
        assertThat(fails("/half", Duration.ofMillis(300)).again()).isTrue();
    }

    @Test
    void saysNoSecretWhenItFails() {
        for (String url : List.of(url("/no/{secret}?key=s3cr3t-hook"), "http://user:s3cr3t-hook@127.0.0.1:1/{secret}", "http://bad host/{secret}")) {
            OutputException e = catchThrowableOfType(OutputException.class, () -> send(url, OutputSpec.Proof.BEARER, SECRET, Duration.ofSeconds(30)));
            assertThat(e.getMessage()).doesNotContain("s3cr3t").isNotBlank();
            assertThat(e.getCause()).isNull();
        }
    }

    @Test
    void saysNothingOfASecretThatNoHeaderMayHold() {
        for (String bad : List.of("s3cr3t\nhook", "s3cr3t-\u20ac", "s3cr3t\u0001")) {
            OutputException e = catchThrowableOfType(OutputException.class,
                    () -> send(url("/ok"), OutputSpec.Proof.BEARER, new Secret(bad), Duration.ofSeconds(30)));
            assertThat(e).hasMessageContaining("howdah alert secret ops").hasMessageNotContaining("s3cr3t").hasNoCause();
            assertThat(e.again()).isFalse();
        }
        assertThat(bodies).isEmpty();
    }

    @Test
    void wantsItsSecretBeforeItSends() {
        OutputException e = catchThrowableOfType(OutputException.class, () -> send(url("/ok"), OutputSpec.Proof.HMAC, null, Duration.ofSeconds(30)));
        assertThat(e).hasMessageContaining("howdah alert secret ops");
        assertThat(bodies).isEmpty();
    }
}
