package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement, and the text between them. */
final class Parameters {
    private static final int LONGEST = 6;

    private Parameters() {}

    /** @param part told the text before each parameter and the parameter ({@code $7}), at the end the rest of the text and null */
    static void each(String text, BiConsumer<String, @Nullable String> part) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        int done = 0;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            if (kind == SqlLexer.PARAM && lexer.end - lexer.start <= LONGEST) {
                part.accept(new String(bytes, done, lexer.start - done, StandardCharsets.UTF_8),
                        new String(bytes, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8));
                done = lexer.end;
            }
        }
        part.accept(new String(bytes, done, bytes.length - done, StandardCharsets.UTF_8), null);
    }
}
