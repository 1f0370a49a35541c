package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the query in a plan that auto_explain logged, in each of its formats. */
final class PlanText {
    private static final byte[] JSON = utf8("\"Query Text\": \"");
    private static final byte[] TEXT = utf8("Query Text: ");
    private static final byte[] YAML = utf8("Query Text: \"");
    private static final byte[] XML = utf8("<Query-Text>");
    private static final byte[] XML_END = utf8("</Query-Text>");
    private static final byte[] COST = utf8("(cost=");
    private static final int NEAR = 200;

    /** The query's bytes; not those of the chunk when they had to be unescaped. */
    record Query(byte[] bytes, int from, int to) {
    }

    private PlanText() {
    }

    private static byte[] utf8(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable Query query(byte[] b, int from, int to) {
        int near = Math.min(to, from + NEAR);
        int p = find(b, from, near, JSON);
        if (p >= 0) {
            return quoted(b, p + JSON.length, to);
        }
        p = find(b, from, near, YAML);
        if (p >= 0) {
            return quoted(b, p + YAML.length, to);
        }
        p = find(b, from, near, TEXT);
        if (p >= 0) {
            int end = find(b, p, to, COST);
            if (end < 0) {
                return new Query(b, p + TEXT.length, to);
            }
            while (end > p && b[end - 1] != '\n') {
                end--;
            }
            return new Query(b, Math.min(end, p + TEXT.length), end);
        }
        p = find(b, from, near, XML);
        if (p >= 0) {
            int end = find(b, p, to, XML_END);
            byte[] plain = utf8(new String(b, p + XML.length, (end < 0 ? to : end) - p - XML.length, StandardCharsets.UTF_8)
                    .replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x0d;", "\r").replace("&amp;", "&"));
            return new Query(plain, 0, plain.length);
        }
        return null;
    }

    private static Query quoted(byte[] b, int from, int to) {
        int end = from;
        while (end < to && b[end] != '"') {
            end += b[end] == '\\' ? 2 : 1;
        }
        byte[] plain = Arrays.copyOfRange(b, from, Math.min(end, to));
        return new Query(plain, 0, JsonText.unescape(plain, 0, plain.length));
    }

    private static int find(byte[] b, int from, int to, byte[] word) {
        for (int p = from; p + word.length <= to; p++) {
            if (b[p] == word[0] && Swar.at(b, p, to, word)) {
                return p;
            }
        }
        return -1;
    }
}
