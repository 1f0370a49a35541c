package dev.howdah.engine.log;

import java.util.Arrays;

/** The events of one chunk in the order of the log, column by column, and the bytes that their texts point into. */
final class Batch {
    /** Bytes of a chunk, unless one entry needs more. */
    static final int CHUNK = 4 << 20;

    private final int chunk;
    byte[] bytes;
    int length;
    long sequence;
    /** Offset behind this chunk in the input, as it lies on disk. */
    long doneBytes;
    /** The last entry was cut because it is longer than an entry may be. */
    boolean cut;

    int size;
    byte[] kind;
    byte[] severity;
    int[] state;
    int[] statement;
    int[] who;
    int[] from;
    int[] to;
    long[] time;
    long[] session;
    long[] value;
    long[] aux;
    long[] queryId;
    long[] line;

    final Coverage coverage = new Coverage();

    Batch(int chunk) {
        this.chunk = chunk;
        bytes = new byte[chunk];
        int n = Math.clamp(chunk / 128, 64, 1 << 15);
        kind = new byte[n];
        severity = new byte[n];
        state = new int[n];
        statement = new int[n];
        who = new int[n];
        from = new int[n];
        to = new int[n];
        time = new long[n];
        session = new long[n];
        value = new long[n];
        aux = new long[n];
        queryId = new long[n];
        line = new long[n];
    }

    /** Makes room for a new event and returns its index. */
    int add() {
        if (size == kind.length) {
            grow(size * 2);
        }
        return size++;
    }

    private void grow(int n) {
        kind = Arrays.copyOf(kind, n);
        severity = Arrays.copyOf(severity, n);
        state = Arrays.copyOf(state, n);
        statement = Arrays.copyOf(statement, n);
        who = Arrays.copyOf(who, n);
        from = Arrays.copyOf(from, n);
        to = Arrays.copyOf(to, n);
        time = Arrays.copyOf(time, n);
        session = Arrays.copyOf(session, n);
        value = Arrays.copyOf(value, n);
        aux = Arrays.copyOf(aux, n);
        queryId = Arrays.copyOf(queryId, n);
        line = Arrays.copyOf(line, n);
    }

    /** Ready for the next chunk; a buffer that one huge entry made is given back. */
    void reset() {
        size = 0;
        length = 0;
        cut = false;
        coverage.clear();
        if (bytes.length > chunk) {
            bytes = new byte[chunk];
        }
    }
}
