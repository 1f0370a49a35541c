package dev.howdah.app;

import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Says what a command is busy with when it takes long: nothing in the first seconds, then now and again. Given to whatever asks whether
 * it is still wanted, and it always is. Thread-safe.
 */
final class Waiting implements BooleanSupplier {
    private static final long FIRST = Duration.ofSeconds(5).toNanos();
    private static final long AGAIN = Duration.ofSeconds(15).toNanos();

    private final PrintWriter err;
    private final LongSupplier nanos;
    private String step = "";
    private long begun;
    private long next;

    Waiting(PrintWriter err) {
        this(err, System::nanoTime);
    }

    Waiting(PrintWriter err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
    }

    /** From now on this is what takes so long. */
    synchronized void step(String sentence) {
        step = sentence;
        begun = nanos.getAsLong();
        next = FIRST;
    }

    @Override
    public synchronized boolean getAsBoolean() {
        long passed = nanos.getAsLong() - begun;
        if (!step.isEmpty() && passed >= next) {
            err.println(Text.of("advise.waiting", step, Duration.ofNanos(passed).toSeconds()));
            err.flush();
            next = passed + AGAIN;
        }
        return false;
    }
}
