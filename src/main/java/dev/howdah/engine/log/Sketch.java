package dev.howdah.engine.log;

import java.util.Arrays;

/**
 * Durations of one statement for percentiles: exact up to 32 values, then counted in buckets 1/64 of a power of two wide, so
 * that a percentile is off by less than 0.8 % of itself. Takes a few kilobytes at most.
 */
final class Sketch {
    private static final int EXACT = 32;

    private long count;
    private long[] exact = new long[4];
    private int low;
    private int[] buckets = new int[0];

    void add(long micros) {
        if (count < EXACT) {
            if (count == exact.length) {
                exact = Arrays.copyOf(exact, exact.length * 2);
            }
            exact[(int) count++] = micros;
            return;
        }
        if (count++ == EXACT) {
            for (long value : exact) {
                bucket(value);
            }
            exact = new long[0];
        }
        bucket(micros);
    }

    private void bucket(long micros) {
        int i = index(micros);
        if (buckets.length == 0) {
            low = Math.max(0, i - 64);
            buckets = new int[256];
        }
        if (i < low) {
            int more = low - i + 32;
            int start = Math.max(0, low - more);
            int[] wider = new int[buckets.length + low - start];
            System.arraycopy(buckets, 0, wider, low - start, buckets.length);
            buckets = wider;
            low = start;
        } else if (i >= low + buckets.length) {
            buckets = Arrays.copyOf(buckets, i - low + 64);
        }
        buckets[i - low]++;
    }

    private static int index(long micros) {
        if (micros < 64) {
            return (int) Math.max(0, micros);
        }
        int power = 63 - Long.numberOfLeadingZeros(micros);
        return (power - 5) * 64 + (int) (micros >>> (power - 6)) - 64;
    }

    private static long middle(int index) {
        if (index < 64) {
            return index;
        }
        int power = index / 64 + 5;
        long width = 1L << (power - 6);
        return (64L + index % 64) * width + width / 2;
    }

    /** The duration that {@code share} (0 to 1) of all do not exceed, in microseconds; 0 without any. */
    long percentile(double share) {
        if (count == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(share * count));
        if (count <= EXACT) {
            long[] sorted = Arrays.copyOf(exact, (int) count);
            Arrays.sort(sorted);
            return sorted[(int) rank - 1];
        }
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return middle(i + low);
            }
        }
        return middle(low + buckets.length - 1);
    }
}
