package dev.howdah.engine.systems.trainingmonkey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A stub issuer of OAuth 2 tokens over real HTTP, with the moods of real ones. */
final class Issuer implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    /** Refresh token to the mood that answers it; each mood is met once unless it is for ever. */
    final Map<String, String> moods = new ConcurrentHashMap<>();
    private final HttpServer server;

    Issuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/token", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange x) throws IOException {
        requests.incrementAndGet();
        String form = new String(x.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = value(form, "refresh_token");
        boolean wellFormed = x.getRequestMethod().equals("POST") && value(form, "grant_type").equals("refresh_token")
                && value(form, "client_id").equals("howdah") && value(form, "client_secret").equals("hush & hush");
        String mood = wellFormed ? moods.getOrDefault(token, "fine") : "malformed";
        if (mood.endsWith(" once")) {
            moods.remove(token);
        }
        switch (mood.replace(" once", "")) {
            case "fine" -> send(x, 200, "{\"access_token\":\"new-" + token + "\",\"refresh_token\":\"next-" + token
                    + "\",\"expires_in\":21600,\"token_type\":\"Bearer\"}");
            case "keeps" -> send(x, 200, "{\"access_token\":\"new-" + token + "\",\"expires_in\":21600}");
            case "busy" -> {
                x.getResponseHeaders().add("Retry-After", "1");
                send(x, 429, "{}");
            }
            case "later" -> {
                x.getResponseHeaders().add("Retry-After", "900");
                send(x, 429, "{}");
            }
            case "broken" -> send(x, 503, "down");
            case "revoked" -> send(x, 400, "{\"error\":\"invalid_grant\"}");
            case "garbage" -> send(x, 200, "<html>");
            case "slow" -> {
                LockSupport.parkNanos(9_000_000_000L);
                x.close();
            }
            default -> send(x, 400, "{\"error\":\"invalid_request\"}");
        }
    }

    private static void send(HttpExchange x, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        x.sendResponseHeaders(status, bytes.length);
        x.getResponseBody().write(bytes);
        x.close();
    }

    private static String value(String form, String name) {
        for (String pair : form.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
