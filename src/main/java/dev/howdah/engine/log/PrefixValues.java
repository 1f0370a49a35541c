package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads the values of a prefix that have a shape of their own, into an entry. Each answers where the value ends, -1 when it is not there. */
final class PrefixValues {
    /** Types of processes as %b tells them, the longest first. */
    static final List<String> BACKENDS = List.of("logical replication tablesync worker", "logical replication parallel worker", "logical replication apply worker",
            "logical replication launcher", "logical replication worker", "dead-end client backend", "standalone backend", "autovacuum launcher", "background worker",
            "background writer", "autovacuum worker", "parallel worker", "client backend", "not initialized", "slotsync worker", "walsummarizer", "checkpointer",
            "walreceiver", "postmaster", "io worker", "walwriter", "walsender", "archiver", "startup", "logger");

    /** Those with blanks in them, which no blank ends; so has what the title of a session's process says. */
    private static final byte[][] PHRASES = phrases(BACKENDS.stream().filter(b -> b.contains(" ")).toArray(String[]::new));

    private static final byte[][] TITLES = phrases("idle in transaction (aborted)", "idle in transaction", "notify interrupt");
    private static final byte[] WAITING = " waiting".getBytes(StandardCharsets.US_ASCII);

    private PrefixValues() {}

    private static byte[][] phrases(String... all) {
        return Arrays.stream(all).map(p -> p.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    }

    /** The end of a process's type (b) or of a command tag (i) with all its words, {@code from} when there is none. */
    static int phrase(char escape, byte[] b, int from, int to) {
        for (byte[] known : escape == 'b' ? PHRASES : TITLES) {
            if (Swar.at(b, from, to, known)) {
                return from + known.length;
            }
        }
        return escape == 'b' ? from : tag(b, from, to);
    }

    /** Words of capitals, as CREATE INDEX, and perhaps the word waiting. */
    private static int tag(byte[] b, int from, int to) {
        int end = from;
        int p = from;
        while (p < to && b[p] >= 'A' && b[p] <= 'Z') {
            int start = p;
            while (p < to && b[p] >= 'A' && b[p] <= 'Z') {
                p++;
            }
            boolean goesOn = p < to && (Character.isLetterOrDigit(b[p] & 0xff) || b[p] == '_' || b[p] == '.' || b[p] == '-');
            if (goesOn || p - start < 2) {
                return end;
            }
            end = p;
            if (p + 1 < to && b[p] == ' ') {
                p++;
            }
        }
        return end > from && Swar.at(b, end, to, WAITING) ? end + WAITING.length : end;
    }

    static int time(byte[] b, int p, int to, Entry e, Stamp stamp) {
        long time = stamp.read(b, p, to);
        if (time == Entry.NO_TIME) {
            return -1;
        }
        e.time = time;
        return stamp.end;
    }

    static int digits(byte[] b, int start, int to) {
        int p = start;
        while (p < to && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        return p;
    }

    private static long number(byte[] b, int from, int to) {
        long n = 0;
        for (int p = from; p < to; p++) {
            n = n * 10 + b[p] - '0';
        }
        return n;
    }

    static int epoch(byte[] b, int p, int to, Entry e) {
        int q = digits(b, p, to);
        if (q == p || q - p > 12) {
            return -1;
        }
        long time = number(b, p, q) * 1_000_000;
        if (q < to && b[q] == '.') {
            long unit = 100_000;
            for (q++; q < to && b[q] >= '0' && b[q] <= '9'; q++) {
                time += unit * (b[q] - '0');
                unit /= 10;
            }
        }
        e.time = time;
        return q;
    }

    static int process(byte[] b, int p, int to, Entry e) {
        int q = digits(b, p, to);
        if (q == p || q - p > 10) {
            return -1;
        }
        e.pid = number(b, p, q);
        if (e.session == 0) {
            e.session = e.pid;
        }
        return q;
    }

    static int lineNumber(byte[] b, int p, int to, Entry e) {
        int q = digits(b, p, to);
        if (q == p || q - p > 18) {
            return -1;
        }
        e.line = number(b, p, q);
        return q;
    }

    static int queryId(byte[] b, int p, int to, Entry e) {
        boolean negative = p < to && b[p] == '-';
        int q = digits(b, negative ? p + 1 : p, to);
        if (q - p > 20) {
            return -1;
        }
        long id = number(b, negative ? p + 1 : p, q);
        e.queryId = negative ? -id : id;
        return q;
    }

    /** Reads a session id, two hexadecimal numbers with a point between: start in seconds and process number. */
    static int session(byte[] b, int p, int to, Entry e) {
        long first = 0;
        int q = p;
        for (int digit; q < to && (digit = hex(b[q])) >= 0; q++) {
            first = first << 4 | digit;
        }
        if (q == p || q - p > 16 || q >= to || b[q] != '.') {
            return -1;
        }
        int point = q;
        long second = 0;
        q++;
        for (int digit; q < to && (digit = hex(b[q])) >= 0; q++) {
            second = second << 4 | digit;
        }
        if (q == point + 1 || q - point > 9) {
            return -1;
        }
        e.session = first << 32 ^ second;
        e.pid = second;
        return q;
    }

    private static int hex(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /** A virtual transaction id, two numbers with a slash between; empty where there is none. */
    static int slashed(byte[] b, int start, int to) {
        int first = start < to && b[start] == '-' ? start + 1 : start;
        int slash = digits(b, first, to);
        int end = slash < to && b[slash] == '/' ? digits(b, slash + 1, to) : slash;
        return slash == first || end <= slash + 1 ? start : end;
    }

    static int state(byte[] b, int p, int to, Entry e) {
        if (p + 5 > to) {
            return -1;
        }
        for (int q = p; q < p + 5; q++) {
            if (!((b[q] >= '0' && b[q] <= '9') || (b[q] >= 'A' && b[q] <= 'Z'))) {
                return -1;
            }
        }
        e.state = SqlStates.pack(b, p, p + 5);
        return p + 5;
    }
}
