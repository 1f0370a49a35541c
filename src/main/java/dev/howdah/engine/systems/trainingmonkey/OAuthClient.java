package dev.howdah.engine.systems.trainingmonkey;

import dev.howdah.engine.db.Secret;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exchanges refresh tokens for new access tokens (RFC 6749, section 6) at no more than a given rate, and tries again after 429
 * (as long as Retry-After says), 5xx and time-outs. Thread-safe.
 */
public final class OAuthClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final URI endpoint;
    private final String clientId;
    private final Secret clientSecret;
    private final Limits limits;
    private final InstantSource clock;
    private final RateLimiter limiter;
    private final HttpClient http;

    /**
     * @param perSecond requests a second at most, at least 1, retries included
     * @param timeout of one request
     * @param attempts for one token, at least 1
     */
    public record Limits(int perSecond, Duration timeout, int attempts) {
        public Limits {
            if (perSecond < 1 || attempts < 1) {
                throw new IllegalArgumentException("per second " + perSecond + ", attempts " + attempts);
            }
        }
    }

    /** How an exchange ended. */
    public sealed interface Outcome {
        /** @param refreshToken the new one, or the old one when the issuer keeps it */
        record Refreshed(String accessToken, String refreshToken, Instant expiresAt) implements Outcome {}

        /** The user or the issuer withdrew it; asking again is useless. */
        record Revoked(String reason) implements Outcome {}

        /** Not now. */
        record Failed(String reason) implements Outcome {}
    }

    public OAuthClient(URI endpoint, String clientId, Secret clientSecret, Limits limits, InstantSource clock) {
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.limits = limits;
        this.clock = clock;
        // Ten portions a second, or single permits where there are fewer.
        boolean few = limits.perSecond() < 10;
        this.limiter = RateLimiter.of("oauth", RateLimiterConfig.custom()
                .limitRefreshPeriod(few ? Duration.ofNanos(1_000_000_000L / limits.perSecond()) : Duration.ofMillis(100))
                .limitForPeriod(few ? 1 : limits.perSecond() / 10)
                .timeoutDuration(Duration.ofMinutes(5))
                .build());
        this.http = HttpClient.newBuilder().connectTimeout(limits.timeout()).build();
    }

    /** Completes with the outcome, never exceptionally. */
    public CompletableFuture<Outcome> refresh(String refreshToken) {
        return attempt(refreshToken, 1);
    }

    @Override
    public void close() {
        http.close();
    }

    private CompletableFuture<Outcome> attempt(String refreshToken, int number) {
        long wait = limiter.reservePermission();
        if (wait < 0) {
            return CompletableFuture.completedFuture(new Outcome.Failed("rate limit"));
        }
        return after(wait)
                .thenCompose(v -> http.sendAsync(request(refreshToken), HttpResponse.BodyHandlers.ofString()))
                .handle(Answer::new)
                .thenCompose(a -> answered(a.response(), a.failure(), refreshToken, number));
    }

    private CompletableFuture<Outcome> answered(@Nullable HttpResponse<String> response, @Nullable Throwable failure,
            String refreshToken, int number) {
        if (response == null) {
            return again(refreshToken, number, backoff(number), String.valueOf(failure));
        }
        int status = response.statusCode();
        if (status == 200) {
            return CompletableFuture.completedFuture(read(response.body(), refreshToken));
        }
        if (status == 429) {
            long seconds = response.headers().firstValue("Retry-After").filter(v -> v.matches("\\d{1,6}")).map(Long::parseLong).orElse(1L);
            return again(refreshToken, number, Duration.ofSeconds(seconds), "HTTP 429");
        }
        if (status >= 500) {
            return again(refreshToken, number, backoff(number), "HTTP " + status);
        }
        boolean revoked = response.body().contains("invalid_grant");
        return CompletableFuture.completedFuture(revoked ? new Outcome.Revoked("invalid_grant") : new Outcome.Failed("HTTP " + status));
    }

    private CompletableFuture<Outcome> again(String refreshToken, int number, Duration wait, String reason) {
        // Whoever must wait longer is better served by the job's next run.
        if (number >= limits.attempts() || wait.compareTo(LONGEST_WAIT) > 0) {
            return CompletableFuture.completedFuture(new Outcome.Failed(reason));
        }
        return after(wait.toNanos()).thenCompose(v -> attempt(refreshToken, number + 1));
    }

    private record Answer(@Nullable HttpResponse<String> response, @Nullable Throwable failure) {}

    private static CompletableFuture<Void> after(long nanos) {
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS));
    }

    private static Duration backoff(int number) {
        return Duration.ofMillis(100L << Math.min(number, 5));
    }

    private Outcome read(String body, String oldRefresh) {
        try {
            JsonNode json = JSON.readTree(body);
            String access = json.path("access_token").asString("");
            if (access.isEmpty()) {
                return new Outcome.Failed("no access_token in the answer");
            }
            long seconds = json.path("expires_in").asLong(3600);
            return new Outcome.Refreshed(access, json.path("refresh_token").asString(oldRefresh), clock.instant().plusSeconds(seconds));
        } catch (JacksonException e) {
            return new Outcome.Failed("the answer is not JSON");
        }
    }

    private HttpRequest request(String refreshToken) {
        String form = "grant_type=refresh_token&refresh_token=" + encoded(refreshToken) + "&client_id=" + encoded(clientId)
                + "&client_secret=" + encoded(clientSecret.reveal());
        return HttpRequest.newBuilder(endpoint)
                .timeout(limits.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
