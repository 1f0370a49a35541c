package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlColoursTest {
    private static List<String> coloured(String sql) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (SqlColours.Stretch s : SqlColours.of(sql)) {
            if (!s.style().isEmpty()) {
                parts.add(s.style() + ":" + sql.substring(at, at + s.length()));
            }
            at += s.length();
        }
        assertThat(at).isEqualTo(sql.length());
        return parts;
    }

    @Test
    void followsPostgresLexicalRules() {
        assertThat(coloured("SELECT count(*), $1 FROM \"from\" WHERE a = 'it''s -- no' AND b > 1.5e3 /* /* x */ */ -- y"))
                .containsExactly(
                        "keyword:SELECT", "function:count", "parameter:$1", "keyword:FROM", "keyword:WHERE", "string:'it''s -- no'",
                        "keyword:AND", "number:1.5e3", "comment: /* /* x */ */ -- y");
    }

    @Test
    void countsCharactersNotBytes() {
        assertThat(coloured("SELECT 'מדווח 🐘' AS ö")).containsExactly("keyword:SELECT", "string:'מדווח 🐘'", "keyword:AS");
    }

    @Test
    void coversTextsThatAreNoSql() {
        for (String text : List.of("", "'open", "/* open", "$$", "\u0000\u0001", "🐘🐘", "select\n\n")) {
            coloured(text);
        }
    }
}
