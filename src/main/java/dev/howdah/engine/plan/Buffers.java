package dev.howdah.engine.plan;

/**
 * Blocks (8 kB each on an ordinary server) that a node and everything below it touched, over all loops and processes.
 *
 * @param ioReadMs time spent reading blocks in ms, 0 unless track_io_timing is on
 * @param ioWriteMs time spent writing blocks in ms, likewise
 */
public record Buffers(
        long sharedHit,
        long sharedRead,
        long sharedDirtied,
        long sharedWritten,
        long localHit,
        long localRead,
        long localDirtied,
        long localWritten,
        long tempRead,
        long tempWritten,
        double ioReadMs,
        double ioWriteMs) {
    public static final Buffers NONE = new Buffers(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Blocks found in shared_buffers and blocks that were not. */
    public long shared() {
        return sharedHit + sharedRead;
    }

    /** Blocks read from and written to temporary files. */
    public long temp() {
        return tempRead + tempWritten;
    }

    /** This less a share (0 to 1) of other, never below zero. */
    Buffers minus(Buffers o, double share) {
        return new Buffers(
                less(sharedHit, o.sharedHit, share),
                less(sharedRead, o.sharedRead, share),
                less(sharedDirtied, o.sharedDirtied, share),
                less(sharedWritten, o.sharedWritten, share),
                less(localHit, o.localHit, share),
                less(localRead, o.localRead, share),
                less(localDirtied, o.localDirtied, share),
                less(localWritten, o.localWritten, share),
                less(tempRead, o.tempRead, share),
                less(tempWritten, o.tempWritten, share),
                Math.max(0, ioReadMs - share * o.ioReadMs),
                Math.max(0, ioWriteMs - share * o.ioWriteMs));
    }

    private static long less(long a, long b, double share) {
        return Math.max(0, a - Math.round(share * b));
    }
}
