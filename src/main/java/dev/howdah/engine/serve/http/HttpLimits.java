package dev.howdah.engine.serve.http;

import java.time.Duration;

/**
 * What one client may ask of the server.
 *
 * @param line longest request line in bytes
 * @param header longest sum of all header fields in bytes
 * @param body longest body in bytes
 * @param request time from the first byte of a request to its last
 * @param answer time for making an answer, and as long again for the client to take it
 * @param idle time that a connection may stay open without a request
 * @param connections open at one time, of all clients together
 * @param perMinute requests of one client
 */
public record HttpLimits(
        int line, int header, int body, Duration request, Duration answer, Duration idle, int connections, int perMinute) {
    /** 100 requests a minute and client; the rest far above what a scraper or a script needs. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            4_096, 8_192, 65_536, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 256, 100);

    public HttpLimits {
        if (line < 64 || header < 64 || body < 0 || connections < 1 || perMinute < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    public HttpLimits withPerMinute(int requests) {
        return new HttpLimits(line, header, body, request, answer, idle, connections, requests);
    }

    public HttpLimits withRequest(Duration time) {
        return new HttpLimits(line, header, body, time, answer, idle, connections, perMinute);
    }

    public HttpLimits withAnswer(Duration time) {
        return new HttpLimits(line, header, body, request, time, idle, connections, perMinute);
    }

    public HttpLimits withIdle(Duration time) {
        return new HttpLimits(line, header, body, request, answer, time, connections, perMinute);
    }

    public HttpLimits withConnections(int most) {
        return new HttpLimits(line, header, body, request, answer, idle, most, perMinute);
    }
}
