package dev.howdah.engine.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What waits to be written, in order and within a bound of memory: then the oldest goes first. Thread-safe. */
final class Buffer {
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final long bound;
    private long bytes;
    private long lost;

    Buffer(long bound) {
        this.bound = bound;
    }

    synchronized void add(Entry entry) {
        entries.addLast(entry);
        bytes += entry.bytes();
        trim();
    }

    /** Takes up to some, oldest first. */
    synchronized List<Entry> take(int most) {
        List<Entry> taken = new ArrayList<>();
        while (!entries.isEmpty() && taken.size() < most) {
            Entry next = entries.removeFirst();
            bytes -= next.bytes();
            taken.add(next);
        }
        return taken;
    }

    /** Puts back what could not be written. */
    synchronized void back(List<Entry> taken) {
        for (int i = taken.size() - 1; i >= 0; i--) {
            entries.addFirst(taken.get(i));
            bytes += taken.get(i).bytes();
        }
        trim();
    }

    private void trim() {
        while (bytes > bound) {
            Entry oldest = entries.removeFirst();
            bytes -= oldest.bytes();
            if (oldest instanceof Entry.Sample) {
                lost++;
            }
        }
    }

    synchronized int size() {
        return entries.size();
    }

    /** Samples that did not fit. */
    synchronized long lost() {
        return lost;
    }
}
