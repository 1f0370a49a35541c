package dev.howdah.ui.shell;

import java.util.Locale;

/** How well a few typed letters fit a name. */
final class Fuzzy {
    static final int NO_FIT = -1;
    private static final int START_OF_WORD = 8;
    private static final int IN_A_ROW = 5;
    private static final int WHOLE_AT_START = 100;

    private Fuzzy() {}

    /** Greater is better; {@link #NO_FIT} when the letters do not occur in this order. An empty query fits everything equally. */
    static int score(String query, String name) {
        String q = query.strip().toLowerCase(Locale.ROOT);
        String n = name.toLowerCase(Locale.ROOT);
        if (q.isEmpty()) {
            return 0;
        }
        if (n.startsWith(q)) {
            return WHOLE_AT_START * q.length() - n.length();
        }
        int score = 0;
        int at = -1;
        for (int i = 0; i < q.length(); i++) {
            char c = q.charAt(i);
            if (c == ' ') {
                continue;
            }
            int next = place(n, c, at);
            if (next < 0) {
                return NO_FIT;
            }
            score += 1 + (wordStart(n, next) ? START_OF_WORD : 0) + (next == at + 1 && at >= 0 ? IN_A_ROW : 0);
            at = next;
        }
        return Math.max(0, score * 4 - n.length());
    }

    /** The next place of the letter: the following one if it fits, else the next start of a word, else any. */
    private static int place(String n, char c, int after) {
        if (after + 1 < n.length() && after >= 0 && n.charAt(after + 1) == c) {
            return after + 1;
        }
        for (int i = n.indexOf(c, after + 1); i >= 0; i = n.indexOf(c, i + 1)) {
            if (wordStart(n, i)) {
                return i;
            }
        }
        return n.indexOf(c, after + 1);
    }

    private static boolean wordStart(String n, int i) {
        return i == 0 || !Character.isLetterOrDigit(n.charAt(i - 1));
    }
}
