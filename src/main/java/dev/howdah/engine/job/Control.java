package dev.howdah.engine.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What people want of a run, and waiting that ends at once when they want something else. Thread-safe. */
final class Control {
    enum Want {
        RUN,
        PAUSE,
        CANCEL,
        /** Stop after this chunk, to be resumed some day. */
        LEAVE
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Want want = Want.RUN;
    private boolean ended;

    /** A cancel or leave is final. */
    void want(Want other) {
        lock.lock();
        try {
            if (!isLeaving()) {
                want = other;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Want want() {
        lock.lock();
        try {
            return want;
        } finally {
            lock.unlock();
        }
    }

    boolean isLeaving() {
        Want w = want();
        return w == Want.CANCEL || w == Want.LEAVE;
    }

    /** Waits while it is to run, until the time is over. */
    void pause(Duration time) {
        await(time, Want.RUN);
    }

    /** Waits while a pause is wanted, until the time is over. */
    void whilePaused(Duration time) {
        await(time, Want.PAUSE);
    }

    /** Waits for a cancel; false when the run ended without one. */
    boolean awaitCancel() {
        lock.lock();
        try {
            while (want != Want.CANCEL && !ended) {
                changed.awaitUninterruptibly();
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration time, Want asLongAs) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (want == asLongAs && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            want = isLeaving() ? want : Want.LEAVE;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the run's end; false when the time was over first. */
    boolean awaitEnd(Duration time) {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(time);
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
