package dev.howdah.engine.health;

import dev.howdah.engine.db.Lack;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills a check's templates with the columns of a row: {@code {name}}, or {@code {name:bytes}} for a figure in a unit. */
final class Sentences {
    static final Pattern PLACE = Pattern.compile("\\{([a-z_0-9]+)(?::([a-z_-]+))?}");
    private static final Set<String> FRAME = Set.of("object", "value", "level", "fix", "undo", "total", "base", "epoch");

    private Sentences() {}

    static Finding finding(Check check, CheckRow row, Levels.Severity level, Instant since, List<Lack> unseen) {
        String sentence = fill(check.words().finding(), row, check.measure().unit());
        return new Finding(
                check.id(),
                row.object(),
                row.value(),
                level,
                sentence,
                since,
                evidence(row),
                statement(row, "fix", check.words().fix()),
                statement(row, "undo", check.words().undo()),
                check.measure().confidence(),
                unseen);
    }

    private static Map<String, String> evidence(CheckRow row) {
        Map<String, String> evidence = new LinkedHashMap<>();
        row.columns().keySet().forEach(c -> {
            String text = row.text(c);
            if (text != null && !FRAME.contains(c)) {
                evidence.put(c, text);
            }
        });
        return java.util.Collections.unmodifiableMap(evidence);
    }

    /** The row's own statement, else the check's with the row's columns in it; null when one of them is not known. */
    private static @Nullable String statement(CheckRow row, String column, @Nullable String template) {
        String own = row.text(column);
        if (own != null || template == null || row.columns().containsKey(column)) {
            return own;
        }
        Matcher m = PLACE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (m.find()) {
            String value = row.text(m.group(1));
            if (value == null) {
                return null;
            }
            m.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return m.appendTail(filled).toString();
    }

    private static String fill(String template, CheckRow row, Unit unit) {
        return PLACE.matcher(template).replaceAll(m -> {
            String column = m.group(1);
            String own = m.group(2);
            if (column.equals("value") || own != null) {
                Unit as = own == null ? unit : Unit.valueOf(own.toUpperCase(Locale.ROOT).replace('-', '_'));
                return Matcher.quoteReplacement(as.format(row.number(column)));
            }
            String text = row.text(column);
            return Matcher.quoteReplacement(text == null ? "–" : text);
        });
    }
}
