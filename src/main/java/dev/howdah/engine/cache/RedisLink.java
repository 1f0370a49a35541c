package dev.howdah.engine.cache;

import dev.howdah.engine.text.Text;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Redis behind a circuit breaker. It never makes a caller wait for a connection: until there is one, there is no
 * second level. Thread-safe.
 */
final class RedisLink implements AutoCloseable {
    private final RedisSpec spec;
    private final RedisClient client;
    private final CircuitBreaker breaker;
    private final Object lock = new Object();
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private boolean connecting;
    private boolean closed;
    private long nextTry = System.nanoTime();
    private volatile @Nullable String failure;

    RedisLink(RedisSpec spec) {
        this.spec = spec;
        this.client = RedisClient.create(uri(spec));
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(spec.timeout().multipliedBy(10)).keepAlive(true).build())
                .timeoutOptions(TimeoutOptions.enabled(spec.timeout()))
                .requestQueueSize(10_000)
                .build());
        this.breaker = CircuitBreaker.of("second level", CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(spec.pause())
                .permittedNumberOfCallsInHalfOpenState(3)
                .build());
        commands();
    }

    private static RedisURI uri(RedisSpec spec) {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(spec.host())
                .withPort(spec.port())
                .withSsl(spec.tls())
                .withTimeout(spec.timeout().multipliedBy(10))
                .withClientName("howdah");
        if (spec.password() != null) {
            char[] password = spec.password().reveal().toCharArray();
            return (spec.user() == null ? uri.withPassword(password) : uri.withAuthentication(spec.user(), password)).build();
        }
        return uri.build();
    }

    /** The commands to use now, or null while there is no connection; one is then being made. */
    @Nullable RedisAsyncCommands<String, byte[]> commands() {
        synchronized (lock) {
            if (connection != null) {
                return connection.isOpen() ? connection.async() : null;
            }
            if (closed || connecting || System.nanoTime() - nextTry < 0) {
                return null;
            }
            connecting = true;
        }
        RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
        var unused = client.connectAsync(codec, uri(spec)).whenComplete((made, problem) -> {
            synchronized (lock) {
                connecting = false;
                nextTry = System.nanoTime() + spec.pause().toNanos();
                if (made != null && closed) {
                    var unusedEnd = made.closeAsync();
                } else if (made != null) {
                    connection = made;
                    failure = null;
                } else {
                    failed(problem);
                }
            }
        });
        return null;
    }

    /** Redis may hang up before its "wrong password" is read: the next attempt may hear it, and then it stays. */
    private void failed(@Nullable Throwable problem) {
        String now = reason(problem);
        boolean hungUp = now.contains("closed prematurely");
        if (!hungUp || failure == null) {
            failure = hungUp ? Text.of("cache.redis-closed") : now;
        }
    }

    boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    void succeeded(long nanos) {
        failure = null;
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, Throwable problem) {
        failure = reason(problem);
        breaker.onError(nanos, TimeUnit.NANOSECONDS, problem);
    }

    boolean resting() {
        return breaker.getState() == CircuitBreaker.State.OPEN || breaker.getState() == CircuitBreaker.State.FORCED_OPEN;
    }

    boolean connected() {
        synchronized (lock) {
            return connection != null && connection.isOpen();
        }
    }

    @Nullable String failure() {
        return failure;
    }

    /** Waits for an answer, at most as long as the settings say. */
    <T> T await(Future<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(spec.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    static String reason(@Nullable Throwable problem) {
        Throwable t = problem;
        while (t != null && t.getCause() != null && t.getCause() != t) {
            t = t.getCause();
        }
        // Whichever of the two clocks is first: ours or the client's.
        if (t instanceof TimeoutException || t instanceof RedisCommandTimeoutException) {
            return Text.of("cache.redis-slow");
        }
        return t == null ? "" : t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            connection = null;
        }
        CompletableFuture<Void> end = client.shutdownAsync(0, 2, TimeUnit.SECONDS);
        try {
            end.get(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It ends by itself; nothing waits for it any more.
            return;
        }
    }
}
