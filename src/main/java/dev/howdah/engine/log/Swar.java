package dev.howdah.engine.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches in bytes, eight at a step. */
final class Swar {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Swar() {
    }

    /** Index of the first {@code c} in {@code b[from, to)}, or {@code to}. */
    static int indexOf(byte[] b, int from, int to, byte c) {
        long pattern = (c & 0xffL) * ONES;
        int p = from;
        for (int last = to - 8; p <= last; p += 8) {
            long x = (long) LONG.get(b, p) ^ pattern;
            long hit = (x - ONES) & ~x & HIGHS;
            if (hit != 0) {
                return p + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (p < to && b[p] != c) {
            p++;
        }
        return p;
    }

    /** Index of the first {@code c} or {@code d} in {@code b[from, to)}, or {@code to}. */
    static int indexOf(byte[] b, int from, int to, byte c, byte d) {
        long first = (c & 0xffL) * ONES;
        long second = (d & 0xffL) * ONES;
        int p = from;
        for (int last = to - 8; p <= last; p += 8) {
            long word = (long) LONG.get(b, p);
            long x = word ^ first;
            long y = word ^ second;
            long hit = (((x - ONES) & ~x) | ((y - ONES) & ~y)) & HIGHS;
            if (hit != 0) {
                return p + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (p < to && b[p] != c && b[p] != d) {
            p++;
        }
        return p;
    }

    /** How many {@code c} are in {@code b[from, to)}. */
    static int count(byte[] b, int from, int to, byte c) {
        long pattern = (c & 0xffL) * ONES;
        int n = 0;
        int p = from;
        for (int last = to - 8; p <= last; p += 8) {
            long x = (long) LONG.get(b, p) ^ pattern;
            long nonZero = ((x & ~HIGHS) + ~HIGHS | x) & HIGHS;
            n += 8 - Long.bitCount(nonZero);
        }
        for (; p < to; p++) {
            if (b[p] == c) {
                n++;
            }
        }
        return n;
    }

    /** Index of the last {@code c} in {@code b[from, to)}, or -1. */
    static int lastIndexOf(byte[] b, int from, int to, byte c) {
        int p = to - 1;
        while (p >= from && b[p] != c) {
            p--;
        }
        return p >= from ? p : -1;
    }

    /** Whether {@code b} has {@code word} at {@code p}, before {@code to}. */
    static boolean at(byte[] b, int p, int to, byte[] word) {
        int n = word.length;
        if (p + n > to) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (b[p + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
