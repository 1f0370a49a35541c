package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;

/**
 * What a server that does not speak English logs about connections, temporary files, checkpoints, autovacuum and locks: known by
 * the words that each language uses, its figures by their shape. One instance serves one worker.
 */
final class Events {
    private static final int LONGEST = 600;
    private static final byte[][] QUOTES = {utf8("\""), utf8("«"), utf8("»"), utf8("„"), utf8("“")};
    private static final Kind[] KINDS = {Kind.CONNECTION_RECEIVED, Kind.CONNECTION_AUTHORIZED, Kind.DISCONNECTION, Kind.TEMP_FILE,
        Kind.CHECKPOINT_STARTING, Kind.CHECKPOINT_COMPLETE, Kind.AUTOVACUUM, Kind.AUTOANALYZE, Kind.LOCK_DEADLOCK, Kind.LOCK_WAITING,
        Kind.LOCK_ACQUIRED};

    private final byte[][][] words = new byte[KINDS.length][][];

    Kind kind = Kind.OTHER;
    /** Where what follows the words starts. */
    int text;
    /** A time in microseconds or a size in bytes, 0 where the kind has none. */
    long value;

    Events(Words all) {
        for (int i = 0; i < KINDS.length; i++) {
            words[i] = all.bytes(KINDS[i].name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static byte[] utf8(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a message of level LOG; the results stand in the fields when it is such an event. */
    boolean read(byte[] b, int from, int end) {
        int to = Math.min(end, from + LONGEST);
        int line = Swar.indexOf(b, from, to, (byte) '\n');
        for (int i = 0; i < KINDS.length; i++) {
            boolean anywhere = i > 5;
            for (byte[] word : words[i]) {
                int p = anywhere ? find(b, from, line, word) : Swar.at(b, from, line, word) ? from : -1;
                if (p >= 0) {
                    kind = KINDS[i];
                    if (taken(b, from, p + word.length, end)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean taken(byte[] b, int from, int behind, int to) {
        text = behind < to && b[behind] == ' ' ? behind + 1 : behind;
        switch (kind) {
            case DISCONNECTION -> {
                int p = text;
                while (p < to && (b[p] < '0' || b[p] > '9')) {
                    p++;
                }
                value = Texts.clock(b, p, to);
            }
            case TEMP_FILE -> {
                int p = to;
                while (p > from && b[p - 1] >= '0' && b[p - 1] <= '9') {
                    p--;
                }
                value = Texts.number(b, p, to);
            }
            case AUTOVACUUM, AUTOANALYZE -> text = quoted(b, from, to);
            case LOCK_WAITING, LOCK_ACQUIRED, LOCK_DEADLOCK -> {
                value = millis(b, from, to);
                text = from;
                return value > 0;
            }
            default -> value = 0;
        }
        return true;
    }

    /** Behind the first quotation mark. */
    private static int quoted(byte[] b, int from, int to) {
        for (int p = from; p < to; p++) {
            for (byte[] quote : QUOTES) {
                if (b[p] == quote[0] && Swar.at(b, p, to, quote)) {
                    return Math.min(to, p + quote.length);
                }
            }
        }
        return from;
    }

    /** The one figure with three decimals, in thousandths. */
    private static long millis(byte[] b, int from, int to) {
        for (int p = from + 1; p + 3 < to; p++) {
            boolean decimal = (b[p] == '.' || b[p] == ',') && digit(b[p - 1]) && digit(b[p + 1]) && digit(b[p + 2]) && digit(b[p + 3]);
            if (decimal && (p + 4 == to || !digit(b[p + 4]))) {
                int start = p;
                while (start > from && digit(b[start - 1])) {
                    start--;
                }
                return Texts.number(b, start, p) * 1000 + Texts.number(b, p + 1, p + 4);
            }
        }
        return 0;
    }

    private static boolean digit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static int find(byte[] b, int from, int to, byte[] word) {
        for (int p = Swar.indexOf(b, from, to, word[0]); p < to; p = Swar.indexOf(b, p + 1, to, word[0])) {
            if (Swar.at(b, p, to, word)) {
                return p;
            }
        }
        return -1;
    }
}
