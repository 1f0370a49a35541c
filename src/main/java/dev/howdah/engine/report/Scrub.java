package dev.howdah.engine.report;

import dev.howdah.engine.db.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets and constants out of a text that leaves the house. Secrets that are known go wherever they stand; others by the names
 * and signs that usually stand before them. Rather too much goes than too little. Thread-safe.
 */
public final class Scrub {
    static final String DOTS = "•••";

    private static final int SHORTEST = 4;
    private static final Pattern IN_URL = Pattern.compile("(://[^\\s/@:'\"]*:)[^\\s'\"]+@");
    /** Whoever knows the whole address of a hook can use it: scheme and host stay. */
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)(https?://)(?:[^/@?#\\s\"']*@)?([^/?#\\s\"']+)[/?#][^\\s\"']*");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)([\"']?\\b\\w*(?:password|passwd|pwd|passphrase|secret|token|api_?key|private_?key|credential)\\w*[\"']?\\s*(?:=>|:=|=|:|\\s)\\s*)"
                    + "('(?:[^']|'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|(?![:=])[^\\s,;&(){}\\[\\]'\"]+)");
    private static final Pattern HEADER = Pattern.compile("(?i)\\b((?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{6,}");
    private static final Pattern HASH = Pattern.compile("SCRAM-SHA-256\\$[^\\s'\"]+|\\bmd5[0-9a-f]{32}\\b");
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    private static final Pattern DOLLARS = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\n]|'')*'");
    private static final Pattern KEY = Pattern.compile("(?i)(\\([^()]*\\)\\s*=\\s*)\\((?:[^()]|\\([^()]*\\))*\\)");
    private static final Pattern BEHIND_COLON = Pattern.compile("(?im)((?:invalid|value|syntax for type)[^:\\n]*: )\"[^\"\\n]*\"");
    private static final Pattern ROW = Pattern.compile("(?i)(failing row contains )\\(.*\\)");
    private static final Pattern COMPARED = Pattern.compile("(=|<|>|\\(|,|\\bLIMIT|\\bOFFSET|\\bVALUES|\\bIN)(\\s*)-?\\d+(?:\\.\\d+)?\\b");

    private final List<String> known;

    /** @param secrets that this process knows */
    public Scrub(List<Secret> secrets) {
        known = secrets.stream().map(Secret::reveal).filter(s -> s.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** Without secrets. */
    public String secrets(String text) {
        String t = text;
        for (String secret : known) {
            t = t.replace(secret, DOTS);
        }
        t = PEM.matcher(t).replaceAll(DOTS);
        t = HASH.matcher(t).replaceAll(DOTS);
        t = WEB_ADDRESS.matcher(t).replaceAll("$1$2/" + DOTS);
        t = IN_URL.matcher(t).replaceAll("$1" + DOTS + "@");
        t = NAMED.matcher(t).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + dots(m.group(2))));
        return HEADER.matcher(t).replaceAll("$1" + DOTS);
    }

    /** A value keeps its quotes, so that JSON stays JSON. */
    private static String dots(String value) {
        char first = value.charAt(0);
        if (value.matches("null|true|false")) {
            return value;
        }
        boolean number = value.matches("-?[0-9.]+");
        return first == '"' || first == '\'' ? first + DOTS + first : number ? '"' + DOTS + '"' : DOTS;
    }

    /** A line of a log: without secrets, and without what a statement or a message of the server quotes. */
    public String log(String text) {
        String t = secrets(text);
        t = DOLLARS.matcher(t).replaceAll("?");
        t = QUOTED.matcher(t).replaceAll("?");
        t = ROW.matcher(t).replaceAll("$1(?)");
        t = KEY.matcher(t).replaceAll("$1(?)");
        t = BEHIND_COLON.matcher(t).replaceAll("$1?");
        return COMPARED.matcher(t).replaceAll("$1$2?");
    }
}
