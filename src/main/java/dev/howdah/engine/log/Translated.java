package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;

/**
 * Durations in other languages than English, known by their shape: a word, a colon, a figure with three decimals, a unit, and
 * then perhaps a word, a colon and the statement. One instance serves one worker.
 */
final class Translated {
    private final byte[][] units;
    private static final int LONGEST_HEAD = 120;

    private final byte[][] fetch;
    private final byte[][] execute;
    private final byte[][] statement;
    private final byte[][] parse;
    private final byte[][] bind;

    Kind kind = Kind.OTHER;
    long micros;
    /** Where the statement starts. */
    int text;

    Translated(Words words) {
        units = words.bytes("milliseconds");
        fetch = words.bytes("fetch");
        execute = words.bytes("execute");
        statement = words.bytes("statement");
        parse = words.bytes("parse");
        bind = words.bytes("bind");
    }

    private static byte[] utf8(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a message; the results stand in the fields when it is a duration or a logged statement. */
    boolean read(byte[] b, int from, int to) {
        return duration(b, from, to) || logged(b, from, to);
    }

    /** A statement that is logged before it runs: the word, for a prepared one its name, a colon, the statement. */
    private boolean logged(byte[] b, int from, int to) {
        micros = 0;
        int p = after(b, from, to, statement);
        if (p > 0 && (p = colon(b, p, to)) > 0) {
            kind = Kind.LOGGED_STATEMENT;
            text = p;
            return true;
        }
        boolean fetches = after(b, from, to, fetch) > 0;
        p = after(b, from, to, execute);
        if (p <= 0 && !fetches) {
            return false;
        }
        int last = Math.min(to, from + LONGEST_HEAD);
        for (int q = from; q + 1 < last; q++) {
            if (b[q] == ':' && b[q + 1] == ' ') {
                kind = fetches ? Kind.LOGGED_FETCH : Kind.LOGGED_STATEMENT;
                text = q + 2;
                return true;
            }
        }
        return false;
    }

    private static int after(byte[] b, int from, int to, byte[][] words) {
        for (byte[] word : words) {
            if (Swar.at(b, from, to, word)) {
                return from + word.length;
            }
        }
        return 0;
    }

    /** Behind a colon at {@code p}, which French has a space before. @return 0 when there is none */
    private static int colon(byte[] b, int p, int to) {
        int q = p < to && b[p] == ' ' ? p + 1 : p;
        return q + 1 < to && b[q] == ':' && b[q + 1] == ' ' ? q + 2 : 0;
    }

    private boolean duration(byte[] b, int from, int to) {
        int p = digits(b, from, to);
        if (p < 0) {
            return false;
        }
        long n = 0;
        while (p < to && b[p] >= '0' && b[p] <= '9') {
            n = n * 10 + b[p++] - '0';
        }
        if (p + 4 > to || (b[p] != '.' && b[p] != ',')) {
            return false;
        }
        for (int i = 1; i <= 3; i++) {
            if (b[p + i] < '0' || b[p + i] > '9') {
                return false;
            }
            n = n * 10 + b[p + i] - '0';
        }
        p = spaces(b, p + 4, to);
        int unit = unit(b, p, to);
        if (unit == 0) {
            return false;
        }
        micros = n;
        p += unit;
        if (p < to && b[p] == 's') {
            p++;
        }
        while (p < to && (b[p] == ' ' || b[p] == ',')) {
            p++;
        }
        if (p == to) {
            kind = Kind.DURATION_ONLY;
            text = p;
            return true;
        }
        return head(b, p, to);
    }

    private static int digits(byte[] b, int from, int to) {
        int last = Math.min(to, from + 60);
        int p = from;
        while (p < last && b[p] != ':' && (b[p] < '0' || b[p] > '9')) {
            if (b[p] == '\n' || b[p] == '"') {
                return -1;
            }
            p++;
        }
        if (p < last && b[p] == ':') {
            p = spaces(b, p + 1, to);
        }
        return p > from && p < to && b[p] >= '0' && b[p] <= '9' ? p : -1;
    }

    private static int spaces(byte[] b, int from, int to) {
        int p = from;
        while (p < to && b[p] == ' ') {
            p++;
        }
        return p;
    }

    private int unit(byte[] b, int p, int to) {
        for (byte[] unit : units) {
            if (Swar.at(b, p, to, unit)) {
                return unit.length;
            }
        }
        return 0;
    }

    private boolean head(byte[] b, int from, int to) {
        int colon = from;
        int last = Math.min(to, from + LONGEST_HEAD);
        while (colon < last && !(b[colon] == ':' && (colon + 1 == to || b[colon + 1] == ' ' || b[colon + 1] == '\n'))) {
            colon++;
        }
        if (colon == last) {
            return false;
        }
        if (contains(b, from, colon, fetch)) {
            kind = Kind.FETCH;
        } else if (starts(b, from, colon, execute)) {
            kind = Kind.EXECUTE;
        } else if (starts(b, from, colon, statement)) {
            kind = Kind.STATEMENT;
        } else if (contains(b, from, colon, parse)) {
            kind = Kind.PARSE;
        } else if (contains(b, from, colon, bind)) {
            kind = Kind.BIND;
        } else if (contains(b, from, colon, new byte[][] {utf8("astpath"), utf8("ファストパス"), utf8("快速路")})) {
            kind = Kind.FASTPATH;
        } else {
            return false;
        }
        text = spaces(b, colon + 1, to);
        return true;
    }

    private static boolean starts(byte[] b, int from, int to, byte[][] words) {
        for (byte[] word : words) {
            if (Swar.at(b, from, to, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] b, int from, int to, byte[][] words) {
        for (byte[] word : words) {
            for (int p = from; p + word.length <= to; p++) {
                if (b[p] == word[0] && Swar.at(b, p, to, word)) {
                    return true;
                }
            }
        }
        return false;
    }
}
