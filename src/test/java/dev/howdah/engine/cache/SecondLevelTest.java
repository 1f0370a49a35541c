package dev.howdah.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Secret;
import dev.howdah.testing.Await;
import dev.howdah.testing.Redis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecondLevelTest {
    /** One row of a list that is shared. */
    record Project(int id, String name) {}

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable c : open.reversed()) {
            c.close();
        }
    }

    private Redis redis(String... settings) throws IOException {
        Redis redis = Redis.start(settings);
        open.add(redis);
        return redis;
    }

    private SecondLevel level(RedisSpec spec) {
        return level(spec, Duration.ofSeconds(10));
    }

    private SecondLevel level(RedisSpec spec, Duration patience) {
        SecondLevel level = new SecondLevel(spec.withPatience(patience, Duration.ofMillis(300)));
        open.add(level);
        return level;
    }

    private SecondLevel connected(int port) {
        return connected(port, Duration.ofSeconds(10));
    }

    private SecondLevel connected(int port, Duration patience) {
        SecondLevel level = level(RedisSpec.of("127.0.0.1", port, "test"), patience);
        Await.until("connected", () -> level.stats().state() == SecondLevel.State.UP);
        return level;
    }

    private static QueryCache cache(SecondLevel level, AtomicLong nanos) {
        return new QueryCache(CacheSpec.standard(), level, InstantSource.system(), nanos::get, Runnable::run);
    }

    private static QueryCache cache(SecondLevel level) {
        return new QueryCache(CacheSpec.standard(), level, InstantSource.system(), System::nanoTime, Runnable::run);
    }

    private static CachedQuery<Project> project(int id) {
        return CachedQuery.<Project>of(Tier.SHORT, "SELECT * FROM projects WHERE id = ?", id)
                .reading("public.projects")
                .shared(Codec.json(Project.class));
    }

    private Project load() {
        return new Project(1, "n" + loads.incrementAndGet());
    }

    private String read(QueryCache c) {
        return java.util.Objects.requireNonNull(c.get(project(1), this::load)).name();
    }

    @Test
    void sharesAnswersBetweenInstances() throws IOException {
        Redis redis = redis();
        QueryCache a = cache(connected(redis.port()));
        SecondLevel levelB = connected(redis.port());
        QueryCache b = cache(levelB);
        assertThat(read(a)).isEqualTo("n1");
        Await.until("put", () -> java.util.Objects.requireNonNull(a.stats().secondLevel()).puts() == 1);
        assertThat(read(b)).isEqualTo("n1");
        assertThat(read(b)).isEqualTo("n1");
        assertThat(loads).hasValue(1);
        assertThat(b.stats().total().secondLevelHits()).isEqualTo(1);
        assertThat(b.stats().total().hits()).isEqualTo(1);
        a.changed(List.of("public.projects"));
        b.changed(List.of("public.projects"));
        assertThat(read(b)).isEqualTo("n2");
        assertThat(levelB.stats().hits()).isEqualTo(1);
    }

    @Test
    void keepsTheLifeThatAnAnswerHasLeft() throws IOException {
        Redis redis = redis();
        QueryCache a = cache(connected(redis.port()));
        Duration life = a.spec(Tier.SHORT).ttl().dividedBy(2);
        a.configure(Tier.SHORT, a.spec(Tier.SHORT).withTtl(life));
        read(a);
        Await.until("put", () -> java.util.Objects.requireNonNull(a.stats().secondLevel()).puts() == 1);
        AtomicLong nanos = new AtomicLong();
        QueryCache b = cache(connected(redis.port()), nanos);
        assertThat(read(b)).isEqualTo("n1");
        String key = redis.lives().entrySet().stream().filter(e -> e.getValue() > 0 && e.getValue() <= life.toMillis()).findFirst().orElseThrow().getKey();
        redis.command("PEXPIRE", key, "1");
        Await.until("over in Redis", () -> !redis.lives().containsKey(key));
        assertThat(read(b)).as("still held here").isEqualTo("n1");
        nanos.addAndGet(life.toNanos());
        QueryCache plain = cache(level(RedisSpec.of("127.0.0.1", 1, "x")), nanos);
        assertThat(plain.stats().total().reads()).isZero();
        assertThat(read(b)).isEqualTo("n2");
    }

    @Test
    void sharesThatThereIsNone() throws IOException {
        Redis redis = redis();
        QueryCache a = cache(connected(redis.port()));
        assertThat(a.get(project(1), () -> null)).isNull();
        Await.until("put", () -> java.util.Objects.requireNonNull(a.stats().secondLevel()).puts() == 1);
        QueryCache b = cache(connected(redis.port()));
        assertThat(b.get(project(1), this::load)).isNull();
    }

    @Test
    void goesOnWithoutRedisAndUsesNothingFromBeforeOnceItIsBack() throws IOException {
        Redis redis = redis();
        int port = redis.port();
        SecondLevel levelA = connected(port, Duration.ofSeconds(2));
        QueryCache a = cache(levelA);
        QueryCache b = cache(connected(port));
        read(a);
        Await.until("put", () -> levelA.stats().puts() == 1);
        redis.pause();
        a.changed(List.of("public.projects"));
        assertThat(levelA.stats().unforgotten()).isEqualTo(1);
        assertThat(read(a)).isEqualTo("n2");
        a.clear(Tier.SHORT);
        assertThat(read(a)).isEqualTo("n3");
        redis.goOn();
        Await.until("the second level is used again", () -> {
            a.clear(Tier.SHORT);
            read(a);
            return levelA.stats().state() == SecondLevel.State.UP && levelA.stats().puts() >= 2;
        });
        assertThat(read(b)).isNotEqualTo("n1");
    }

    @Test
    void survivesARestartOfRedis() throws IOException {
        Redis redis = redis();
        SecondLevel level = connected(redis.port());
        QueryCache a = cache(level);
        read(a);
        redis.stop();
        for (int i = 0; i < 50; i++) {
            a.clear(Tier.SHORT);
            read(a);
        }
        assertThat(loads).hasValue(51);
        SecondLevel.Stats down = level.stats();
        assertThat(down.failures() + down.skipped()).isPositive();
        redis.startAgain();
        Await.until("up again", () -> {
            a.clear(Tier.SHORT);
            read(a);
            return level.stats().state() == SecondLevel.State.UP && level.stats().puts() > 1;
        });
    }

    @Test
    void countsASlowRedisAsNoneAndLeavesItAlone() throws IOException {
        Redis redis = redis();
        SecondLevel level = new SecondLevel(
                RedisSpec.of("127.0.0.1", redis.port(), "test").withPatience(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        open.add(level);
        Await.until("connected", () -> level.stats().state() == SecondLevel.State.UP);
        QueryCache a = cache(level);
        redis.pause();
        for (int i = 0; i < 10; i++) {
            a.get(project(i), this::load);
        }
        assertThat(loads).hasValue(10);
        assertThat(level.stats().state()).isEqualTo(SecondLevel.State.RESTING);
        assertThat(level.stats().skipped()).isPositive();
        assertThat(level.stats().failure()).isEqualTo("no answer in time");
    }

    @Test
    void goesOnWhenRedisIsFullAndStillForgets() throws IOException {
        Redis redis = redis();
        SecondLevel level = connected(redis.port());
        QueryCache a = cache(level);
        read(a);
        Await.until("put", () -> level.stats().puts() == 1);
        redis.command("CONFIG", "SET", "maxmemory", "1");
        a.changed(List.of("public.projects"));
        assertThat(level.stats().unforgotten()).isZero();
        assertThat(read(a)).isEqualTo("n2");
        QueryCache b = cache(connected(redis.port()));
        assertThat(read(b)).isEqualTo("n3");
        assertThat(level.stats().failures()).isPositive();
        assertThat(level.stats().failure()).contains("OOM");
    }

    @Test
    void saysThatThePasswordIsWrong() throws IOException {
        Redis redis = redis("requirepass secret");
        SecondLevel wrong = level(RedisSpec.of("127.0.0.1", redis.port(), "test").withPassword(null, new Secret("guess")));
        QueryCache a = cache(wrong);
        Await.until("refused", () -> wrong.stats().state() == SecondLevel.State.DOWN);
        assertThat(read(a)).isEqualTo("n1");
        Await.until("its reason is heard", () -> {
            a.clear();
            read(a);
            return String.valueOf(wrong.stats().failure()).contains("WRONGPASS");
        });
        assertThat(wrong.stats().failure()).doesNotContain("guess");
        assertThat(wrong.stats().skipped()).isPositive();
        SecondLevel right = level(RedisSpec.of("127.0.0.1", redis.port(), "test").withPassword(null, new Secret("secret")));
        Await.until("connected", () -> right.stats().state() == SecondLevel.State.UP);
    }

    @Test
    void goesOnWhenRedisVanishesInMidRequest() throws Exception {
        Redis redis = redis();
        AtomicInteger cut = new AtomicInteger();
        try (ServerSocket between = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> cutAnswers(between, redis.port(), cut));
            SecondLevel level = level(RedisSpec.of("127.0.0.1", between.getLocalPort(), "test"), Duration.ofMillis(500));
            QueryCache a = cache(level);
            Await.until("vanished in the middle", () -> {
                a.clear(Tier.SHORT);
                assertThat(read(a)).startsWith("n");
                return cut.get() > 1;
            });
            assertThat(level.stats().failures()).isPositive();
        }
    }

    /** Passes everything on until the first look-up, of whose answer it gives three bytes before it hangs up. */
    private static void cutAnswers(ServerSocket between, int port, AtomicInteger cut) {
        while (!between.isClosed()) {
            try (Socket client = between.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                byte[] buffer = new byte[65_536];
                int n = client.getInputStream().read(buffer);
                while (n > 0) {
                    boolean lookUp = new String(buffer, 0, n, java.nio.charset.StandardCharsets.ISO_8859_1).contains("MGET");
                    server.getOutputStream().write(buffer, 0, n);
                    int got = server.getInputStream().read(buffer);
                    client.getOutputStream().write(buffer, 0, lookUp ? 3 : got);
                    if (lookUp) {
                        cut.incrementAndGet();
                        break;
                    }
                    n = client.getInputStream().read(buffer);
                }
            } catch (IOException e) {
                continue;
            }
        }
    }

    @Test
    void treatsWhatItCannotReadAsAbsent() throws IOException {
        Redis redis = redis();
        SecondLevel level = connected(redis.port());
        read(cache(level));
        Await.until("put", () -> level.stats().puts() == 1);
        CachedQuery<Project> broken = project(1).shared(new Codec<>() {
            @Override
            public byte[] encode(Project value) {
                return new byte[0];
            }

            @Override
            public Project decode(byte[] bytes) {
                throw new IllegalArgumentException("from another version");
            }
        });
        assertThat(java.util.Objects.requireNonNull(cache(level).get(broken, this::load)).name()).isEqualTo("n2");
        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
                StatefulRedisConnection<String, String> c = client.connect()) {
            c.sync().keys("howdah:test:e:*").forEach(k -> c.sync().set(k, "x"));
        }
        assertThat(read(cache(level))).isEqualTo("n3");
        assertThat(level.stats().stale()).isPositive();
    }
}
