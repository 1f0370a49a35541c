package dev.howdah.app;

import dev.howdah.engine.cache.CacheOptions;
import dev.howdah.engine.cache.RedisSpec;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.db.SecretsException;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The second level and the listening as the settings say. The password comes from REDIS_PASSWORD or from the stored secret
 * {@code redis}. Thread-safe.
 */
final class CacheSettings {
    private static final int PORT = 6379;

    private final Settings settings;
    private final Surroundings surroundings;
    private final Supplier<Secrets> secrets;

    CacheSettings(Settings settings, Surroundings surroundings, Supplier<Secrets> secrets) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.secrets = secrets;
    }

    /** Instances that share answers must hear each other, and in the sandbox it costs nobody anything. */
    CacheOptions of(Target target) {
        RedisSpec redis = redis(target);
        return new CacheOptions(redis, settings.flag("cache.listen", redis != null || target.environment() == Environment.SANDBOX));
    }

    private @Nullable RedisSpec redis(Target target) {
        String host = settings.text("redis.host", "");
        return host.isEmpty() ? null : redis(host, (int) settings.number("redis.port", 1, 65_535, PORT), namespace(target));
    }

    /** Answers of different databases never meet. */
    String namespace(Target target) {
        return settings.text("redis.namespace", target.address() + "/" + target.database());
    }

    /** A Redis with the password, user, TLS and patience of the settings. */
    RedisSpec redis(String host, int port, String namespace) {
        RedisSpec spec = RedisSpec.of(host, port, namespace).withTls(settings.flag("redis.tls", false));
        long millis = settings.number("redis.timeout_ms", 1, 60_000, spec.timeout().toMillis());
        spec = spec.withPatience(Duration.ofMillis(millis), spec.pause());
        String user = settings.text("redis.user", "");
        Secret password = password();
        return password == null ? spec : spec.withPassword(user.isEmpty() ? null : user, password);
    }

    private @Nullable Secret password() {
        String given = surroundings.get("REDIS_PASSWORD");
        if (given != null) {
            return new Secret(given);
        }
        try {
            return secrets.get().get("redis");
        } catch (SecretsException e) {
            // Without it Redis itself says that a password is wanted, and the tab shows that.
            return null;
        }
    }
}
