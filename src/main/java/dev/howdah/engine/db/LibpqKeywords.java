package dev.howdah.engine.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * libpq's {@code keyword = value} strings, by the rules of conninfo_parse in fe-connect.c: values with blanks stand in single
 * quotes, a backslash takes the next character as it is. Error messages name places, not text: it could be part of a password.
 */
final class LibpqKeywords {
    private final String text;
    private int at;

    private LibpqKeywords(String text) {
        this.text = text;
    }

    static ConnInfo parse(String text) {
        return new LibpqKeywords(text).all();
    }

    static String print(ConnInfo info) {
        return info.values().entrySet().stream().map(e -> e.getKey() + "=" + quoted(e.getValue())).collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        String escaped = value.replace("\\", "\\\\").replace("'", "\\'");
        return value.chars().anyMatch(LibpqKeywords::blank) ? "'" + escaped + "'" : escaped;
    }

    private ConnInfo all() {
        Map<String, String> values = new LinkedHashMap<>();
        skipBlanks();
        while (at < text.length()) {
            String keyword = keyword(values.keySet().stream().anyMatch(k -> k.endsWith("password")));
            String value = at < text.length() && text.charAt(at) == '\'' ? quotedValue() : plainValue();
            if (value.indexOf('\0') >= 0) {
                throw TargetException.of("target.zero-byte", keyword);
            }
            values.put(keyword, value);
            skipBlanks();
        }
        return new ConnInfo(values);
    }

    private String keyword(boolean afterPassword) {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !blank(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        skipBlanks();
        if (at == text.length() || text.charAt(at) != '=' || word.isEmpty()) {
            throw TargetException.of("target.equals-missing", start + 1);
        }
        at++;
        skipBlanks();
        if (!ConnInfo.known(word)) {
            throw afterPassword || !word.matches("[a-z_]{1,30}")
                    ? TargetException.of("target.not-a-parameter", start + 1)
                    : TargetException.of("target.unknown-parameter", word);
        }
        return word;
    }

    private String plainValue() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !blank(text.charAt(at))) {
            appendOne(value);
        }
        return value.toString();
    }

    private String quotedValue() {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\'') {
            appendOne(value);
        }
        if (at == text.length()) {
            throw TargetException.of("target.quote-open", start + 1);
        }
        at++;
        return value.toString();
    }

    private void appendOne(StringBuilder value) {
        if (text.charAt(at) == '\\' && ++at == text.length()) {
            return;
        }
        value.append(text.charAt(at++));
    }

    private void skipBlanks() {
        while (at < text.length() && blank(text.charAt(at))) {
            at++;
        }
    }

    /** isspace() of the C locale. */
    private static boolean blank(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
