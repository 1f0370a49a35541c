package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;

/** How the server starts its English messages, and readers of the figures in them. */
enum Texts {
    DURATION("duration: "), MS(" ms"), STATEMENT("statement: "), EXECUTE("execute "), FETCH("execute fetch from "), PARSE("parse "),
    BIND("bind "), PLAN("plan:\n"), FASTPATH("fastpath function call: "), DISCONNECTION("disconnection: session time: "),
    RECEIVED("connection received: "), AUTHORIZED("connection authorized: "), AUTHENTICATED("connection authenticated: "),
    REPLICATION_AUTHORIZED("replication connection authorized: "), CHECKPOINT("checkpoint "), RESTARTPOINT("restartpoint "),
    STARTING("starting: "), COMPLETE("complete: "), TEMP_FILE("temporary file: path "), AUTOMATIC("automatic "),
    ANALYZE("analyze "), PROCESS("process "), STILL_WAITING(" still waiting for "), ACQUIRED(" acquired "),
    DETECTED_DEADLOCK(" detected deadlock while waiting for "), AVOIDED_DEADLOCK(" avoided deadlock for "), AFTER(" after ");

    private final byte[] text;

    Texts(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean at(byte[] b, int p, int to) {
        return Swar.at(b, p, to, text);
    }

    int length() {
        return text.length;
    }

    /** The decimal number at {@code b[from, to)}, up to the first other byte. */
    static long number(byte[] b, int from, int to) {
        long n = 0;
        for (int p = from; p < to && b[p] >= '0' && b[p] <= '9' && p - from < 18; p++) {
            n = n * 10 + b[p] - '0';
        }
        return n;
    }

    /** A time as {@code h:mm:ss.mmm} in microseconds. */
    static long clock(byte[] b, int from, int to) {
        long total = 0;
        long part = 0;
        int p = from;
        for (; p < to && ((b[p] >= '0' && b[p] <= '9') || b[p] == ':'); p++) {
            if (b[p] == ':') {
                total = (total + part) * 60;
                part = 0;
            } else {
                part = part * 10 + b[p] - '0';
            }
        }
        total = (total + part) * 1_000_000;
        if (p < to && b[p] == '.') {
            long unit = 100_000;
            for (p++; p < to && b[p] >= '0' && b[p] <= '9'; p++) {
                total += unit * (b[p] - '0');
                unit /= 10;
            }
        }
        return total;
    }

    /** The time after the last {@code " after "} in milliseconds with decimals, in microseconds. */
    static long waited(byte[] b, int from, int to) {
        for (int p = to - 8; p >= from; p--) {
            if (AFTER.at(b, p, to)) {
                int q = p + AFTER.length();
                long ms = number(b, q, to);
                while (q < to && b[q] >= '0' && b[q] <= '9') {
                    q++;
                }
                return ms * 1000 + (q < to && b[q] == '.' ? number(b, q + 1, Math.min(to, q + 4)) : 0);
            }
        }
        return 0;
    }
}
