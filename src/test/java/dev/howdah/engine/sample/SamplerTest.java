package dev.howdah.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private final Target target = Servers.newDatabase();
    private final Sampler sampler = new Sampler(Servers.db(target, SessionSpec.sampler()), Clock.systemUTC());

    @AfterEach
    void close() {
        sampler.close();
    }

    @Test
    void readsAgainAndAgainAndTellsALateComerTheLast() {
        AtomicInteger runs = new AtomicInteger();
        Seen<Integer> first = watch(probe("count", db -> runs.incrementAndGet()));
        first.await(r -> r instanceof Reading.Value<Integer> v && v.value() >= 3);
        Seen<Integer> late = new Seen<>();
        sampler.subscribe(probe("count", db -> -1), late);
        assertThat(late.all).isNotEmpty();
        assertThat(sampler.link()).isInstanceOf(Link.Up.class);
        assertThat(sampler.cost().statementsPerSecond()).isPositive();
    }

    @Test
    void whatIsWantedOftenGoesBeforeWhatIsWantedSeldom() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        sampler.subscribe(probe("first", db -> {
            busy.countDown();
            Await.until("all are subscribed", () -> all.getCount() == 0);
            return 1;
        }), r -> { });
        busy.await();
        for (int minutes : new int[] {60, 10, 5, 30}) {
            sampler.subscribe(new TestProbe<>("every " + minutes, Duration.ofMinutes(minutes), db -> order.add("every " + minutes)), r -> { });
        }
        all.countDown();
        Await.until("all ran", () -> order.size() >= 4);
        assertThat(order.subList(0, 4)).containsExactly("every 5", "every 10", "every 30", "every 60");
    }

    @Test
    void doesNotRunWhatNobodyWatches() {
        AtomicInteger runs = new AtomicInteger();
        Seen<Integer> seen = new Seen<>();
        Subscription one = sampler.subscribe(probe("count", db -> runs.incrementAndGet()), seen);
        Subscription two = sampler.subscribe(probe("count", db -> runs.incrementAndGet()), seen);
        seen.await(r -> r instanceof Reading.Value);
        one.close();
        one.close();
        int known = seen.all.size();
        Await.until("the other subscription goes on", () -> seen.all.size() > known + 1);
        two.close();
        Seen<Integer> other = watch(probe("other", db -> 1));
        other.await(r -> r instanceof Reading.Value);
        int after = runs.get();
        int size = other.all.size();
        Await.until("some more rounds", () -> other.all.size() > size + 2);
        assertThat(runs.get()).isEqualTo(after);
    }

    @Test
    void survivesWhateverAProbeThrows() {
        Seen<Integer> runtime = watch(probe("runtime", db -> {
            throw new IllegalStateException("broken");
        }));
        Seen<Integer> error = watch(probe("error", db -> {
            throw new StackOverflowError();
        }));
        Seen<Integer> good = watch(probe("good", db -> 1));
        Seen<List<Object>> unknown = watch(Probe.rows("no/such", Object.class));
        for (Seen<?> bad : List.of(runtime, error, unknown)) {
            bad.await(r -> r instanceof Reading.Failed<?> f && f.problem() instanceof DbProblem.Unexpected);
        }
        int known = good.all.size();
        Await.until("the others go on", () -> good.all.size() > known + 2);
        assertThat(unknown.all.size()).isLessThan(10_000);
    }

    @Test
    void survivesWhateverASubscriberThrows() {
        sampler.onLink(l -> {
            if (l instanceof Link.Up) {
                throw new IllegalStateException("mine");
            }
        });
        Probe<Integer> probe = probe("count", db -> 1);
        sampler.subscribe(probe, r -> {
            throw new IllegalStateException("mine");
        });
        Seen<Integer> good = new Seen<>();
        sampler.subscribe(probe, good);
        Await.until("the other subscriber is told", () -> good.all.size() > 3);
    }

    @Test
    void aSubscriberMayLeaveWhileItIsTold() {
        Probe<Integer> probe = probe("count", db -> 1);
        List<Reading<Integer>> seen = new CopyOnWriteArrayList<>();
        Subscription[] mine = new Subscription[1];
        synchronized (mine) {
            mine[0] = sampler.subscribe(probe, r -> {
                synchronized (mine) {
                    seen.add(r);
                    mine[0].close();
                }
            });
        }
        Seen<Integer> other = watch(probe);
        Await.until("some rounds", () -> other.all.size() > 3);
        assertThat(seen).hasSize(1);
    }

    @Test
    void aProbeThatTakesLongLeavesTheOthersTime() {
        Seen<Integer> slow = watch(probe("slow", db -> {
            db.update("SELECT pg_sleep(0.2)", java.util.Map.of());
            return 1;
        }));
        Seen<Integer> fast = watch(probe("fast", db -> 1));
        Await.until("rounds", () -> slow.all.size() > 3);
        assertThat(fast.all.size()).isGreaterThanOrEqualTo(slow.all.size() - 1);
    }

    @Test
    void aDroppedExtensionBecomesALackWithItsRemedyAndBack() {
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        Seen<Integer> seen = watch(new TestProbe<>("statements", Duration.ofMillis(100), db -> db.call(
                        h -> h.createQuery("SELECT count(*) FROM pg_stat_statements").mapTo(Integer.class).one())) {
            @Override
            public @Nullable Lack missing(Db db) {
                return db.server().extensions().containsKey("pg_stat_statements") ? null : new Lack("gone", "CREATE EXTENSION pg_stat_statements;");
            }
        });
        // The server may have been looked at before the extension was there.
        sampler.refresh();
        seen.await(r -> r instanceof Reading.Value);
        Servers.execute(target, "DROP EXTENSION pg_stat_statements");
        seen.await(r -> r instanceof Reading.Skipped<Integer> s && s.lack().reason().equals("gone"));
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        int known = seen.all.size();
        sampler.refresh();
        Await.until("read again", () -> seen.all.subList(known, seen.all.size()).stream().anyMatch(r -> r instanceof Reading.Value));
        assertThat(sampler.link()).isInstanceOf(Link.Up.class);
    }

    @Test
    void refreshRunsAtOnce() {
        AtomicInteger runs = new AtomicInteger();
        Seen<Integer> seen = watch(new TestProbe<>("rare", Duration.ofHours(1), db -> runs.incrementAndGet()));
        seen.await(r -> r instanceof Reading.Value);
        sampler.refresh();
        Await.until("run again", () -> runs.get() == 2);
    }

    @Test
    void ordersTheLinkAndEndsWhenClosed() {
        List<Link> links = new CopyOnWriteArrayList<>();
        Subscription s = sampler.onLink(links::add);
        Await.until("up", () -> links.getLast() instanceof Link.Up);
        Seen<Integer> seen = watch(probe("count", db -> 1));
        seen.await(r -> r instanceof Reading.Value);
        sampler.close();
        Await.until("ended", () -> {
            int known = seen.all.size();
            java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
            return seen.all.size() == known;
        });
        assertThat(links).noneMatch(l -> l instanceof Link.Down);
        s.close();
    }

    private <T> Seen<T> watch(Probe<T> probe) {
        Seen<T> seen = new Seen<>();
        sampler.subscribe(probe, seen);
        return seen;
    }

    private static <T> Probe<T> probe(String name, Function<Db, T> reader) {
        return new TestProbe<>(name, Duration.ofMillis(100), reader);
    }

    /** Keeps what it is told. */
    static final class Seen<T> implements Consumer<Reading<T>> {
        final List<Reading<T>> all = new CopyOnWriteArrayList<>();

        @Override
        public void accept(Reading<T> reading) {
            all.add(reading);
        }

        void await(java.util.function.Predicate<Reading<T>> wanted) {
            Await.until("a reading as wanted", () -> all.stream().anyMatch(wanted));
        }
    }

    /** A probe of a function. */
    static class TestProbe<T> implements Probe<T> {
        private final String name;
        private final Duration interval;
        private final Function<Db, T> reader;

        TestProbe(String name, Duration interval, Function<Db, T> reader) {
            this.name = name;
            this.interval = interval;
            this.reader = reader;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration interval(Db db) {
            return interval;
        }

        @Override
        public @Nullable Lack missing(Db db) {
            return null;
        }

        @Override
        public List<Lack> partial(Db db) {
            return List.of();
        }

        @Override
        public T read(Db db) {
            return reader.apply(db);
        }
    }
}
