package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Things met in a log, numbered in the order of their meeting; shared by the workers, thread-safe. Number 0 is "all others":
 * once {@code most} are known, every further one gets it, so that memory stays bounded and totals stay exact.
 */
final class Registry<T> {
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<T> things = Collections.synchronizedList(new ArrayList<>());
    private final int most;

    Registry(T others, int most) {
        things.add(others);
        this.most = most;
    }

    /** The number of the thing with this hash; {@code make} is asked when it is new. */
    synchronized int number(long hash, Supplier<T> make) {
        Integer known = numbers.get(hash);
        if (known != null) {
            return known;
        }
        if (things.size() > most) {
            return 0;
        }
        numbers.put(hash, things.size());
        things.add(make.get());
        return things.size() - 1;
    }

    T get(int number) {
        return things.get(number);
    }

    /** One worker's own memory of numbers: open addressing, no boxes, no locks. */
    static final class Cache {
        private long[] keys = new long[1 << 10];
        private int[] values = new int[1 << 10];
        private int size;

        /** The number kept for {@code key}, or -1. A key is never 0. */
        int get(long key) {
            int mask = keys.length - 1;
            for (int i = (int) (key ^ key >>> 32) & mask;; i = i + 1 & mask) {
                if (keys[i] == key) {
                    return values[i];
                }
                if (keys[i] == 0) {
                    return -1;
                }
            }
        }

        void put(long key, int value) {
            if (size * 2 >= keys.length) {
                long[] oldKeys = keys;
                int[] oldValues = values;
                keys = new long[oldKeys.length * 2];
                values = new int[oldKeys.length * 2];
                size = 0;
                for (int i = 0; i < oldKeys.length; i++) {
                    if (oldKeys[i] != 0) {
                        put(oldKeys[i], oldValues[i]);
                    }
                }
            }
            int mask = keys.length - 1;
            int i = (int) (key ^ key >>> 32) & mask;
            while (keys[i] != 0 && keys[i] != key) {
                i = i + 1 & mask;
            }
            if (keys[i] == 0) {
                size++;
            }
            keys[i] = key;
            values[i] = value;
        }
    }
}
