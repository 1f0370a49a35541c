package dev.howdah.engine.sqltext;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text at the semicolons that end statements. */
public final class SqlPieces {
    private SqlPieces() {}

    /** The statements without their semicolons and without comments before and behind them; none is empty. */
    public static List<String> of(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        List<String> pieces = new ArrayList<>();
        int from = -1;
        int to = 0;
        for (int kind = lexer.next();; kind = lexer.next()) {
            boolean end = kind == SqlLexer.END || (kind == SqlLexer.PUNCT && bytes[lexer.start] == ';');
            if (end && from >= 0) {
                pieces.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
                from = -1;
            } else if (!end) {
                from = from < 0 ? lexer.start : from;
                to = lexer.end;
            }
            if (kind == SqlLexer.END) {
                return pieces;
            }
        }
    }
}
