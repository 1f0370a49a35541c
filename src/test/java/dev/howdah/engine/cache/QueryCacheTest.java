package dev.howdah.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.testing.Await;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueryCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final List<Runnable> waiting = new ArrayList<>();
    private final QueryCache cache = new QueryCache(
            CacheSpec.standard(), null, InstantSource.system(), nanos::get, waiting::add);

    private static CachedQuery<String> query(Tier tier, Object... params) {
        return CachedQuery.of(tier, "SELECT name FROM posts WHERE id = ?", params);
    }

    private String load() {
        nanos.addAndGet(1_000_000);
        return "value " + loads.incrementAndGet();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void answersTheSecondReadFromMemory() {
        assertThat(cache.get(query(Tier.SHORT, 1), this::load)).isEqualTo("value 1");
        assertThat(cache.get(query(Tier.SHORT, 1), this::load)).isEqualTo("value 1");
        CacheStats.Counts c = cache.stats().of(Tier.SHORT).counts();
        assertThat(c.hits()).isEqualTo(1);
        assertThat(c.misses()).isEqualTo(1);
        assertThat(c.loads()).isEqualTo(1);
        assertThat(c.hitRatio()).isEqualTo(0.5);
        assertThat(c.loadTime()).isEqualTo(Duration.ofMillis(1));
        assertThat(c.saved()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void forgetsEachTierAtItsTime() {
        for (Tier tier : Tier.values()) {
            cache.get(query(tier, tier.word()), this::load);
        }
        for (Tier tier : Tier.values()) {
            int before = loads.get();
            pass(tier.ttl().minusSeconds(1).minus(elapsed()));
            cache.get(query(tier, tier.word() + " again"), () -> "x");
            assertThat(loads.get()).isEqualTo(before);
        }
        assertThat(Tier.SHORT.ttl()).hasSeconds(300);
        assertThat(Tier.MEDIUM.ttl()).hasSeconds(600);
        assertThat(Tier.LONG.ttl()).hasSeconds(3600);
        assertThat(Tier.TOKEN.ttl()).hasSeconds(60);
        cache.get(query(Tier.TOKEN, "t"), this::load);
        pass(Duration.ofSeconds(59));
        int before = loads.get();
        cache.get(query(Tier.TOKEN, "t"), this::load);
        assertThat(loads.get()).isEqualTo(before);
        pass(Duration.ofSeconds(2));
        cache.get(query(Tier.TOKEN, "t"), this::load);
        assertThat(loads.get()).isEqualTo(before + 1);
        assertThat(cache.stats().of(Tier.TOKEN).counts().evictedByAge()).isPositive();
    }

    private Duration elapsed() {
        return Duration.ofNanos(Math.min(nanos.get(), Duration.ofSeconds(58).toNanos()));
    }

    @Test
    void runsOneQueryForAThousandReadersOfOneMissingKey() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        AtomicInteger same = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            readers.add(Thread.startVirtualThread(() -> {
                String value = cache.get(query(Tier.SHORT, 7), () -> {
                    Await.until("the other readers are there", () -> ready.getCount() == 0);
                    return load();
                });
                if ("value 1".equals(value)) {
                    same.incrementAndGet();
                }
            }));
        }
        Await.until("misses", () -> cache.stats().total().misses() > 900);
        ready.countDown();
        for (Thread t : readers) {
            t.join();
        }
        assertThat(same).hasValue(1_000);
        assertThat(loads).hasValue(1);
        CacheStats.Counts c = cache.stats().total();
        assertThat(c.reads()).isEqualTo(1_000);
        assertThat(c.loads()).isEqualTo(1);
        assertThat(c.joined() + c.hits()).isEqualTo(999);
    }

    @Test
    void tellsEveryWaitingReaderOfAFailureAndKeepsNothing() {
        assertThatThrownBy(() -> cache.get(query(Tier.SHORT, 1), () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(cache.get(query(Tier.SHORT, 1), this::load)).isEqualTo("value 1");
        assertThat(cache.stats().total().failures()).isEqualTo(1);
    }

    @Test
    void loadsItselfWhenTheReaderThatItWaitedForGaveUp() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread leader = Thread.startVirtualThread(() -> {
            try {
                cache.get(query(Tier.SHORT, 1), () -> {
                    started.countDown();
                    Await.until("end", () -> end.getCount() == 0);
                    throw new DbException(new DbProblem.Cancelled("here", "by the user"), null);
                });
            } catch (DbException e) {
                return;
            }
        });
        started.await();
        String[] got = new String[1];
        Thread follower = Thread.startVirtualThread(() -> got[0] = cache.get(query(Tier.SHORT, 1), this::load));
        Await.until("the follower waits", () -> cache.stats().total().misses() == 2);
        end.countDown();
        leader.join();
        follower.join();
        assertThat(got[0]).isEqualTo("value 1");
    }

    @Test
    void keepsThatThereIsNone() {
        assertThat(cache.get(query(Tier.LONG, 1), () -> null)).isNull();
        assertThat(cache.get(query(Tier.LONG, 1), this::load)).isNull();
        assertThat(cache.stats().total().negativeHits()).isEqualTo(1);
        pass(Duration.ofSeconds(31));
        assertThat(cache.get(query(Tier.LONG, 1), this::load)).isEqualTo("value 1");
        cache.configure(Tier.SHORT, cache.spec(Tier.SHORT).withNegativeTtl(Duration.ZERO));
        cache.get(query(Tier.SHORT, 2), () -> null);
        assertThat(cache.get(query(Tier.SHORT, 2), this::load)).isEqualTo("value 2");
    }

    @Test
    void loadsAheadOfTheEndOfAnEntry() {
        cache.configure(Tier.SHORT, cache.spec(Tier.SHORT).withRefreshAhead(0.8));
        cache.get(query(Tier.SHORT, 1), this::load);
        pass(Duration.ofSeconds(200));
        cache.get(query(Tier.SHORT, 1), this::load);
        assertThat(waiting).isEmpty();
        pass(Duration.ofSeconds(50));
        assertThat(cache.get(query(Tier.SHORT, 1), this::load)).isEqualTo("value 1");
        cache.get(query(Tier.SHORT, 1), this::load);
        assertThat(waiting).hasSize(1);
        waiting.getFirst().run();
        pass(Duration.ofSeconds(100));
        assertThat(cache.get(query(Tier.SHORT, 1), this::load)).isEqualTo("value 2");
        assertThat(cache.stats().total().refreshes()).isEqualTo(1);
    }

    @Test
    void holdsAHundredEntriesUnlessSetOtherwise() {
        for (int i = 0; i < 500; i++) {
            cache.get(query(Tier.SHORT, i), this::load);
        }
        CacheStats.OfTier t = cache.stats().of(Tier.SHORT);
        assertThat(t.entries()).isEqualTo(100);
        assertThat(t.counts().evictedBySize()).isEqualTo(400);
        cache.configure(Tier.SHORT, t.spec().withLimit(new TierSpec.Limit.Entries(10)));
        assertThat(cache.stats().of(Tier.SHORT).entries()).isEqualTo(10);
    }

    @Test
    void holdsAsManyBytesAsItMay() {
        cache.configure(Tier.SHORT, cache.spec(Tier.SHORT).withLimit(new TierSpec.Limit.Bytes(100_000)));
        for (int i = 0; i < 100; i++) {
            cache.get(query(Tier.SHORT, i), () -> "x".repeat(10_000));
        }
        CacheStats.OfTier t = cache.stats().of(Tier.SHORT);
        assertThat(t.bytes()).isBetween(10_000L, 100_000L);
        assertThat(t.entries()).isBetween(1L, 9L);
    }

    @Test
    void takesNewLivesForWhatIsKept() {
        cache.get(query(Tier.LONG, 1), this::load);
        pass(Duration.ofSeconds(100));
        cache.configure(Tier.LONG, cache.spec(Tier.LONG).withTtl(Duration.ofSeconds(50)));
        assertThat(cache.get(query(Tier.LONG, 1), this::load)).isEqualTo("value 2");
        cache.configure(Tier.LONG, cache.spec(Tier.LONG).withTtl(Duration.ofSeconds(200)));
        pass(Duration.ofSeconds(100));
        assertThat(cache.get(query(Tier.LONG, 1), this::load)).isEqualTo("value 2");
    }

    @Test
    void clearsAllATierOrATag() {
        cache.get(query(Tier.SHORT, 1).tagged("clients"), this::load);
        cache.get(query(Tier.SHORT, 2), this::load);
        cache.get(query(Tier.LONG, 3).tagged("clients"), this::load);
        assertThat(cache.clearTag("clients")).isEqualTo(2);
        assertThat(cache.clear(Tier.LONG)).isZero();
        assertThat(cache.clear(Tier.SHORT)).isEqualTo(1);
        cache.get(query(Tier.MEDIUM, 4), this::load);
        assertThat(cache.clear()).isEqualTo(1);
        assertThat(cache.stats().tiers()).allMatch(t -> t.entries() == 0 && t.bytes() == 0);
        assertThat(cache.stats().total().cleared()).isEqualTo(4);
    }

    @Test
    void keepsNothingOfALoadThatAClearOvertook() {
        cache.get(query(Tier.SHORT, 1), () -> {
            cache.clear(Tier.SHORT);
            return load();
        });
        assertThat(cache.get(query(Tier.SHORT, 1), this::load)).isEqualTo("value 2");
    }

    @Test
    void dropsExactlyWhatReadsAChangedTable() {
        cache.get(query(Tier.SHORT, 1).reading("public.posts"), this::load);
        cache.get(query(Tier.SHORT, 2).reading("public.clients"), this::load);
        cache.changed(List.of("public.posts"));
        cache.get(query(Tier.SHORT, 2).reading("public.clients"), this::load);
        assertThat(loads).hasValue(2);
        cache.get(query(Tier.SHORT, 1).reading("public.posts"), this::load);
        assertThat(loads).hasValue(3);
        assertThat(cache.stats().total().invalidated()).isEqualTo(1);
    }

    @Test
    void asksTheDatabaseWhileACommitIsUnderWayAndKeepsTheEntryWhenItIsRolledBack() {
        CachedQuery<String> q = this.<String>posts(1);
        cache.get(q, this::load);
        QueryCache.Commit commit = cache.begin(List.of("public.posts"));
        assertThat(cache.get(q, this::load)).isEqualTo("value 2");
        assertThat(cache.get(q, this::load)).isEqualTo("value 3");
        commit.didNot();
        cache.get(q, this::load);
        assertThat(cache.stats().total().bypassed()).isEqualTo(2);
    }

    private <T> CachedQuery<T> posts(Object... params) {
        return CachedQuery.<T>of(Tier.SHORT, "SELECT * FROM posts WHERE id = ?", params).reading("public.posts");
    }

    @Test
    void doesNotAnswerALaterReaderWithALoadThatBeganBeforeAChange() throws Exception {
        CachedQuery<String> q = posts(1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread early = Thread.startVirtualThread(() -> cache.get(q, () -> {
            started.countDown();
            Await.until("end", () -> end.getCount() == 0);
            return "old";
        }));
        started.await();
        cache.changed(List.of("public.posts"));
        assertThat(cache.get(q, () -> "new")).isEqualTo("new");
        end.countDown();
        early.join();
        assertThat(cache.get(q, this::load)).isEqualTo("new");
    }

    @Test
    void resetsCountsAndKeepsEntries() {
        cache.get(query(Tier.SHORT, 1), this::load);
        cache.resetStats();
        assertThat(cache.stats().total()).isEqualTo(CacheStats.Counts.NONE);
        cache.get(query(Tier.SHORT, 1), this::load);
        CacheStats.Counts c = cache.stats().total();
        assertThat(c.hits()).isEqualTo(1);
        assertThat(c.saved()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void countsEachShapeByItself() {
        cache.get(query(Tier.SHORT, 1), this::load);
        cache.get(query(Tier.SHORT, 2), this::load);
        cache.get(CachedQuery.of(Tier.SHORT, "SELECT 1"), this::load);
        assertThat(cache.stats().shapes()).hasSize(2);
        for (int i = 0; i < 2_000; i++) {
            cache.get(CachedQuery.of(Tier.SHORT, "SELECT " + i), this::load);
        }
        assertThat(cache.stats().shapes()).hasSizeLessThanOrEqualTo(1_001);
        assertThat(cache.stats().total().loads()).isEqualTo(2_002);
    }

    @Test
    void letsALoadReadTheCacheItself() {
        CachedQuery<String> q = query(Tier.SHORT, 1);
        assertThat(cache.get(q, () -> cache.get(q, this::load))).isEqualTo("value 1");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        TierSpec spec = cache.spec(Tier.SHORT);
        assertThatThrownBy(() -> spec.withTtl(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.withLimit(new TierSpec.Limit.Entries(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.withRefreshAhead(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void forgetsVersionsThatNothingDependsOn() {
        for (int i = 0; i < 25_000; i++) {
            cache.get(query(Tier.SHORT, i).tagged("user " + i), this::load);
        }
        cache.clearTag("user 24999");
        assertThat(cache.stats().of(Tier.SHORT).entries()).isEqualTo(99);
    }
}
