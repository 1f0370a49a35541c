package dev.howdah.engine.sqltext;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Masks what may be private in a statement and keeps the rest as it was written. */
public final class Literals {
    private Literals() {
    }

    /** The statement with every constant replaced by {@code ?} and every comment by a space; layout and {@code $n} stay. */
    public static String mask(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        int done = 0;
        for (int kind = lexer.next();; kind = lexer.next()) {
            gap(bytes, done, lexer.start, out);
            if (kind == SqlLexer.END) {
                return out.toString(StandardCharsets.UTF_8);
            }
            if (kind == SqlLexer.STRING || kind == SqlLexer.NUMBER) {
                out.write('?');
            } else {
                out.write(bytes, lexer.start, lexer.end - lexer.start);
            }
            done = lexer.end;
        }
    }

    private static void gap(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
        for (int p = from; p < to; p++) {
            if (bytes[p] > ' ') {
                out.write(' ');
                return;
            }
        }
        out.write(bytes, from, to - from);
    }
}
