package dev.howdah.engine.systems.trainingmonkey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An issuer on this machine that takes as long as one elsewhere: every refresh is granted after a given time. For measurements. */
final class StubIssuer implements AutoCloseable {
    private static final byte[] ANSWER =
            "{\"access_token\":\"new\",\"expires_in\":3600,\"token_type\":\"Bearer\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final long nanos;

    /** @param away until it answers */
    StubIssuer(Duration away) throws IOException {
        nanos = away.toNanos();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(request -> Thread.ofVirtual().start(request));
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
        try (x) {
            x.getRequestBody().readAllBytes();
            LockSupport.parkNanos(nanos);
            x.sendResponseHeaders(200, ANSWER.length);
            x.getResponseBody().write(ANSWER);
        }
    }
}
