package dev.howdah.engine.health;

import dev.howdah.engine.db.Need;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a check: {@code -- key: value} lines, each continued by lines that begin with {@code --} and three spaces, then
 * the statement. {@code -- from: 17} begins the statement for newer servers.
 */
final class CheckFile {
    private static final Pattern KEY = Pattern.compile("--\\s?([a-z]+):\\s*(.*)");
    private static final Set<String> KEYS = Set.of("title", "why", "finding", "unit", "warn", "crit", "rate", "floor", "points",
            "confidence", "interval", "timeout", "needs", "wants", "scope", "tab", "grant", "fix", "undo");

    private final String name;
    private final Map<String, String> header = new LinkedHashMap<>();
    private final NavigableMap<Integer, StringBuilder> statements = new TreeMap<>();

    private CheckFile(String name) {
        this.name = name;
    }

    static Check parse(String group, String id, String text) {
        CheckFile file = new CheckFile(group + "/" + id);
        file.read(text);
        return file.check(group, id);
    }

    private void read(String text) {
        String key = null;
        StringBuilder body = new StringBuilder();
        statements.put(0, body);
        for (String line : text.lines().toList()) {
            Matcher m = KEY.matcher(line);
            if (m.matches() && "from".equals(m.group(1))) {
                key = null;
                body = new StringBuilder();
                statements.put(Integer.valueOf(m.group(2).strip()), body);
            } else if (m.matches() && KEYS.contains(m.group(1))) {
                key = m.group(1);
                header.put(key, m.group(2).strip());
            } else if (key != null && line.startsWith("--   ")) {
                header.merge(key, line.substring(5).strip(), (a, b) -> a + (a.isEmpty() ? "" : " ") + b);
            } else if (m.matches()) {
                throw new IllegalArgumentException(name + ": unknown key " + m.group(1));
            } else {
                key = null;
                body.append(line).append('\n');
            }
        }
    }

    private Check check(String group, String id) {
        NavigableMap<Integer, String> bodies = new TreeMap<>();
        statements.forEach((from, body) -> {
            if (!body.toString().isBlank()) {
                bodies.put(from, body.toString().strip().replaceFirst(";$", ""));
            }
        });
        if (bodies.isEmpty()) {
            throw new IllegalArgumentException(name + ": no statement");
        }
        String rate = header.get("rate");
        String points = header.get("points");
        return new Check(
                id,
                group,
                new Check.Words(said(id, "title"), said(id, "why"), said(id, "finding"), header.get("fix"), header.get("undo")),
                new Check.Measure(
                        Unit.valueOf(upper(or("unit", "none"))),
                        Threshold.parse(header.get("warn"), header.get("crit")),
                        rate == null ? null : Check.Rate.valueOf(upper(rate)),
                        Double.parseDouble(or("floor", "0")),
                        Check.Confidence.valueOf(upper(or("confidence", "certain"))),
                        points == null ? null : Double.valueOf(points)),
                new Check.Manner(
                        Duration.ofSeconds(Long.parseLong(or("interval", "60"))),
                        Duration.ofSeconds(Long.parseLong(or("timeout", "2"))),
                        Need.parse(or("needs", "")),
                        Need.parse(or("wants", "")),
                        Check.Scope.valueOf(upper(or("scope", "database"))),
                        Places.parse(need("tab")),
                        header.get("grant")),
                bodies,
                Rules.BY_ID.get(id));
    }

    /** In the user's language, where somebody has put it into words. */
    private String said(String id, String key) {
        return Text.raw("check." + id + "." + key, need(key));
    }

    private String need(String key) {
        @Nullable String value = header.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + ": no " + key);
        }
        return value;
    }

    private String or(String key, String usual) {
        return header.getOrDefault(key, usual);
    }

    private static String upper(String word) {
        return word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
