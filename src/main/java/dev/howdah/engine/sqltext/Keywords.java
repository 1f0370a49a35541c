package dev.howdah.engine.sqltext;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Key words after which a value starts, so that a sign belongs to the number behind it. */
final class Keywords {
    private static final String WORDS = "select where and or not in between limit offset values then else when by set like ilike is"
            + " returning as on interval case having any all some distinct using from similar escape union except intersect if"
            + " default to with fetch first next";
    private static final byte[][] TABLE = table();

    private Keywords() {
    }

    private static byte[][] table() {
        byte[][] slots = new byte[256][];
        for (String word : WORDS.split(" ")) {
            byte[] b = word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            int slot = slot(b, 0, b.length);
            while (slots[slot] != null) {
                slot = (slot + 1) & 255;
            }
            slots[slot] = b;
        }
        return slots;
    }

    private static int slot(byte[] b, int from, int to) {
        return ((b[from] * 31 + b[to - 1]) * 31 + to - from) & 255;
    }

    /** Whether the lower-case word {@code b[from, to)} is one. */
    static boolean beforeValue(byte[] b, int from, int to) {
        int n = to - from;
        if (n < 2 || n > 9) {
            return false;
        }
        for (int slot = slot(b, from, to); TABLE[slot] != null; slot = (slot + 1) & 255) {
            byte[] word = TABLE[slot];
            if (word.length == n && java.util.Arrays.equals(word, 0, n, b, from, to)) {
                return true;
            }
        }
        return false;
    }
}
