package dev.howdah.engine.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place between two rows. Immutable.
 *
 * @param query hash of what it belongs to
 * @param schema hash of the columns that it was made under
 * @param backward leads to the rows before it, not to those after
 * @param rowsBefore rows before the place, as far as known; -1 otherwise
 * @param values the sort keys of the row at it, as text; null for null
 */
record Cursor(long query, long schema, boolean backward, long rowsBefore, List<@Nullable String> values) {
    byte[] bytes() {
        List<byte @Nullable []> encoded = new ArrayList<>();
        int size = 26;
        for (String v : values) {
            byte[] b = v == null ? null : v.getBytes(StandardCharsets.UTF_8);
            encoded.add(b);
            size += 4 + (b == null ? 0 : b.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putLong(query).putLong(schema).put((byte) (backward ? 1 : 0)).putLong(rowsBefore).put((byte) values.size());
        for (byte[] b : encoded) {
            out.putInt(b == null ? -1 : b.length);
            if (b != null) {
                out.put(b);
            }
        }
        return out.array();
    }

    static Cursor of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long query = in.getLong();
        long schema = in.getLong();
        boolean backward = in.get() == 1;
        long before = in.getLong();
        int n = in.get();
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int length = in.getInt();
            if (length < 0) {
                values.add(null);
            } else {
                byte[] b = new byte[length];
                in.get(b);
                values.add(new String(b, StandardCharsets.UTF_8));
            }
        }
        return new Cursor(query, schema, backward, before, values);
    }
}
