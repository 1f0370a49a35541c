package dev.howdah.engine.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.text.JsonText;
import dev.howdah.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The server against clients that break every rule: each gets JSON or a closed connection, and the next one is served. */
class HttpListenerTest {
    private static final String GET = "GET /x HTTP/1.1\r\nHost: localhost\r\n";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final HttpLimits PATIENT = limits(256, MINUTE, MINUTE, MINUTE);
    private static final HttpLimits SHORT = limits(256, Duration.ofSeconds(1), MINUTE, MINUTE);

    private static HttpLimits limits(int connections, Duration request, Duration answer, Duration idle) {
        return new HttpLimits(HttpLimits.DEFAULT.sizes(), new HttpLimits.Times(request, answer, idle), connections, 1_000_000);
    }

    @Test
    void answersOneRequestAfterTheOtherOnOneConnection() throws IOException {
        try (HttpListener server = echo(PATIENT)) {
            String both = talk(server, GET + "\r\n" + GET + "Connection: close\r\n\r\n");
            assertThat(both.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        }
    }

    @Test
    void readsPathQueryHeadersAndBody() throws IOException {
        try (HttpListener server = echo(PATIENT)) {
            String got = talk(server,
                    "POST /a%20b?k=v%2B1&k2 HTTP/1.1\r\nHost: h\r\nX-Y: z\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
            JsonNode json = body(got);
            assertThat(json.get("path").stringValue()).isEqualTo("/a b");
            assertThat(json.get("query").get("k").stringValue()).isEqualTo("v+1");
            assertThat(json.get("headers").get("x-y").stringValue()).isEqualTo("z");
            assertThat(json.get("body").stringValue()).isEqualTo("hello");
        }
    }

    @Test
    void refusesWhatIsNoHttp() throws IOException {
        try (HttpListener server = echo(PATIENT)) {
            refused(server, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 tls hello\r\n\r\n", 400);
            refused(server, "GET\r\n\r\n", 400);
            refused(server, "GET /x HTTP/9.7\r\nHost: h\r\n\r\n", 505);
            refused(server, "GET /x HTTP/1.1\r\n\r\n", 400);
            refused(server, "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
            refused(server, "GET /x HTTP/1.1\r\nHost : a\r\n\r\n", 400);
            refused(server, "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400);
            refused(server, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400);
            refused(server, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400);
            refused(server, "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", 400);
        }
    }

    @Test
    void refusesWhatIsTooLong() throws IOException {
        try (HttpListener server = echo(PATIENT)) {
            refused(server, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
            refused(server, GET + "X: " + "y".repeat(10_000) + "\r\n\r\n", 431);
            refused(server, GET + "X: y\r\n".repeat(3_000) + "\r\n", 431);
            refused(server, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", 413);
            refused(server, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + "z".repeat(200_000), 413);
            refused(server, "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + ("8000\r\n" + "z".repeat(0x8000) + "\r\n").repeat(4), 413);
        }
    }

    @Test
    void dropsWhoeverSendsAByteNowAndThen() throws Exception {
        try (HttpListener server = echo(SHORT); Socket loris = connect(server)) {
            CountDownLatch over = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try {
                    byte[] drops = (GET + "X-Slow: " + "a".repeat(2_000)).getBytes(StandardCharsets.US_ASCII);
                    for (byte b : drops) {
                        loris.getOutputStream().write(b);
                        loris.getOutputStream().flush();
                        if (over.await(50, TimeUnit.MILLISECONDS)) {
                            return;
                        }
                    }
                } catch (IOException | InterruptedException e) {
                    // the server hung up, as it should
                }
            });
            String got = readAll(loris);
            over.countDown();
            assertThat(got).as("it was not waited for to the end").contains("408").contains("application/json");
        }
    }

    @Test
    void servesOthersWhileManyDawdle() throws IOException {
        List<Socket> loris = new ArrayList<>();
        try (HttpListener server = echo(PATIENT)) {
            for (int i = 0; i < 100; i++) {
                Socket s = connect(server);
                s.getOutputStream().write("GET /x HT".getBytes(StandardCharsets.US_ASCII));
                loris.add(s);
            }
            assertThat(talk(server, GET + "Connection: close\r\n\r\n")).contains("200 OK");
        } finally {
            for (Socket s : loris) {
                s.close();
            }
        }
    }

    @Test
    void refusesConnectionsBeyondItsLimitAndTakesThemAgainLater() throws IOException {
        try (HttpListener server = echo(limits(2, MINUTE, MINUTE, MINUTE))) {
            try (Socket a = connect(server); Socket b = connect(server)) {
                Await.until("both are in", () -> server.connections() == 2);
                try (Socket c = connect(server)) {
                    assertThat(readAll(c)).contains("503").contains("application/json");
                }
                assertThat(a.isConnected() && b.isConnected()).isTrue();
            }
            Await.until("they left", () -> server.connections() == 0);
            assertThat(talk(server, GET + "Connection: close\r\n\r\n")).contains("200 OK");
        }
    }

    @Test
    void closesConnectionsThatRest() throws IOException {
        try (HttpListener server = echo(limits(256, MINUTE, MINUTE, Duration.ofMillis(200))); Socket s = connect(server)) {
            assertThat(readAll(s)).isEmpty();
        }
    }

    @Test
    void doesNotWaitForAnAnswerThatDoesNotCome() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (HttpListener server = HttpListener.open(local(), limits(256, MINUTE, Duration.ofMillis(300), MINUTE), r -> {
            asked.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.json(200, "late");
        })) {
            assertThat(talk(server, GET + "\r\n")).contains("504").doesNotContain("late\"");
            Await.until("it was asked", () -> asked.get() == 1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void tellsNothingOfAFailureInside() throws IOException {
        try (HttpListener server = HttpListener.open(local(), PATIENT, r -> {
            throw new IllegalStateException("secret detail");
        })) {
            String got = talk(server, GET + "Connection: close\r\n\r\n");
            assertThat(got).contains("500").contains("application/json").doesNotContain("secret", "Exception", "at dev.");
        }
    }

    @Test
    void answersHeadWithoutBody() throws IOException {
        try (HttpListener server = echo(PATIENT)) {
            String got = talk(server, "HEAD /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertThat(got).contains("200 OK").endsWith("\r\n\r\n").containsIgnoringCase("content-length: ");
        }
    }

    /** Requests with random bytes changed, cut, doubled or inserted; the seed is printed with a failure. */
    @Test
    void survivesRandomBytes() throws Exception {
        long seed = 20_261_121;
        Random random = new Random(seed);
        try (HttpListener server = echo(limits(256, Duration.ofMillis(150), MINUTE, Duration.ofMillis(150)))) {
            // the server waits for what a broken request lacks: many at once, or the test waits 300 times
            List<Callable<String>> talks = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                byte[] hostile = mutate(random, ("POST /a?b=c HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nAuthorization: Bearer x\r\n\r\nabcd"));
                talks.add(() -> talk(server, hostile));
            }
            List<Future<String>> answers;
            try (ExecutorService clients = Executors.newFixedThreadPool(30)) {
                answers = clients.invokeAll(talks);
            }
            for (int i = 0; i < answers.size(); i++) {
                String got = answers.get(i).get();
                assertThat(got).as("seed %d round %d", seed, i).doesNotContain("Exception", "\tat ");
                if (got.contains("HTTP/1.1 4") || got.contains("HTTP/1.1 5")) {
                    assertThat(got).as("seed %d round %d", seed, i).contains("application/json");
                }
            }
            // so little time is too short for a good request too when the machine is busy
            Await.until("the next one is served", () -> served(server));
            Await.until("all connections are gone", () -> server.connections() == 0);
        }
    }

    private static boolean served(HttpListener server) {
        try {
            return talk(server, GET + "Connection: close\r\n\r\n").contains("200 OK");
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] mutate(Random random, String whole) {
        byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
        int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        byte[] result = java.util.Arrays.copyOf(bytes, cut);
        for (int n = random.nextInt(6); n > 0 && result.length > 0; n--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt(256);
        }
        return result;
    }

    private static HttpListener echo(HttpLimits limits) throws IOException {
        return HttpListener.open(local(), limits, r -> Reply.json(200, r));
    }

    private static InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static Socket connect(HttpListener server) throws IOException {
        Socket s = new Socket(server.address().getAddress(), server.address().getPort());
        s.setSoTimeout(120_000);
        return s;
    }

    private static void refused(HttpListener server, String request, int status) throws IOException {
        String got = talk(server, request);
        assertThat(got).as(request.substring(0, Math.min(60, request.length()))).startsWith("HTTP/1.1 " + status + " ");
        JsonNode json = body(got);
        assertThat(json.get("status").intValue()).isEqualTo(status);
        assertThat(json.get("error").stringValue()).isNotBlank().doesNotContain("!serve");
        assertThat(json.get("hint").stringValue()).isNotBlank().doesNotContain("!serve");
    }

    private static JsonNode body(String response) {
        return JsonText.read(response.substring(response.indexOf("\r\n\r\n") + 4));
    }

    private static String talk(HttpListener server, String request) throws IOException {
        return talk(server, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String talk(HttpListener server, byte[] request) throws IOException {
        try (Socket s = connect(server)) {
            Thread.ofVirtual().start(() -> {
                try {
                    s.getOutputStream().write(request);
                    s.getOutputStream().flush();
                } catch (IOException e) {
                    // refused before the end of the request
                }
            });
            return readAll(s);
        }
    }

    private static String readAll(Socket s) throws IOException {
        InputStream in = s.getInputStream();
        StringBuilder all = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (java.net.SocketException e) {
            // reset by the server: what came before counts
        }
        return all.toString();
    }
}
