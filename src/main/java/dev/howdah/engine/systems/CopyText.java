package dev.howdah.engine.systems;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows in COPY's text format, gathered in a buffer that is handed over when it is full. Used by one thread. */
final class CopyText {
    private static final int FULL = 64 * 1024;

    private final StringBuilder text = new StringBuilder(FULL + 4096);

    /** Adds a row; true when the buffer should be sent. */
    boolean add(@Nullable Object[] row) {
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            value(row[i]);
        }
        text.append('\n');
        return text.length() >= FULL;
    }

    /** What has been gathered; the buffer is empty afterwards. */
    byte[] take() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> text.append("\\N");
            case Integer n -> text.append(n.intValue());
            case Long n -> text.append(n.longValue());
            case Boolean b -> text.append(b ? 't' : 'f');
            case String s -> escaped(s);
            default -> text.append(value);
        }
    }

    private void escaped(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\\' -> text.append("\\\\");
                default -> text.append(c);
            }
        }
    }
}
