package dev.howdah.ui.data;

import java.util.Locale;

/** Where somebody wants to go in a table. Stateless. */
final class Jump {
    private static final long ROWS_A_PAGE = 100;

    private Jump() {}

    /**
     * The row that somebody means who types "150,000", "50 %" or "page 10,000" (of 100 rows), from 0; -1 when it means nothing.
     *
     * @param rows how many there are
     */
    static long to(String text, int rows) {
        String digits = text.replaceAll("[^0-9]", "");
        if (digits.isEmpty() || digits.length() > 15 || rows == 0) {
            return -1;
        }
        long number = Long.parseLong(digits);
        long row = text.contains("%") ? (long) rows * Math.min(100, number) / 100
                : text.strip().toLowerCase(Locale.ROOT).startsWith("p") ? (number - 1) * ROWS_A_PAGE : number - 1;
        return Math.max(0, Math.min(rows - 1L, row));
    }
}
