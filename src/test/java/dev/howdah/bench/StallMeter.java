package dev.howdah.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import org.HdrHistogram.Histogram;

/**
 * How long something that arrives at the FX thread waits until it is served, asked again and again from a thread of its own: what a user
 * feels as a pause, whatever the reason. Beside it the CPU time that the FX thread took between two of its answers: the same without what other processes
 * took.
 */
public final class StallMeter implements AutoCloseable {
    private static final long PAUSE = 500_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Histogram nanos = new Histogram(60_000_000_000L, 3);
    private long longestTurn;
    private long servedAt;
    private final Thread asking = Thread.ofPlatform().name("stall-meter").daemon(true).unstarted(this::ask);
    private volatile boolean closed;

    public StallMeter() {
        asking.start();
    }

    private void ask() {
        while (!closed) {
            long begun = System.nanoTime();
            Thread self = Thread.currentThread();
            boolean[] served = new boolean[1];
            Platform.runLater(() -> {
                turn(THREADS.getCurrentThreadCpuTime());
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

    private synchronized void turn(long cpu) {
        longestTurn = Math.max(longestTurn, servedAt == 0 ? 0 : cpu - servedAt);
        servedAt = cpu;
    }

    /** The longest turn of the FX thread since the last call, in milliseconds of CPU. */
    public synchronized double longestTurn() {
        double ms = longestTurn / 1e6;
        longestTurn = 0;
        return ms;
    }

    private static boolean served(boolean[] served) {
        synchronized (served) {
            return served[0];
        }
    }

    /** The longest wait since the last call, in milliseconds. */
    public double longest() {
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
