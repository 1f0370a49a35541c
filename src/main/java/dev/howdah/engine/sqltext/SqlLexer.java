package dev.howdah.engine.sqltext;

/**
 * Cuts SQL into tokens by PostgreSQL's lexical rules ("Lexical Structure" in its manual, standard_conforming_strings on):
 * nested comments, E'' U&amp;'' B'' X'' N'' and dollar-quoted constants, constants continued on the next line, quoted
 * identifiers, operators of many characters. Works on bytes of any encoding that keeps ASCII, never fails: what is cut off
 * or malformed becomes the nearest token. One lexer serves one thread; {@link #reset} starts it anew without garbage.
 */
public final class SqlLexer {
    /** What a token is. WORD is an unquoted identifier or key word, PUNCT one of {@code , ( ) [ ] ; .}, OTHER a stray byte. */
    public static final int END = 0, WORD = 1, QUOTED = 2, STRING = 3, NUMBER = 4, PARAM = 5, OPERATOR = 6, PUNCT = 7, CAST = 8,
            OTHER = 9;

    private static final byte SPACE = 1, LETTER = 2, DIGIT = 3, OPCHAR = 4, SELF = 5, QUOTE = 6, DQUOTE = 7, DOLLAR = 8, COLON = 9;
    private static final byte[] CLASS = classes();
    private static final boolean[] IN_WORD = inWord();

    private byte[] text = new byte[0];
    private int limit;
    private int position;

    /** First byte of the current token. */
    public int start;
    /** Byte after the current token. */
    public int end;

    private static byte[] classes() {
        byte[] table = new byte[256];
        for (int c = 0; c < 256; c++) {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128) {
                table[c] = LETTER;
            } else if (c >= '0' && c <= '9') {
                table[c] = DIGIT;
            } else if (c == ' ' || (c >= 9 && c <= 13)) {
                table[c] = SPACE;
            } else if ("~!@#^&|`?+-*/%<>=".indexOf(c) >= 0) {
                table[c] = OPCHAR;
            } else if (",()[];.".indexOf(c) >= 0) {
                table[c] = SELF;
            }
        }
        table['\''] = QUOTE;
        table['"'] = DQUOTE;
        table['$'] = DOLLAR;
        table[':'] = COLON;
        return table;
    }

    private static boolean[] inWord() {
        boolean[] table = new boolean[256];
        for (int c = 0; c < 256; c++) {
            table[c] = CLASS[c] == LETTER || CLASS[c] == DIGIT || c == '$';
        }
        return table;
    }

    /** Starts over on {@code sql[from, to)}. */
    public void reset(byte[] sql, int from, int to) {
        text = sql;
        position = from;
        limit = to;
        start = from;
        end = from;
    }

    /** Moves to the next token, skipping white space and comments. @return its kind, END after the last one */
    public int next() {
        byte[] b = text;
        int p = position;
        int stop = limit;
        while (p < stop) {
            int c = b[p] & 0xff;
            switch (CLASS[c]) {
                case SPACE -> p++;
                case LETTER -> {
                    return word(p);
                }
                case DIGIT -> {
                    return token(NUMBER, p, number(p));
                }
                case SELF -> {
                    if (c == '.' && p + 1 < stop && CLASS[b[p + 1] & 0xff] == DIGIT && !afterName(p)) {
                        return token(NUMBER, p, number(p));
                    }
                    return token(PUNCT, p, p + 1);
                }
                case OPCHAR -> {
                    if (c == '-' && p + 1 < stop && b[p + 1] == '-') {
                        p = endOfLine(p + 2);
                    } else if (c == '/' && p + 1 < stop && b[p + 1] == '*') {
                        p = endOfComment(p + 2);
                    } else {
                        return token(OPERATOR, p, operator(p));
                    }
                }
                case QUOTE -> {
                    return token(STRING, p, string(p + 1, false));
                }
                case DQUOTE -> {
                    return token(QUOTED, p, quoted(p + 1));
                }
                case DOLLAR -> {
                    return dollar(p);
                }
                case COLON -> {
                    if (p + 1 < stop && b[p + 1] == ':') {
                        return token(CAST, p, p + 2);
                    }
                    return token(OPERATOR, p, p + 1 < stop && b[p + 1] == '=' ? p + 2 : p + 1);
                }
                default -> {
                    return token(OTHER, p, p + 1);
                }
            }
        }
        return token(END, stop, stop);
    }

    private int token(int kind, int from, int to) {
        start = from;
        end = to;
        position = to;
        return kind;
    }

    private boolean afterName(int p) {
        // "t.1" cannot be written, but "a.5" after a closing name must not become a number
        return p == end && p > 0 && (IN_WORD[text[p - 1] & 0xff] || text[p - 1] == '"');
    }

    private int word(int p) {
        byte[] b = text;
        int stop = limit;
        if (p + 1 < stop) {
            int c = b[p] | 0x20;
            byte second = b[p + 1];
            if (second == '\'' && (c == 'e' || c == 'b' || c == 'x' || c == 'n')) {
                return token(STRING, p, string(p + 2, c == 'e'));
            }
            if (second == '&' && c == 'u' && p + 2 < stop) {
                if (b[p + 2] == '\'') {
                    return token(STRING, p, string(p + 3, false));
                }
                if (b[p + 2] == '"') {
                    return token(QUOTED, p, quoted(p + 3));
                }
            }
        }
        int q = p + 1;
        while (q < stop && IN_WORD[b[q] & 0xff]) {
            q++;
        }
        return token(WORD, p, q);
    }

    private int number(int p) {
        byte[] b = text;
        int stop = limit;
        int q = p;
        if (b[q] == '0' && q + 2 < stop && isRadix(b[q + 1]) && isHex(b[q + 2])) {
            q += 2;
            while (q < stop && (isHex(b[q]) || b[q] == '_')) {
                q++;
            }
            return q;
        }
        q = digits(q);
        if (q < stop && b[q] == '.' && !(q + 1 < stop && b[q + 1] == '.')) {
            q = digits(q + 1);
        }
        if (q < stop && (b[q] | 0x20) == 'e') {
            int e = q + 1;
            if (e < stop && (b[e] == '+' || b[e] == '-')) {
                e++;
            }
            if (e < stop && CLASS[b[e] & 0xff] == DIGIT) {
                q = digits(e);
            }
        }
        return q;
    }

    private int digits(int p) {
        int q = p;
        while (q < limit && (CLASS[text[q] & 0xff] == DIGIT || (text[q] == '_' && q > p && digitAt(q + 1)))) {
            q++;
        }
        return q;
    }

    private boolean digitAt(int p) {
        return p < limit && CLASS[text[p] & 0xff] == DIGIT;
    }

    private static boolean isRadix(byte c) {
        int lower = c | 0x20;
        return lower == 'x' || lower == 'o' || lower == 'b';
    }

    private static boolean isHex(byte c) {
        int lower = c | 0x20;
        return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
    }

    private int endOfLine(int p) {
        int q = p;
        while (q < limit && text[q] != '\n' && text[q] != '\r') {
            q++;
        }
        return q;
    }

    private int endOfComment(int p) {
        byte[] b = text;
        int stop = limit;
        int depth = 1;
        int q = p;
        while (q + 1 < stop) {
            if (b[q] == '*' && b[q + 1] == '/') {
                q += 2;
                if (--depth == 0) {
                    return q;
                }
            } else if (b[q] == '/' && b[q + 1] == '*') {
                q += 2;
                depth++;
            } else {
                q++;
            }
        }
        return stop;
    }

    private int operator(int p) {
        byte[] b = text;
        int stop = limit;
        int q = p;
        boolean keepsSign = false;
        while (q < stop && CLASS[b[q] & 0xff] == OPCHAR) {
            byte c = b[q];
            if (q > p && q + 1 < stop && ((c == '-' && b[q + 1] == '-') || (c == '/' && b[q + 1] == '*'))) {
                break;
            }
            keepsSign |= c != '+' && c != '-' && c != '*' && c != '/' && c != '<' && c != '>' && c != '=';
            q++;
        }
        if (!keepsSign) {
            while (q - p > 1 && (b[q - 1] == '+' || b[q - 1] == '-')) {
                q--;
            }
        }
        return q;
    }

    private int string(int p, boolean escapes) {
        byte[] b = text;
        int stop = limit;
        int q = p;
        while (q < stop) {
            byte c = b[q++];
            if (c == '\\' && escapes) {
                q = Math.min(q + 1, stop);
            } else if (c == '\'') {
                if (q < stop && b[q] == '\'') {
                    q++;
                } else {
                    int more = continued(q);
                    if (more < 0) {
                        return q;
                    }
                    q = more;
                }
            }
        }
        return stop;
    }

    /** Where a constant goes on after its closing quote: past the next quote, if only white space with a newline is between. */
    private int continued(int p) {
        boolean newline = false;
        int q = p;
        while (q < limit) {
            byte c = text[q];
            if (c == '\n' || c == '\r') {
                newline = true;
            } else if (c == '\'') {
                return newline ? q + 1 : -1;
            } else if (c == '-' && newline && q + 1 < limit && text[q + 1] == '-') {
                q = endOfLine(q + 2) - 1;
            } else if (CLASS[c & 0xff] != SPACE) {
                return -1;
            }
            q++;
        }
        return -1;
    }

    private int quoted(int p) {
        byte[] b = text;
        int q = p;
        while (q < limit) {
            if (b[q++] == '"') {
                if (q < limit && b[q] == '"') {
                    q++;
                } else {
                    return q;
                }
            }
        }
        return limit;
    }

    private int dollar(int p) {
        byte[] b = text;
        int q = p + 1;
        if (q < limit && CLASS[b[q] & 0xff] == DIGIT) {
            while (q < limit && CLASS[b[q] & 0xff] == DIGIT) {
                q++;
            }
            return token(PARAM, p, q);
        }
        while (q < limit && (CLASS[b[q] & 0xff] == LETTER || (q > p + 1 && CLASS[b[q] & 0xff] == DIGIT))) {
            q++;
        }
        if (q >= limit || b[q] != '$') {
            return token(OTHER, p, p + 1);
        }
        int tag = q + 1 - p;
        for (int r = q + 1; r + tag <= limit; r++) {
            if (b[r] == '$' && same(p, r, tag)) {
                return token(STRING, p, r + tag);
            }
        }
        return token(STRING, p, limit);
    }

    private boolean same(int a, int c, int length) {
        for (int i = 1; i < length; i++) {
            if (text[a + i] != text[c + i]) {
                return false;
            }
        }
        return true;
    }
}
