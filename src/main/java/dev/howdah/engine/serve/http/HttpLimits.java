package dev.howdah.engine.serve.http;

import java.time.Duration;

/**
 * What one client may ask of the server.
 *
 * @param connections open at one time, of all clients together
 * @param perMinute requests of one client
 */
public record HttpLimits(Sizes sizes, Times times, int connections, int perMinute) {
    /** 100 requests a minute and client; the rest far above what a scraper or a script needs. */
    public static final HttpLimits DEFAULT = new HttpLimits(new Sizes(4_096, 8_192, 65_536),
            new Times(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)), 256, 100);

    /**
     * In bytes.
     *
     * @param line longest request line
     * @param header longest sum of all header fields
     * @param body longest body
     */
    public record Sizes(int line, int header, int body) {
        public Sizes {
            if (line < 64 || header < 64 || body < 0) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }

    /**
     * How long is waited.
     *
     * @param request from the first byte of a request to its last
     * @param answer for making an answer, and as long again for the client to take it
     * @param idle that a connection may stay open without a request
     */
    public record Times(Duration request, Duration answer, Duration idle) {}

    public HttpLimits {
        if (connections < 1 || perMinute < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    public HttpLimits withPerMinute(int requests) {
        return new HttpLimits(sizes, times, connections, requests);
    }
}
