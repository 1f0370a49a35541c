package dev.howdah.engine.sqltext;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A fast 64-bit hash over bytes: eight bytes a step, folded 128-bit products. Not for secrets. */
public final class Hash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long A = 0x9E3779B97F4A7C15L;
    private static final long B = 0xD6E8FEB86659FD93L;

    private Hash() {
    }

    /** Hash of {@code b[from, to)}; never 0, so that 0 can mean "none". */
    public static long of(byte[] b, int from, int to) {
        long h = mix(to - from + A, B);
        int p = from;
        for (; p + 8 <= to; p += 8) {
            h = mix(h ^ (long) LONG.get(b, p), A);
        }
        if (p < to) {
            long tail = 0;
            if (p + 8 <= b.length) {
                tail = (long) LONG.get(b, p) & (-1L >>> (64 - 8 * (to - p)));
            } else {
                for (int shift = 0; p < to; p++, shift += 8) {
                    tail |= (b[p] & 0xffL) << shift;
                }
            }
            h = mix(h ^ tail, B);
        }
        return h == 0 ? A : h;
    }

    /** Folds {@code value} into {@code seed}. */
    public static long mix(long seed, long value) {
        return (seed * value) ^ Math.unsignedMultiplyHigh(seed, value) ^ Long.rotateLeft(seed, 23);
    }
}
