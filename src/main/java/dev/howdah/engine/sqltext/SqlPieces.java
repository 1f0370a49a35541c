package dev.howdah.engine.sqltext;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text at the semicolons that end statements. */
public final class SqlPieces {
    private SqlPieces() {}

    /** The statements without their semicolons; none is empty. */
    public static List<String> of(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int kind = lexer.next();; kind = lexer.next()) {
            boolean end = kind == SqlLexer.END;
            if (end || (kind == SqlLexer.PUNCT && bytes[lexer.start] == ';')) {
                String piece = new String(bytes, from, (end ? bytes.length : lexer.start) - from, StandardCharsets.UTF_8).strip();
                if (!piece.isEmpty()) {
                    pieces.add(piece);
                }
                from = lexer.end;
            }
            if (end) {
                return pieces;
            }
        }
    }
}
