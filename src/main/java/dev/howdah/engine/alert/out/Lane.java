package dev.howdah.engine.alert.out;

import dev.howdah.engine.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One output with a thread and a bounded queue of its own: an output that hangs delays neither the rules nor another output. What
 * comes close together leaves as one message, and no more messages a minute than the settings say. Thread-safe.
 */
public final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int ROOM = 1_000;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final OutputSpec spec;
    private final Output output;
    private final Pacing pacing;
    private final String key;
    private final InstantSource clock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Thread thread;
    private long left;
    private int dropped;
    private boolean closed;
    private @Nullable Instant sentAt;
    private @Nullable String problem;

    /**
     * @param gather what comes within this time leaves together
     * @param gap between two messages
     * @param attempts to deliver one, at least 1
     * @param pause before the second attempt; each further one waits four times as long
     */
    public record Pacing(Duration gather, Duration gap, int attempts, Duration pause) {
        static Pacing usual(int perMinute) {
            return new Pacing(Duration.ofSeconds(2), Duration.ofMillis(60_000L / Math.max(1, perMinute)), 4, Duration.ofSeconds(1));
        }
    }

    /**
     * How an output does.
     *
     * @param sentAt when a message was delivered last; null when none was
     * @param problem why the last one was not; null when it was
     * @param waiting notices that are not delivered yet
     * @param dropped notices that did not fit into the queue, since the start
     */
    public record State(OutputSpec spec, @Nullable Instant sentAt, @Nullable String problem, int waiting, int dropped) {}

    /** @param done with null when it was delivered, else with why not */
    private record Waiting(Notice notice, Consumer<@Nullable String> done) {}

    public Lane(OutputSpec spec, Output output, InstantSource clock) {
        this(spec, output, Pacing.usual(spec.routing().perMinute()), clock);
    }

    Lane(OutputSpec spec, Output output, Pacing pacing, InstantSource clock) {
        this.spec = spec;
        this.output = output;
        this.pacing = pacing;
        this.key = key(spec);
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("output " + spec.name()).start(this::run);
    }

    public OutputSpec spec() {
        return spec;
    }

    /** What tells this output from others in whatever process, without saying where it goes to: that may be a secret. */
    public String key() {
        return key;
    }

    public synchronized State state() {
        return new State(spec, sentAt, problem, waiting.size(), dropped);
    }

    /** Returns at once. When the queue is full the oldest goes. */
    public synchronized void put(Notice notice, Consumer<@Nullable String> done) {
        if (waiting.size() >= ROOM) {
            waiting.removeFirst().done.accept(Text.of("alert.dropped"));
            dropped++;
            left++;
        }
        waiting.addLast(new Waiting(notice, done));
        notifyAll();
    }

    /** What is being delivered gets some seconds more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (!thread.join(FAREWELL)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }

    private static String key(OutputSpec spec) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(spec.place().getBytes(StandardCharsets.UTF_8));
            return spec.kind() + ":" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        try {
            while (await()) {
                long start = System.nanoTime();
                deliver(take());
                rest(pacing.gap().toNanos() - (System.nanoTime() - start));
            }
        } catch (InterruptedException e) {
            LOG.debug("output {} ends", spec.name());
        }
    }

    /** Until there is something, and a moment more for what comes with it; false when it is over. */
    private synchronized boolean await() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        rest(pacing.gather().toNanos());
        return !waiting.isEmpty();
    }

    /** A pause that ends early when the lane is closed. */
    private synchronized void rest(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        long now = System.nanoTime();
        while (!closed && now < end) {
            wait((end - now) / 1_000_000, (int) ((end - now) % 1_000_000));
            now = System.nanoTime();
        }
    }

    private synchronized List<Waiting> take() {
        List<Waiting> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    private void deliver(List<Waiting> all) throws InterruptedException {
        int lost;
        synchronized (this) {
            lost = (int) left;
            left = 0;
        }
        Message message = Message.of(all.stream().map(Waiting::notice).toList(), lost);
        String why = attempts(message);
        synchronized (this) {
            problem = why;
            sentAt = why == null ? clock.instant() : sentAt;
        }
        if (why != null) {
            LOG.warn("{} alerts were not delivered to {}: {}", all.size(), spec.name(), why);
        }
        all.forEach(w -> w.done.accept(why));
    }

    private @Nullable String attempts(Message message) throws InterruptedException {
        long pause = pacing.pause().toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                output.send(message);
                return null;
            } catch (OutputException e) {
                if (!e.again() || attempt >= pacing.attempts() || isClosed()) {
                    return String.valueOf(e.getMessage());
                }
            } catch (RuntimeException e) {
                // Its message may repeat a secret.
                LOG.error("output {} failed: {}", spec.name(), e.getClass().getName());
                return Text.of("alert.output-failed", e.getClass().getSimpleName());
            }
            rest(pause);
            pause *= 4;
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
