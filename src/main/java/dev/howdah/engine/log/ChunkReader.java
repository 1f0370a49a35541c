package dev.howdah.engine.log;

import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts an input into chunks that end where an entry ends. Used by one worker at a time. An entry longer than
 * {@link #LONGEST_ENTRY} is cut there, and the rest of it is passed over.
 */
final class ChunkReader {
    static final int LONGEST_ENTRY = 32 << 20;

    private final LogInput input;
    private final ChunkParser cutter;
    private final int longest;
    private byte[] carry = new byte[0];
    private int carried;
    private boolean passingOver;
    private boolean atEnd;
    private long sequence;

    ChunkReader(LogInput input, ChunkParser cutter, int longest) {
        this.input = input;
        this.cutter = cutter;
        this.longest = longest;
    }

    /** Fills the batch's bytes with the next whole entries. @return false at the end */
    boolean next(Batch batch) throws IOException {
        while (fill(batch)) {
            if (batch.length > 0) {
                batch.sequence = sequence++;
                batch.doneBytes = input.done();
                return true;
            }
        }
        return false;
    }

    private boolean fill(Batch batch) throws IOException {
        if (atEnd && carried == 0) {
            return false;
        }
        if (batch.bytes.length < carried + 1) {
            batch.bytes = new byte[carried * 2 + 1];
        }
        System.arraycopy(carry, 0, batch.bytes, 0, carried);
        int n = carried;
        carried = 0;
        while (true) {
            n = read(batch, n);
            if (passingOver) {
                n = passOver(batch, n);
                if (atEnd) {
                    batch.length = passingOver ? 0 : n;
                    return true;
                }
                continue;
            }
            if (atEnd) {
                batch.length = n;
                return true;
            }
            int cut = cutter.lastStart(batch.bytes, n);
            if (cut > 0) {
                keep(batch.bytes, cut, n);
                batch.length = cut;
                return true;
            }
            if (n >= longest) {
                batch.cut = true;
                batch.length = n;
                passingOver = true;
                cutter.startPassingOver(batch.bytes, n);
                return true;
            }
            batch.bytes = Arrays.copyOf(batch.bytes, Math.min(longest, n * 2));
        }
    }

    /** Drops what belongs to an entry that was too long. @return how many bytes are left in the batch, from its start */
    private int passOver(Batch batch, int n) {
        int start = cutter.passOver(batch.bytes, n);
        passingOver = start < 0;
        int from = start < 0 ? -start - 1 : start;
        if (passingOver && n - from > batch.bytes.length / 2) {
            from = n;
        }
        System.arraycopy(batch.bytes, from, batch.bytes, 0, n - from);
        return n - from;
    }

    private void keep(byte[] b, int from, int to) {
        if (carry.length < to - from) {
            carry = new byte[Math.max(to - from, 1 << 16)];
        }
        System.arraycopy(b, from, carry, 0, to - from);
        carried = to - from;
    }

    private int read(Batch batch, int start) throws IOException {
        int n = start;
        while (n < batch.bytes.length) {
            int got = input.read(batch.bytes, n, batch.bytes.length - n);
            if (got < 0) {
                atEnd = true;
                break;
            }
            n += got;
        }
        return n;
    }
}
