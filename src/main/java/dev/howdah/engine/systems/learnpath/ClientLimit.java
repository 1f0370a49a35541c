package dev.howdah.engine.systems.learnpath;

import dev.howdah.engine.text.Text;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** So many requests a minute for each client, and a clear no beyond. Thread-safe. */
public final class ClientLimit {
    private final RateLimiterRegistry limiters;
    private final int perMinute;

    public ClientLimit(int perMinute) {
        this.perMinute = perMinute;
        this.limiters = RateLimiterRegistry.of(RateLimiterConfig.custom()
                .limitForPeriod(perMinute)
                .limitRefreshPeriod(Duration.ofMinutes(1))
                .timeoutDuration(Duration.ZERO)
                .build());
    }

    /** Null when the client may go on, else the sentence that refuses it. */
    public @Nullable String refusal(String client) {
        RateLimiter limiter = limiters.rateLimiter(client);
        return limiter.acquirePermission() ? null : Text.of("systems.too-many-requests", client, perMinute);
    }
}
