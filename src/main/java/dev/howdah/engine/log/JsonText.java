package dev.howdah.engine.log;

/** JSON's string escapes, taken out in place. */
final class JsonText {
    private JsonText() {
    }

    /** Unescapes {@code b[from, to)} in place; never longer than before. @return where it ends now */
    static int unescape(byte[] b, int from, int to) {
        int p = Swar.indexOf(b, from, to, (byte) '\\');
        int q = p;
        while (p < to) {
            byte c = b[p++];
            if (c != '\\' || p == to) {
                b[q++] = c;
                continue;
            }
            c = b[p++];
            switch (c) {
                case 'n' -> b[q++] = '\n';
                case 't' -> b[q++] = '\t';
                case 'r' -> b[q++] = '\r';
                case 'b' -> b[q++] = '\b';
                case 'f' -> b[q++] = '\f';
                case 'u' -> {
                    int code = hex(b, p, to);
                    if (code < 0) {
                        b[q++] = 'u';
                    } else {
                        p += 4;
                        if (Character.isHighSurrogate((char) code) && p + 6 <= to && b[p] == '\\' && b[p + 1] == 'u'
                                && Character.isLowSurrogate((char) hex(b, p + 2, to))) {
                            code = Character.toCodePoint((char) code, (char) hex(b, p + 2, to));
                            p += 6;
                        }
                        q = encode(b, q, code);
                    }
                }
                default -> b[q++] = c;
            }
        }
        return q;
    }

    private static int hex(byte[] b, int p, int to) {
        if (p + 4 > to) {
            return -1;
        }
        int code = 0;
        for (int i = p; i < p + 4; i++) {
            int digit = Character.digit(b[i], 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private static int encode(byte[] b, int at, int code) {
        int q = at;
        if (code < 0x80) {
            b[q++] = (byte) code;
        } else if (code < 0x800) {
            b[q++] = (byte) (0xC0 | code >> 6);
            b[q++] = (byte) (0x80 | (code & 0x3F));
        } else if (code < 0x10000) {
            b[q++] = (byte) (0xE0 | code >> 12);
            b[q++] = (byte) (0x80 | (code >> 6 & 0x3F));
            b[q++] = (byte) (0x80 | (code & 0x3F));
        } else {
            b[q++] = (byte) (0xF0 | code >> 18);
            b[q++] = (byte) (0x80 | (code >> 12 & 0x3F));
            b[q++] = (byte) (0x80 | (code >> 6 & 0x3F));
            b[q++] = (byte) (0x80 | (code & 0x3F));
        }
        return q;
    }
}
