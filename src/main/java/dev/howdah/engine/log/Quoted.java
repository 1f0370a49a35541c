package dev.howdah.engine.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks messages of the server. What it quotes may be a value (invalid input syntax for type integer: "4711-secret") or a name
 * (relation "orders" does not exist); names of things stay, values go, and what is neither surely goes too.
 */
final class Quoted {
    private static final String NAMED = "relation|table|column|index|constraint|function|procedure|operator|type|role|user|database|schema|sequence|view|"
            + "trigger|extension|parameter|cursor|statement|savepoint|language|tablespace|publication|subscription|slot|policy|rule|domain|aggregate";
    private static final Pattern QUOTED = Pattern.compile("(?<lead>(\\p{L}+)(:?) )?(?<open>[\"«„“»])(?<text>(?:[^\"«»“”]|\"\")*)(?<close>[\"»“”«])");
    private static final Pattern KEY = Pattern.compile("\\)=\\((?:.|\\n)*?\\)(?= |\\.|$)");
    private static final Pattern ROW = Pattern.compile("(?s)(Failing row contains|fehlgeschlagene Zeile enthält) \\(.*\\)");
    private static final Pattern SIMPLE = Pattern.compile("'(?:[^']|'')*'");

    private Quoted() {}

    static String mask(String text) {
        Matcher m = QUOTED.matcher(SIMPLE.matcher(ROW.matcher(KEY.matcher(text).replaceAll(")=(?)")).replaceAll("$1 (?)")).replaceAll("'?'"));
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            String word = m.group(2);
            boolean name = word != null && m.group(3).isEmpty() && word.matches(NAMED);
            String lead = m.group("lead") == null ? "" : m.group("lead");
            m.appendReplacement(out, Matcher.quoteReplacement(name ? m.group() : lead + m.group("open") + "?" + m.group("close")));
        }
        return m.appendTail(out).toString();
    }
}
