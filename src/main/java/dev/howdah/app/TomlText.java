package dev.howdah.app;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes single values in a TOML text and leaves every other character as the user wrote it. Knows values of one line; the
 * caller reads the result back and sees whether it says what was meant.
 */
final class TomlText {
    private static final Pattern HEADER = Pattern.compile("\\s*\\[\\s*([^\\[].*?)\\s*]\\s*(#.*)?");
    private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_-]+|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')\\s*([.=])");
    private static final Pattern VALUE = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^#\\n]*?)(\\s*(?:#.*)?)");

    private static final Pattern ONE_LINE = Pattern.compile("\\s*(?!\"\"\"|\'\'\')(?:[\"'0-9a-z+-].*|\\[.*\\].*|\\{.*\\}.*)");

    private final List<String> lines;

    TomlText(String text) {
        lines = new ArrayList<>(List.of(text.split("\n", -1)));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }

    /**
     * Puts a value in its place: over the old one, else after the line that has it as a comment, else at its table's end.
     *
     * @param path the tables' names and the key
     */
    void set(List<String> path, Object value) {
        String text = value instanceof String s ? quoted(s) : String.valueOf(value);
        int known = line(path);
        if (known >= 0) {
            lines.set(known, replaced(lines.get(known), text));
            return;
        }
        List<String> table = path.subList(0, path.size() - 1);
        int[] section = section(table);
        if (section == null) {
            appendTable(table);
            section = new int[] {lines.size() - 1, lines.size()};
        }
        lines.add(place(section, path.getLast()), key(path.getLast()) + " = " + text);
    }

    /** The line that gives this path its value, dotted or within its table; -1 when there is none. */
    private int line(List<String> path) {
        List<String> table = List.of();
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = HEADER.matcher(lines.get(i));
            if (m.matches()) {
                List<String> named = keys(m.group(1) + "=");
                table = named == null ? List.of() : named;
                continue;
            }
            List<String> key = keys(lines.get(i));
            if (key != null && path.equals(Stream.concat(table.stream(), key.stream()).toList())) {
                return i;
            }
        }
        return -1;
    }

    /** Where a new value goes: behind the line that shows it as a comment, else behind the table's last value. */
    private int place(int[] section, String key) {
        int last = section[0];
        for (int i = section[0]; i < section[1]; i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("#") && List.of(key).equals(keys(line.substring(1)))) {
                return i + 1;
            }
            // Behind a value that goes on in the next lines nothing may be put.
            if (keys(line) != null && ONE_LINE.matcher(line.substring(valueStart(line))).matches()) {
                last = i + 1;
            }
        }
        return last;
    }

    /** Takes a table with its values out; comments before the next table stay. */
    void remove(List<String> table) {
        int[] section = section(table);
        if (section == null) {
            return;
        }
        int end = section[1];
        while (end > section[0] && (lines.get(end - 1).isBlank() || lines.get(end - 1).strip().startsWith("#"))) {
            end--;
        }
        lines.subList(section[0] - 1, Math.max(end, section[0])).clear();
    }

    /** First and behind last line of a table's values; null when it is not there. The nameless table begins with the text. */
    private int @Nullable [] section(List<String> table) {
        int start = table.isEmpty() ? 0 : -1;
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = HEADER.matcher(lines.get(i));
            if (m.matches()) {
                if (start >= 0) {
                    return new int[] {start, i};
                }
                if (table.equals(keys(m.group(1) + "="))) {
                    start = i + 1;
                }
            }
        }
        return start < 0 ? null : new int[] {start, lines.size()};
    }

    private void appendTable(List<String> table) {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add("[" + String.join(".", table.stream().map(TomlText::key).toList()) + "]");
        lines.add("");
    }

    private static String replaced(String line, String value) {
        int equals = valueStart(line);
        Matcher m = VALUE.matcher(line.substring(equals));
        String comment = m.matches() ? m.group(2) : "";
        return line.substring(0, equals) + " " + value + comment.stripTrailing();
    }

    private static int valueStart(String line) {
        Matcher m = KEY.matcher(line);
        int at = 0;
        while (m.find(at) && m.start() == at) {
            at = m.end();
            if (m.group(2).equals("=")) {
                return at;
            }
        }
        return line.length();
    }

    /** {@code a."b c".d =} as its parts, or null when the line is no such thing. */
    private static @Nullable List<String> keys(String line) {
        List<String> keys = new ArrayList<>();
        Matcher m = KEY.matcher(line);
        int at = 0;
        while (m.find(at) && m.start() == at) {
            String word = m.group(1);
            keys.add(word.startsWith("\"") ? unquoted(word) : word.startsWith("'") ? word.substring(1, word.length() - 1) : word);
            at = m.end();
            if (m.group(2).equals("=")) {
                return keys;
            }
        }
        return null;
    }

    private static String key(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : quoted(name);
    }

    private static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\t' -> result.append("\\t");
                case '\r' -> result.append("\\r");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        result.append(String.format("\\u%04X", c));
                    } else {
                        result.append((char) c);
                    }
                }
            }
        });
        return result.append('"').toString();
    }

    private static String unquoted(String word) {
        StringBuilder result = new StringBuilder();
        for (int i = 1; i < word.length() - 1; i++) {
            char c = word.charAt(i);
            if (c == '\\') {
                c = word.charAt(++i);
                switch (c) {
                    case 'n' -> c = '\n';
                    case 't' -> c = '\t';
                    case 'r' -> c = '\r';
                    case 'u' -> {
                        c = (char) Integer.parseInt(word.substring(i + 1, i + 5), 16);
                        i += 4;
                    }
                    default -> {
                        // a quote or a backslash stands for itself
                    }
                }
            }
            result.append(c);
        }
        return result.toString();
    }
}
