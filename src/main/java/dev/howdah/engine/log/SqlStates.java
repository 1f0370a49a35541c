package dev.howdah.engine.log;

/** SQLSTATEs as numbers. */
final class SqlStates {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private SqlStates() {
    }

    /** Five characters as a number, 0 for "00000" and for anything that is no SQLSTATE. */
    static int pack(byte[] b, int from, int to) {
        if (to - from != 5) {
            return 0;
        }
        int packed = 0;
        for (int p = from; p < to; p++) {
            int c = b[p];
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                return 0;
            }
            packed = packed * 36 + digit;
        }
        return packed;
    }

    /** Whether five digits or capitals stand at {@code p}. */
    static boolean looksLike(byte[] b, int p) {
        for (int q = p; q < p + 5; q++) {
            if (!((b[q] >= '0' && b[q] <= '9') || (b[q] >= 'A' && b[q] <= 'Z'))) {
                return false;
            }
        }
        return true;
    }

    /** The five characters of a packed SQLSTATE. */
    static String unpack(int packed) {
        char[] c = new char[5];
        int rest = packed;
        for (int i = 4; i >= 0; i--) {
            c[i] = DIGITS.charAt(rest % 36);
            rest /= 36;
        }
        return new String(c);
    }
}
