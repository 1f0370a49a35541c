package dev.howdah.engine.systems;

import dev.howdah.engine.db.DbException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * The systems' clients: requests from virtual threads at a rate, each system in its own way, all of it changeable while it
 * runs. A request that fails counts and the next follows; nothing piles up when the server cannot keep pace. Thread-safe.
 */
public final class Traffic implements AutoCloseable {
    /** Behind by more than this, the schedule starts anew instead of catching up. */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(30);

    private final Workbench bench;
    private final Map<String, SampleSystem> systems;
    private final List<Worker> workers = new ArrayList<>();
    private final AtomicLong nextSlot = new AtomicLong(System.nanoTime());
    private final Recorder times = new Recorder(3);
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private volatile TrafficSpec spec;
    private volatile Plan plan;
    private volatile @Nullable DbException lastFailure;
    private @Nullable Histogram recycled;
    private volatile boolean closed;

    /** Begins at once. */
    public Traffic(Workbench bench, List<SampleSystem> systems, TrafficSpec spec) {
        this.bench = bench;
        this.systems = new java.util.LinkedHashMap<>();
        systems.forEach(s -> this.systems.put(s.name(), s));
        this.spec = spec;
        this.plan = plan(spec, 0);
        resize();
    }

    public TrafficSpec spec() {
        return spec;
    }

    /** Goes on in another way, faster or slower, wider or narrower. */
    public synchronized void change(TrafficSpec other) {
        if (closed) {
            return;
        }
        plan = plan(other, plan.number() + 1);
        spec = other;
        nextSlot.set(System.nanoTime());
        workers.forEach(Worker::wake);
        resize();
    }

    /** What happened since the call before, and in all. */
    public synchronized TrafficStats stats() {
        recycled = times.getIntervalHistogram(recycled);
        Histogram h = recycled;
        return new TrafficStats(done.sum(), failed.sum(), statements.sum(), h.getTotalCount(),
                h.getValueAtPercentile(50) / 1e3, h.getValueAtPercentile(95) / 1e3, h.getValueAtPercentile(99) / 1e3,
                lastFailure == null ? null : lastFailure.problem());
    }

    /** Starts no more requests and waits for those under way. */
    @Override
    public void close() {
        List<Worker> leaving;
        synchronized (this) {
            closed = true;
            leaving = List.copyOf(workers);
            workers.clear();
        }
        leaving.forEach(Worker::leave);
        leaving.forEach(Worker::await);
    }

    private synchronized void resize() {
        while (!closed && workers.size() < spec.concurrency()) {
            workers.add(new Worker(workers.size()));
        }
        while (workers.size() > spec.concurrency()) {
            workers.removeLast().leave();
        }
    }

    /** False when the knobs were turned while it waited. */
    private boolean waitForSlot(Plan now, Worker worker) {
        if (now.step() == 0) {
            return true;
        }
        long asked = System.nanoTime();
        long slot = nextSlot.getAndUpdate(s -> asked - s > PATIENCE ? asked + now.step() : s + now.step());
        long wait = slot - asked;
        while (wait > 0 && plan.number() == now.number() && !worker.leaving) {
            LockSupport.parkNanos(wait);
            wait = slot - System.nanoTime();
        }
        return plan.number() == now.number() && !worker.leaving;
    }

    private void request(Request request, SplittableRandom random) {
        long start = System.nanoTime();
        try (Session session = bench.session(request.way(), random)) {
            try {
                request.work().run(session);
            } finally {
                statements.add(session.statements());
            }
            done.increment();
        } catch (RuntimeException e) {
            // Whatever it was, the client lives on.
            failed.increment();
            lastFailure = DbException.of(e, bench.target());
        }
        times.recordValue(Math.max(0, (System.nanoTime() - start) / 1000));
    }

    private Plan plan(TrafficSpec of, int number) {
        List<Request> requests = new ArrayList<>();
        of.ways().forEach((name, way) -> {
            SampleSystem system = systems.get(name);
            if (system == null) {
                throw new IllegalArgumentException("no system " + name);
            }
            for (Operation o : system.operations()) {
                Request request = new Request(o.work(way), way);
                for (int i = 0; i < o.weight(); i++) {
                    requests.add(request);
                }
            }
        });
        return new Plan(number, of.rate() == 0 ? 0 : (long) (1e9 / of.rate()), List.copyOf(requests));
    }

    private final class Worker implements Runnable {
        private final Thread thread;
        private volatile boolean leaving;

        Worker(int number) {
            thread = Thread.ofVirtual().name("traffic-" + number).start(this);
        }

        @Override
        public void run() {
            SplittableRandom random = new SplittableRandom(System.nanoTime());
            while (!leaving) {
                Plan now = plan;
                if (now.requests().isEmpty()) {
                    LockSupport.parkNanos(PATIENCE);
                } else if (waitForSlot(now, this)) {
                    request(now.any(random), random);
                }
            }
        }

        void wake() {
            LockSupport.unpark(thread);
        }

        void leave() {
            leaving = true;
            wake();
        }

        void await() {
            try {
                thread.join(PATIENCE_AT_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Request(Operation.Work work, Way way) {}

    private record Plan(int number, long step, List<Request> requests) {
        Request any(SplittableRandom random) {
            return requests.get(random.nextInt(requests.size()));
        }
    }
}
