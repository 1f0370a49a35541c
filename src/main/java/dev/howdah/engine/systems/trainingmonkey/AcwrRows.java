package dev.howdah.engine.systems.trainingmonkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Sends ratios by COPY in its binary form: neither side writes or reads a number as text, which is most of the work on millions of them.
 * Used by one thread. The form is that of PostgreSQL's manual, SQL COPY, "Binary Format".
 */
final class AcwrRows {
    private static final String COPY = "COPY trainingmonkey.acwr_results (user_id, day, load, acute, chronic, ratio) FROM STDIN (FORMAT binary)";
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ROW = 2 + 12 + 8 + 4 * 12;
    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final CopyIn copy;

    private AcwrRows(CopyIn copy) {
        this.copy = copy;
    }

    /** Makes the rows. */
    interface Source {
        void to(AcwrRows out) throws SQLException;
    }

    /** The rows that the server took. */
    static long send(Connection c, Source source) throws SQLException {
        CopyIn copy = c.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            AcwrRows out = new AcwrRows(copy);
            out.buffer.put(SIGNATURE).putInt(0).putInt(0);
            source.to(out);
            out.buffer.putShort((short) -1);
            out.flush();
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    void row(long user, LocalDate day, Acwr.Result r) throws SQLException {
        if (buffer.remaining() < ROW + 2) {
            flush();
        }
        buffer.putShort((short) 6).putInt(8).putLong(user).putInt(4).putInt((int) (day.toEpochDay() - FIRST_DAY));
        number(r.load());
        number(r.acute());
        number(r.chronic());
        if (Double.isNaN(r.ratio())) {
            buffer.putInt(-1);
        } else {
            number(r.ratio());
        }
    }

    private void number(double value) {
        buffer.putInt(8).putDouble(value);
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
