package dev.howdah.engine.pool;

import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds callers back while a pool is suspended, no longer than they would wait for a connection. Thread-safe. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile boolean shut;
    private final AtomicInteger waiting = new AtomicInteger();

    boolean isShut() {
        return shut;
    }

    int waiting() {
        return waiting.get();
    }

    void shut() {
        shut = true;
    }

    void open() {
        lock.lock();
        try {
            shut = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pass(long limitNanos) throws SQLTransientConnectionException {
        if (!shut) {
            return;
        }
        lock.lock();
        try {
            waiting.incrementAndGet();
            long left = limitNanos;
            while (shut) {
                if (left <= 0) {
                    throw new SQLTransientConnectionException("the pool is suspended");
                }
                left = opened.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while the pool is suspended");
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }
}
