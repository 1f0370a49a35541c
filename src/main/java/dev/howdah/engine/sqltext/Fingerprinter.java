package dev.howdah.engine.sqltext;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Brings statements that differ only in constants to one text, in one pass over bytes and without garbage.
 *
 * <p>The rules: comments and white space become one space; every constant and {@code $n} becomes {@code ?}; unquoted words are
 * lower-cased, quoted identifiers stay; a sign directly before a number goes with it after an operator, an opening bracket, a
 * comma or a key word; a list of nothing but {@code ?} becomes {@code (?)} or {@code [?]} whatever its length, and rows of
 * such lists one row; no space around {@code , ( ) [ ] ; . ::}; closing semicolons go. One instance serves one thread.
 */
public final class Fingerprinter {
    private static final int DEEPEST = 512;
    /** Normalised text beyond this many bytes is not looked at: it would tell no more statements apart. */
    private static final int LONGEST = 4 << 20;

    private final SqlLexer lexer = new SqlLexer();
    private byte[] out = new byte[4096];
    private int length;
    private long constants;
    private final int[] opened = new int[DEEPEST];
    private final boolean[] onlyMarks = new boolean[DEEPEST];

    /** Reads {@code sql[from, to)}; the results stand until the next call. */
    public void read(byte[] sql, int from, int to) {
        length = 0;
        constants = 0;
        lexer.reset(sql, from, to);
        int depth = 0;
        boolean tight = true;
        boolean signed = true;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            if (length + lexer.end - lexer.start + 4 > out.length) {
                if (length > LONGEST) {
                    break;
                }
                out = Arrays.copyOf(out, 2 * (length + lexer.end - lexer.start) + 64);
            }
            switch (kind) {
                case SqlLexer.PUNCT -> {
                    byte c = sql[lexer.start];
                    if (c == '(' || c == '[') {
                        depth = open(depth, c);
                    } else if (c == ')' || c == ']') {
                        depth = close(depth, c);
                    } else {
                        if (c != ',' && depth > 0 && depth <= DEEPEST) {
                            onlyMarks[depth - 1] = false;
                        }
                        out[length++] = c;
                    }
                    tight = true;
                    signed = c == '(' || c == '[' || c == ',';
                }
                case SqlLexer.CAST -> {
                    out[length++] = ':';
                    out[length++] = ':';
                    spoil(depth);
                    tight = true;
                    signed = false;
                }
                case SqlLexer.STRING, SqlLexer.NUMBER, SqlLexer.PARAM -> {
                    space(tight);
                    out[length++] = '?';
                    constants = Hash.mix(constants + 0x9E3779B97F4A7C15L, Hash.of(sql, lexer.start, lexer.end));
                    tight = false;
                    signed = false;
                }
                case SqlLexer.OPERATOR -> {
                    if (!(signed && isSign(sql, lexer.start, lexer.end) && numberAt(sql, lexer.end, to))) {
                        space(tight);
                        copy(sql);
                        spoil(depth);
                        tight = false;
                    }
                    signed = true;
                }
                case SqlLexer.WORD -> {
                    space(tight);
                    int at = length;
                    lower(sql);
                    spoil(depth);
                    tight = false;
                    signed = Keywords.beforeValue(out, at, length);
                }
                default -> {
                    space(tight);
                    copy(sql);
                    spoil(depth);
                    tight = false;
                    signed = false;
                }
            }
        }
        while (length > 0 && out[length - 1] == ';') {
            length--;
        }
    }

    private void space(boolean tight) {
        if (!tight) {
            out[length++] = ' ';
        }
    }

    private void spoil(int depth) {
        if (depth > 0 && depth <= DEEPEST) {
            onlyMarks[depth - 1] = false;
        }
    }

    private int open(int depth, byte bracket) {
        spoil(depth);
        if (depth < DEEPEST) {
            opened[depth] = length;
            onlyMarks[depth] = true;
        }
        out[length++] = bracket;
        return depth + 1;
    }

    private int close(int depth, byte bracket) {
        if (depth == 0) {
            out[length++] = bracket;
            return 0;
        }
        int at = depth - 1;
        if (at < DEEPEST && onlyMarks[at] && length > opened[at] + 1 && out[opened[at]] == (bracket == ')' ? '(' : '[')) {
            int p = opened[at];
            length = p + 1;
            if (bracket == ')' && p >= 4 && out[p - 1] == ',' && out[p - 2] == ')' && out[p - 3] == '?' && out[p - 4] == '(') {
                length = p - 1;
                return at;
            }
            out[length++] = '?';
        }
        out[length++] = bracket;
        return at;
    }

    private static boolean isSign(byte[] sql, int start, int end) {
        return end - start == 1 && (sql[start] == '-' || sql[start] == '+');
    }

    private static boolean numberAt(byte[] sql, int p, int to) {
        return p < to && (isDigit(sql[p]) || (sql[p] == '.' && p + 1 < to && isDigit(sql[p + 1])));
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private void copy(byte[] sql) {
        int n = lexer.end - lexer.start;
        System.arraycopy(sql, lexer.start, out, length, n);
        length += n;
    }

    private void lower(byte[] sql) {
        byte[] o = out;
        int q = length;
        for (int p = lexer.start; p < lexer.end; p++) {
            byte c = sql[p];
            o[q++] = c >= 'A' && c <= 'Z' ? (byte) (c | 0x20) : c;
        }
        length = q;
    }

    /** Hash of the normalised text; never 0. */
    public long hash() {
        return Hash.of(out, 0, length);
    }

    /** Hash over the constants that were taken out, in order: equal when two statements carried equal constants; 0 when none. */
    public long constants() {
        return constants;
    }

    /** Bytes of the normalised text. */
    public int length() {
        return length;
    }

    /** The normalised text as bytes, at most {@code limit} of them. */
    public byte[] bytes(int limit) {
        return Arrays.copyOf(out, Math.min(limit, length));
    }

    /** The normalised text. */
    public String text() {
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
