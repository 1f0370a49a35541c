package dev.howdah.bench;

import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import org.HdrHistogram.Histogram;

/**
 * How long something that arrives at the FX thread waits until it is served, asked again and again from a thread of its own: what a user
 * feels as a pause, whatever the reason.
 */
final class StallMeter implements AutoCloseable {
    private static final long PAUSE = 500_000;

    private final Histogram nanos = new Histogram(60_000_000_000L, 3);
    private final Thread asking = Thread.ofPlatform().name("stall-meter").daemon(true).unstarted(this::ask);
    private volatile boolean closed;

    StallMeter() {
        asking.start();
    }

    private void ask() {
        while (!closed) {
            long begun = System.nanoTime();
            Thread self = Thread.currentThread();
            boolean[] served = new boolean[1];
            Platform.runLater(() -> {
                synchronized (served) {
                    served[0] = true;
                }
                LockSupport.unpark(self);
            });
            while (!served(served)) {
                LockSupport.park(this);
            }
            synchronized (nanos) {
                nanos.recordValue(System.nanoTime() - begun);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static boolean served(boolean[] served) {
        synchronized (served) {
            return served[0];
        }
    }

    /** The longest wait since the last call, in milliseconds. */
    double longest() {
        synchronized (nanos) {
            double ms = nanos.getMaxValue() / 1e6;
            nanos.reset();
            return ms;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
