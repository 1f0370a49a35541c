package dev.howdah.engine.job.ready;

import dev.howdah.engine.job.JobException;
import dev.howdah.engine.sqltext.SqlLexer;
import dev.howdah.engine.text.Text;
import java.nio.charset.StandardCharsets;

/** SQL that a user writes into a place of a statement: it must not leave its place, or a mere preview could already change something. */
final class Fragment {
    private Fragment() {}

    /**
     * The fragment as it is.
     *
     * @throws JobException when it holds a semicolon, closes a bracket that it did not open, or leaves one open
     */
    static String checked(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        int depth = 0;
        for (int kind = lexer.next(); kind != SqlLexer.END && depth >= 0; kind = lexer.next()) {
            if (kind == SqlLexer.PUNCT) {
                depth = switch (bytes[lexer.start]) {
                    case '(' -> depth + 1;
                    case ')' -> depth - 1;
                    case ';' -> Integer.MIN_VALUE;
                    default -> depth;
                };
            }
        }
        if (depth != 0) {
            throw new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.bad-fragment", sql));
        }
        return sql;
    }
}
