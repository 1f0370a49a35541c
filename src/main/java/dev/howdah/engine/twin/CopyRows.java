package dev.howdah.engine.twin;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY of rows into a table, in text form. Not thread-safe. */
final class CopyRows {
    private static final int FLUSH = 200_000;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder();

    /** @param into the table, with columns in brackets where not all are given */
    CopyRows(Connection connection, String into) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + into + " FROM STDIN");
    }

    void row(@Nullable Object... values) throws SQLException {
        row(java.util.Arrays.asList(values));
    }

    void row(Collection<? extends @Nullable Object> values) throws SQLException {
        char separator = 0;
        for (Object value : values) {
            if (separator != 0) {
                buffer.append(separator);
            }
            separator = '\t';
            if (value == null) {
                buffer.append("\\N");
            } else {
                escape(value.toString());
            }
        }
        buffer.append('\n');
        if (buffer.length() > FLUSH) {
            flush();
        }
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    void end() throws SQLException {
        flush();
        copy.endCopy();
    }
}
