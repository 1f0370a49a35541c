package dev.howdah.engine.systems;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows by COPY as they are made. Used by one thread. */
public final class CopySender {
    private final CopyIn copy;
    private final CopyText text = new CopyText();

    private CopySender(CopyIn copy) {
        this.copy = copy;
    }

    /** Makes the rows. */
    @FunctionalInterface
    public interface Source {
        void to(CopySender out) throws SQLException;
    }

    /** Runs a COPY ... FROM STDIN; the rows that the server took. */
    public static long send(Connection c, String command, Source source) throws SQLException {
        CopyIn copy = c.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
        try {
            CopySender out = new CopySender(copy);
            source.to(out);
            out.flush();
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** True when it was passed on to the server just now. */
    public boolean row(@Nullable Object... values) throws SQLException {
        boolean full = text.add(values);
        if (full) {
            flush();
        }
        return full;
    }

    private void flush() throws SQLException {
        byte[] bytes = text.take();
        copy.writeToCopy(bytes, 0, bytes.length);
    }
}
