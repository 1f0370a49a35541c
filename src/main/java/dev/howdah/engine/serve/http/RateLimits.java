package dev.howdah.engine.serve.http;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests a minute for each client. Remembers the 10,000 clients that came last, so that it cannot be filled up from
 * outside. Thread-safe.
 */
public final class RateLimits {
    private static final int MOST = 10_000;

    private final RateLimiterConfig config;
    private final Map<String, AtomicRateLimiter> clients = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AtomicRateLimiter> eldest) {
            return size() > MOST;
        }
    };

    public RateLimits(int perMinute) {
        config = RateLimiterConfig.custom()
                .limitForPeriod(perMinute)
                .limitRefreshPeriod(Duration.ofMinutes(1))
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /** Takes one request from the client's minute: 0 when it may go on, else the seconds (at least 1) after which it may again. */
    public long secondsToWait(String client) {
        AtomicRateLimiter limiter;
        synchronized (clients) {
            limiter = clients.computeIfAbsent(client, c -> new AtomicRateLimiter(c, config));
        }
        if (limiter.acquirePermission()) {
            return 0;
        }
        return Math.max(1, Math.ceilDiv(limiter.getDetailedMetrics().getNanosToWait(), 1_000_000_000L));
    }

    /** Who counts as one client: an IPv4 address, or the first 64 bits of an IPv6 one, of which a host has as many as it likes. */
    public static String client(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4 || address.isLoopbackAddress()) {
            return address.getHostAddress();
        }
        StringBuilder net = new StringBuilder();
        for (int i = 0; i < 8; i += 2) {
            net.append(Integer.toHexString(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff))).append(':');
        }
        return net + ":/64";
    }
}
