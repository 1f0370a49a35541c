package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cache.CacheSpec;
import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Codec;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.RedisSpec;
import dev.howdah.engine.cache.SecondLevel;
import dev.howdah.engine.cache.Tier;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Redis;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CacheCommandTest {
    @TempDir
    Path home;

    private final Called cli = new Called();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void reportsTheServersCaches() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_buffercache");
        assertThat(run(target, "cache", "--json")).as(cli.err()).isZero();
        JsonNode report = new JsonMapper().readTree(cli.out());
        assertThat(report.get("databases").size()).isPositive();
        assertThat(report.get("buffers").get("used").longValue()).isPositive();
        assertThat(report.get("io").size()).isPositive();
        assertThat(report.get("slru").size()).isPositive();
        assertThat(report.get("not_shown").size()).isZero();
        assertThat(run(target, "cache")).isZero();
        assertThat(cli.out()).contains("shared_buffers:", "checkpoints:").doesNotContain("!cache");
    }

    @Test
    void saysWhatARoleWithoutRightsDoesNotSee() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_buffercache");
        assertThat(run(Servers.unprivileged(target), "cache", "--json")).as(cli.err()).isZero();
        JsonNode report = new JsonMapper().readTree(cli.out());
        assertThat(report.get("buffers").isNull()).isTrue();
        assertThat(report.get("not_shown").toString()).contains("pg_monitor");
    }

    @Test
    void clearsOneTierOfWhatInstancesShare() throws IOException {
        Target target = Servers.newDatabase();
        try (Redis redis = Redis.start();
                SecondLevel level = new SecondLevel(RedisSpec.of("127.0.0.1", redis.port(), target.address() + "/" + target.database())
                        .withPatience(Duration.ofSeconds(30), Duration.ofSeconds(1)))) {
            Await.until("connected", () -> level.stats().state() == SecondLevel.State.UP);
            AtomicInteger loads = new AtomicInteger();
            assertThat(read(level, Tier.SHORT, loads)).isEqualTo(1);
            Await.until("shared", () -> level.stats().puts() == 1);
            String at = "127.0.0.1:" + redis.port();
            assertThat(run(target, "cache", "clear", "--redis", at, "--tier", "LONG")).as(cli.err()).isZero();
            assertThat(read(level, Tier.SHORT, loads)).as("another tier stays").isEqualTo(1);
            assertThat(run(target, "cache", "clear", "--redis", at, "--json")).as(cli.err()).isZero();
            assertThat(cli.out()).contains("\"told\"");
            assertThat(read(level, Tier.SHORT, loads)).isEqualTo(2);
            assertThat(run(target, "cache", "--redis", at)).isZero();
            assertThat(cli.out()).contains(at);
        }
    }

    private static int read(SecondLevel level, Tier tier, AtomicInteger loads) {
        QueryCache fresh = new QueryCache(CacheSpec.standard(), level, InstantSource.system(), System::nanoTime, Runnable::run);
        return Objects.requireNonNull(
                fresh.get(CachedQuery.<Integer>of(tier, "SELECT 1").shared(Codec.json(Integer.class)), loads::incrementAndGet));
    }

    @Test
    void saysWhenRedisIsAwayOrThePasswordIsWrong() throws IOException {
        Target target = Servers.newDatabase();
        assertThat(run(target, "cache", "clear", "--redis", "127.0.0.1:1")).isEqualTo(3);
        assertThat(cli.out()).contains("Could not drop");
        try (Redis redis = Redis.start("requirepass right")) {
            environment.put("REDIS_PASSWORD", "guess");
            assertThat(run(target, "cache", "clear", "--redis", "127.0.0.1:" + redis.port())).isEqualTo(3);
            assertThat(cli.out() + cli.err()).doesNotContain("guess");
            environment.put("REDIS_PASSWORD", "right");
            assertThat(run(target, "cache", "clear", "--redis", "127.0.0.1:" + redis.port())).isZero();
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        Target target = Servers.newDatabase();
        assertThat(run(target, "cache", "clear")).isEqualTo(2);
        assertThat(cli.err()).contains("--redis");
        assertThat(run(target, "cache", "flush")).isEqualTo(2);
        assertThat(cli.err()).contains("flush");
        assertThat(run(target, "cache", "clear", "--redis", "here:there")).isEqualTo(2);
        assertThat(run(target, "cache", "clear", "--redis", "127.0.0.1:1", "--tier", "FOREVER")).isEqualTo(2);
    }

    @Test
    void saysWhereStatisticsAreReset() {
        assertThat(run(Servers.newDatabase(), "cache", "reset-stats")).isZero();
        assertThat(cli.out()).contains("Cache tab");
    }

    private int run(Target target, String... words) {
        environment.put("DATABASE_URL", Servers.url(target));
        return cli.run(home, environment, words);
    }
}
