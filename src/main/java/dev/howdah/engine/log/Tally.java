package dev.howdah.engine.log;

import java.util.Arrays;

/** Counts and times by small numbers: of the few that most statements have, found by looking along a short array. */
final class Tally {
    private static final int MOST = 256;

    int[] keys = new int[2];
    long[] counts = new long[2];
    long[] micros = new long[2];
    int size;

    void add(int key, long time) {
        int i = 0;
        while (i < size && keys[i] != key) {
            i++;
        }
        if (i == size) {
            if (size == MOST) {
                i = MOST - 1;
                keys[i] = 0;
            } else {
                if (size == keys.length) {
                    keys = Arrays.copyOf(keys, size * 2);
                    counts = Arrays.copyOf(counts, size * 2);
                    micros = Arrays.copyOf(micros, size * 2);
                }
                keys[size++] = key;
            }
        }
        if (i > 0 && counts[i] > counts[i - 1]) {
            swap(i, i - 1);
            i--;
        }
        counts[i]++;
        micros[i] += time;
    }

    private void swap(int i, int j) {
        int key = keys[i];
        keys[i] = keys[j];
        keys[j] = key;
        long count = counts[i];
        counts[i] = counts[j];
        counts[j] = count;
        long time = micros[i];
        micros[i] = micros[j];
        micros[j] = time;
    }
}
