package dev.howdah.app;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.ui.kit.Unit;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Rows for a terminal: columns as wide as what is in them, figures at the right. The last column is a text: cut to what the terminal has left,
 * and on a line of its own where that would be too little to read. Nothing in a cell may move the cursor.
 */
final class TextTable {
    /** For who reads from a pipe or a file: there is no edge, but a text of a megabyte helps nobody. */
    private static final int NO_EDGE = 240;
    private static final int LEAST_TEXT = 32;
    /** Letters and signs that take two columns: those of East Asia, and pictures. */
    private static final int[][] WIDE = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60},
        {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
    private static final String INDENT = "    ";

    private final int width;
    private final List<Column> columns = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();

    private record Column(String title, boolean right, int most) {}

    /** @param width columns of the terminal */
    TextTable(int width) {
        this.width = width;
    }

    /** What the environment or the terminal says; wide when it is a pipe or a file that is written to. */
    static int width(CommandSpec spec, Surroundings surroundings) {
        String told = surroundings.get("COLUMNS");
        if (told != null && told.matches("[1-9]\\d{1,3}")) {
            return Integer.parseInt(told);
        }
        return System.console() != null && System.console().isTerminal() ? spec.usageMessage().width() : NO_EDGE;
    }

    /** Time in ms as people read it, a dash for what is not known. */
    static String millis(@Nullable Double ms) {
        return figure(Unit.MILLIS, ms);
    }

    static String seconds(@Nullable Double s) {
        return figure(Unit.SECONDS, s);
    }

    static String count(@Nullable Double n) {
        return figure(Unit.COUNT, n);
    }

    /** With plain blanks: a terminal may not know the narrow one. */
    static String figure(Unit unit, @Nullable Double value) {
        return unit.text(value == null ? Double.NaN : value).replace('\u202f', ' ');
    }

    TextTable right(String title) {
        columns.add(new Column(title, true, Integer.MAX_VALUE));
        return this;
    }

    /** @param most what is longer is cut */
    TextTable left(String title, int most) {
        columns.add(new Column(title, false, most));
        return this;
    }

    /** The last column. */
    TextTable text(String title) {
        return left(title, Integer.MAX_VALUE);
    }

    /** @param cells one a column; null for nothing */
    void row(@Nullable String... cells) {
        String[] row = new String[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = cut(plain(cells[i]), columns.get(i).most());
        }
        rows.add(row);
    }

    /** Prints head and rows; nothing when there are no rows. */
    void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        int last = columns.size() - 1;
        int[] widths = new int[last];
        for (int i = 0; i < last; i++) {
            int column = i;
            widths[i] = Math.max(columns(columns.get(i).title()), rows.stream().mapToInt(r -> columns(r[column])).max().orElse(0));
        }
        int before = Arrays.stream(widths).sum() + 2 * last;
        boolean below = width - before < LEAST_TEXT;
        int room = below ? Math.max(LEAST_TEXT, width - INDENT.length()) : width - before;
        line(out, columns.stream().map(Column::title).toArray(String[]::new), widths, below, room);
        rows.forEach(r -> line(out, r, widths, below, room));
    }

    private void line(PrintWriter out, String[] cells, int[] widths, boolean below, int room) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - columns(cells[i]));
            line.append(columns.get(i).right() ? gap + cells[i] : cells[i] + gap).append("  ");
        }
        String text = cut(cells[widths.length], room);
        if (below && !text.isEmpty()) {
            out.println(line.toString().stripTrailing());
            out.println(INDENT + text);
        } else {
            out.println((line + text).stripTrailing());
        }
    }

    /** One line, with nothing in it that a terminal obeys. */
    static String plain(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").strip().replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    /** @param most columns of the terminal */
    static String cut(String text, int most) {
        if (columns(text) <= most) {
            return text;
        }
        StringBuilder start = new StringBuilder();
        int used = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            used += columns(c);
            if (used > most) {
                break;
            }
            start.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return start.append('…').toString();
    }

    /** How many columns of a terminal a text takes. */
    private static int columns(String text) {
        return text.codePoints().map(TextTable::columns).sum();
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
