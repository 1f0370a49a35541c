package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.Engine;
import dev.howdah.engine.cache.CacheOptions;
import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.RedisSpec;
import dev.howdah.engine.cache.SecondLevel;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Redis;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheSettingsTest {
    @TempDir
    Path home;

    private Wiring wiring(String toml) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config").resolve("settings.toml"), toml);
        return new Wiring(new Surroundings(Map.of("HOWDAH_HOME", home.toString(), "REDIS_PASSWORD", "pw"), home, "tester", "Linux"), Path.of("postgres"));
    }

    @Test
    void isSilentUnlessToldOtherwise() throws IOException {
        try (Wiring w = wiring("")) {
            Target sandbox = Servers.newDatabase();
            Target orders = new Target("orders", sandbox.hosts(), "orders", "app", null, sandbox.tls(), Environment.PRODUCTION, Map.of());
            assertThat(w.caching().of(orders)).isEqualTo(CacheOptions.none());
            assertThat(w.caching().of(sandbox).listen()).as("where it costs nobody anything").isTrue();
        }
    }

    @Test
    void readsRedisAndListensWithIt() throws IOException {
        Target target = Servers.newDatabase();
        try (Wiring w = wiring("[redis]\nhost = \"cache1\"\nuser = \"howdah\"\ntls = true\ntimeout_ms = 250\n")) {
            CacheOptions options = w.caching().of(target);
            RedisSpec redis = Objects.requireNonNull(options.redis());
            assertThat(options.listen()).isTrue();
            assertThat(redis.address()).isEqualTo("cache1:6379");
            assertThat(redis.namespace()).isEqualTo(target.address() + "/" + target.database());
            assertThat(redis.user()).isEqualTo("howdah");
            assertThat(redis.tls()).isTrue();
            assertThat(redis.timeout()).isEqualTo(Duration.ofMillis(250));
            assertThat(redis.toString()).doesNotContain("pw");
        }
    }

    @Test
    void opensTheEngineWithItsSecondLevelAndListening() throws IOException {
        try (Redis redis = Redis.start("requirepass pw");
                Wiring w = wiring("[redis]\nhost = \"127.0.0.1\"\nport = " + redis.port() + "\n");
                Engine engine = w.open(Servers.newDatabase())) {
            Await.until("Redis is there", () -> Objects.requireNonNull(engine.cache().stats().secondLevel()).state() == SecondLevel.State.UP);
            Await.until("it hears", () -> engine.caching().hearing().ear() == Caching.Ear.HEARING);
            engine.caching().deafen();
            assertThat(engine.caching().hearing().ear()).isEqualTo(Caching.Ear.OFF);
        }
    }
}
