package dev.howdah.engine.page;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement being written, its parameters as {@code $n} wherever they stand. For one thread. */
final class Draft {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> params = new ArrayList<>();

    Draft(List<@Nullable Object> first) {
        params.addAll(first);
    }

    Draft add(String sql) {
        text.append(sql);
        return this;
    }

    Draft param(@Nullable Object value) {
        params.add(value);
        text.append('$').append(params.size());
        return this;
    }

    /** The statement with its values written out, for COPY and for people. */
    String inlined() {
        return translate((out, n) -> {
            Object v = params.get(n - 1);
            out.append(v == null ? "NULL" : v instanceof Number || v instanceof Boolean ? v.toString() : Identifiers.literal(v.toString()));
        }, false);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Text goes untyped, so that PostgreSQL reads it as what it is compared with. */
    PreparedStatement prepare(Connection c, String prefix) throws SQLException {
        List<Integer> order = new ArrayList<>();
        String sql = translate((out, n) -> {
            order.add(n);
            out.append('?');
        }, true);
        PreparedStatement s = c.prepareStatement(prefix + sql);
        for (int i = 0; i < order.size(); i++) {
            Object v = params.get(order.get(i) - 1);
            if (v == null) {
                s.setNull(i + 1, Types.NULL);
            } else if (v instanceof String text) {
                s.setObject(i + 1, text, Types.OTHER);
            } else {
                s.setObject(i + 1, v);
            }
        }
        return s;
    }

    private interface Placeholder {
        void write(StringBuilder out, int number);
    }

    private String translate(Placeholder placeholder, boolean forDriver) {
        byte[] sql = text.toString().getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(sql, 0, sql.length);
        StringBuilder out = new StringBuilder(sql.length + 16);
        int done = 0;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            // Comments between tokens may hold question marks, which the driver leaves alone as the lexer does.
            out.append(utf8(sql, done, lexer.start));
            String token = utf8(sql, lexer.start, lexer.end);
            if (kind == SqlLexer.PARAM) {
                int n = Integer.parseInt(token.substring(1));
                if (n < 1 || n > params.size()) {
                    throw new PageException(new PageProblem.NoValue(n));
                }
                placeholder.write(out, n);
            } else {
                out.append(forDriver && kind == SqlLexer.OPERATOR ? token.replace("?", "??") : token);
            }
            done = lexer.end;
        }
        return out.append(utf8(sql, done, sql.length)).toString();
    }

    private static String utf8(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }
}
