package dev.howdah.engine.cache;

import dev.howdah.engine.db.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the second level is and how long Howdah waits for it. Immutable.
 *
 * @param user null for Redis' default user
 * @param password null when it asks for none
 * @param namespace keeps instances of different databases apart: all keys begin with {@code howdah:<namespace>:}
 * @param timeout of one request; a slower answer counts as none
 * @param pause how long Howdah leaves a failing Redis alone before it tries again
 * @param largest bytes of a value that is still shared
 */
public record RedisSpec(
        String host,
        int port,
        @Nullable String user,
        @Nullable Secret password,
        boolean tls,
        String namespace,
        Duration timeout,
        Duration pause,
        int largest) {

    /** A Redis without password or TLS, 100 ms a request, 5 s of rest after failures, values up to 1 MiB. */
    public static RedisSpec of(String host, int port, String namespace) {
        return new RedisSpec(
                host, port, null, null, false, namespace, Duration.ofMillis(100), Duration.ofSeconds(5), 1 << 20);
    }

    public RedisSpec withPassword(@Nullable String otherUser, Secret other) {
        return new RedisSpec(host, port, otherUser, other, tls, namespace, timeout, pause, largest);
    }

    public RedisSpec withTls(boolean wanted) {
        return new RedisSpec(host, port, user, password, wanted, namespace, timeout, pause, largest);
    }

    public RedisSpec withPatience(Duration perRequest, Duration rest) {
        return new RedisSpec(host, port, user, password, tls, namespace, perRequest, rest, largest);
    }

    public String address() {
        return host + ":" + port;
    }
}
