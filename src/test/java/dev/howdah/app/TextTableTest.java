package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final String LONG = "SELECT * FROM orders JOIN items ON items.order_id = orders.id WHERE orders.note LIKE '%lost%'";

    @Test
    void isNoWiderThanTheTerminal() {
        for (int width : new int[] {60, 80, 100, 200}) {
            assertThat(printed(width)).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void putsTheTextBelowWhereItHasNoRoom() {
        assertThat(printed(80).get(0)).isEqualTo(" calls  user  statement");
        assertThat(printed(80).get(1)).startsWith("12,345  ann   SELECT * FROM").endsWith("…");
        assertThat(printed(40)).contains("    statement").anyMatch(l -> l.startsWith("    SELECT"));
    }

    @Test
    void letsNoNameMoveTheCursor() {
        assertThat(TextTable.plain("a\u001b[2Jb\n\tc\u202ed")).isEqualTo("a?[2Jb c?d");
    }

    @Test
    void countsLettersThatTakeTwoColumns() {
        assertThat(TextTable.cut("注文履歴の表", 7)).isEqualTo("注文履…");
        assertThat(TextTable.cut("e\u0301te\u0301", 3)).isEqualTo("e\u0301te\u0301");
    }

    private static List<String> printed(int width) {
        TextTable table = new TextTable(width).right("calls").left("user", 8).text("statement");
        table.row("12,345", "ann", LONG);
        table.row("7", null, "SELECT 1");
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out, true));
        return out.toString().lines().toList();
    }
}
