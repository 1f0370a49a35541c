package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a script into statements. */
final class Statements {
    private Statements() {}

    /** Without closing semicolons, and without comments before them; empty ones are left out. */
    static List<String> split(String script) {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        List<String> result = new ArrayList<>();
        int from = -1;
        int to = 0;
        for (int kind = lexer.next(); ; kind = lexer.next()) {
            boolean end = kind == SqlLexer.END || (kind == SqlLexer.PUNCT && bytes[lexer.start] == ';');
            if (end && from >= 0) {
                result.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
                from = -1;
            } else if (!end) {
                from = from < 0 ? lexer.start : from;
                to = lexer.end;
            }
            if (kind == SqlLexer.END) {
                return result;
            }
        }
    }
}
