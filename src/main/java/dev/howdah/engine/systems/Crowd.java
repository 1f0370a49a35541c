package dev.howdah.engine.systems;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Many users at once: each asks, waits for the answer, thinks, asks again. What they meet is measured from asking to having, the
 * wait for a connection included. Stateless.
 */
public final class Crowd {
    private Crowd() {}

    /**
     * @param users 1 to 10,000
     * @param think between an answer and the next request of one user
     * @param time how long; requests under way then are waited for and count
     */
    public record Spec(int users, Duration think, Duration time) {
        public Spec {
            if (users < 1 || users > 10_000 || think.isNegative() || time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("users " + users + ", think " + think + ", time " + time);
            }
        }
    }

    /**
     * What they met. Times in milliseconds.
     *
     * @param done requests answered
     * @param failed requests that ended in an error
     * @param statements sent to the database
     * @param perSecond answers a second
     * @param lastFailure null when none failed
     */
    public record Outcome(
            int users, long done, long failed, long statements, double perSecond, double p50, double p95, double p99,
            @Nullable DbProblem lastFailure) {
        /** Failed of all, 0 to 1. */
        public double errorRate() {
            return (double) failed / Math.max(1, done + failed);
        }
    }

    /**
     * Lets them in, one after the other over the first think time, and waits until all have left.
     *
     * @throws IllegalStateException when the calling thread is interrupted; the users leave after their request at hand
     */
    public static Outcome gather(Workbench bench, List<Operation> operations, Way way, Spec spec) {
        Visit visit = new Visit(bench, pick(operations, way), way, spec);
        List<Thread> users = new ArrayList<>();
        for (int i = 0; i < spec.users(); i++) {
            int number = i;
            users.add(Thread.ofVirtual().name("user-" + i).start(() -> visit.user(number)));
        }
        try {
            for (Thread user : users) {
                user.join();
            }
        } catch (InterruptedException e) {
            visit.over = true;
            users.forEach(LockSupport::unpark);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return visit.outcome();
    }

    private static List<Operation.Work> pick(List<Operation> operations, Way way) {
        List<Operation.Work> all = new ArrayList<>();
        for (Operation o : operations) {
            for (int i = 0; i < o.weight(); i++) {
                all.add(o.work(way));
            }
        }
        return all;
    }

    private static final class Visit {
        private final Workbench bench;
        private final List<Operation.Work> works;
        private final Way way;
        private final Spec spec;
        private final long start = System.nanoTime();
        private final Histogram micros = new ConcurrentHistogram(3);
        private final LongAdder done = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder statements = new LongAdder();
        private final AtomicReference<@Nullable DbProblem> last = new AtomicReference<>();
        private volatile boolean over;

        Visit(Workbench bench, List<Operation.Work> works, Way way, Spec spec) {
            this.bench = bench;
            this.works = works;
            this.way = way;
            this.spec = spec;
        }

        void user(int number) {
            SplittableRandom random = new SplittableRandom(number);
            long think = spec.think().toNanos();
            rest(think * number / spec.users());
            while (!isOver()) {
                ask(random);
                rest(think);
            }
        }

        private boolean isOver() {
            return over || System.nanoTime() - start > spec.time().toNanos();
        }

        private void rest(long nanos) {
            long end = Math.min(System.nanoTime() + nanos, start + spec.time().toNanos() + 1);
            for (long left = nanos; left > 0 && !over; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        private void ask(SplittableRandom random) {
            long begun = System.nanoTime();
            try (Session session = bench.session(way, random)) {
                try {
                    works.get(random.nextInt(works.size())).run(session);
                } finally {
                    statements.add(session.statements());
                }
                done.increment();
            } catch (RuntimeException e) {
                failed.increment();
                last.set(DbException.of(e, bench.target()).problem());
            }
            micros.recordValue(Math.max(0, (System.nanoTime() - begun) / 1000));
        }

        Outcome outcome() {
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Outcome(spec.users(), done.sum(), failed.sum(), statements.sum(), done.sum() / seconds,
                    micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(95) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3, last.get());
        }
    }
}
