package dev.howdah.engine.sqltext;

import com.github.vertical_blank.sqlformatter.SqlFormatter;
import com.github.vertical_blank.sqlformatter.core.FormatConfig;
import com.github.vertical_blank.sqlformatter.languages.Dialect;

/** Lays a statement out over lines. */
public final class SqlFormat {
    private static final int LONGEST = 50_000;
    private static final FormatConfig CONFIG = FormatConfig.builder().indent("    ").linesBetweenQueries(1).maxColumnLength(100).build();

    private SqlFormat() {}

    /**
     * The statement with line breaks and indentation. It stays as it is when it is longer than 50,000 characters, or when laying
     * it out would change more than white space.
     */
    public static String format(String sql) {
        if (sql.length() > LONGEST) {
            return sql;
        }
        try {
            String laidOut = SqlFormatter.of(Dialect.PostgreSql).format(sql, CONFIG);
            return sameTokens(sql, laidOut) ? laidOut : sql;
        } catch (RuntimeException e) {
            // the library gives up on some texts; the statement itself is always right
            return sql;
        }
    }

    private static boolean sameTokens(String a, String b) {
        byte[] left = a.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] right = b.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        SqlLexer l = new SqlLexer();
        SqlLexer r = new SqlLexer();
        l.reset(left, 0, left.length);
        r.reset(right, 0, right.length);
        while (true) {
            int kind = l.next();
            if (kind != r.next()) {
                return false;
            }
            if (kind == SqlLexer.END) {
                return true;
            }
            if (!java.util.Arrays.equals(left, l.start, l.end, right, r.start, r.end)) {
                return false;
            }
        }
    }
}
