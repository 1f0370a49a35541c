package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Works a log_line_prefix out from lines: what stands before the label, with every value put back to its escape. */
final class PrefixGuess {
    private static final int FARTHEST = 400;
    private static final int MOST = 6;
    private static final Pattern SESSION = Pattern.compile("%-?\\d*[udarhi]");
    private static final Pattern CONSTANT = Pattern.compile("(?<![%\\w-])(?<!%-?\\d{1,3})\\p{L}[\\w.-]+(?![\\w.=-])");
    private static final Pattern VALUE = Pattern.compile("""
            (?<m>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [A-Za-z0-9+-]+)\
            |(?<t>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [A-Za-z0-9+-]+)\
            |(?<n>\\b1\\d{9}\\.\\d{3}\\b)\
            |(?<r>\\[local\\]|(?:\\d{1,3}\\.){3}\\d{1,3}\\(\\d+\\)|[0-9a-f]*:[0-9a-f:]+\\(\\d+\\))\
            |(?<h>(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9a-f]*:[0-9a-f]*:[0-9a-f:]+)\
            |(?<c>\\b[0-9a-f]{8}\\.[0-9a-f]{1,8}\\b)\
            |(?<v>\\b\\d+/\\d+\\b)\
            |(?<key>\\b(?:user|usr|db|database|dbname|app|application|application_name|client|host|remote|pid|sid|session|line|xid|vxid|tx|query_id|queryid|state|sqlstate)[=:] ?)(?<val>[^ ,;|\\]\\)}>]*)\
            |(?<at>(?:\\[unknown\\]|[\\w.-]+)@(?:\\[unknown\\]|[\\w.-]+))\
            |(?<b>client backend|autovacuum worker|autovacuum launcher|parallel worker|background writer|logical replication launcher|checkpointer|walwriter|postmaster|startup|not initialized|walsender|background worker|archiver)\
            |(?<e>\\b(?:00000|[0-9](?=[0-9]*[A-Z])[0-9A-Z]{4})\\b)\
            |(?<big>(?<![\\w.])-?\\d{12,20}(?!\\w))\
            |(?<l>\\d+(?=-1\\]))\
            |(?<before>(?<=\\[) +)?(?<p>(?<!\\w)-?\\d+)(?<behind> +(?=\\]))?""");

    private PrefixGuess() {
    }

    /** The likeliest prefixes, best first; none when the lines give no hold. */
    static Set<String> from(List<String> lines, Words words, Connected known) {
        Map<String, String> stands = new LinkedHashMap<>();
        known.odd().forEach(n -> stands.put(n, "zqx" + stands.size() + "zqx"));
        List<String> plain = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        boolean apart = lines.stream().filter(l -> apart(head(l, words, false))).count() * 2 > lines.size();
        for (String line : lines) {
            String head = head(line, words, apart);
            if (head != null) {
                plain.add(standIns(head, stands));
                heads.add(template(plain.getLast()));
            }
        }
        NameGuess names = new NameGuess(heads, known, n -> stands.getOrDefault(n, n));
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String template : heads) {
            counts.merge(names.marked(template), 1, Integer::sum);
        }
        List<String> templates = new ArrayList<>(counts.keySet());
        templates.sort(Comparator.comparingInt((String t) -> counts.getOrDefault(t, 0)).reversed());
        Set<String> guesses = new LinkedHashSet<>(PrefixSearch.from(plain, known.as(n -> stands.getOrDefault(n, n))));
        for (String template : templates.subList(0, Math.min(MOST, templates.size()))) {
            String named = names.named(template);
            guesses.add(named);
            withName(named).forEach(guesses::add);
            for (String guess : List.copyOf(guesses)) {
                guesses.addAll(withoutSession(guess));
            }
        }
        return guesses;
    }

    private static String standIns(String head, Map<String, String> stands) {
        String text = head;
        for (Map.Entry<String, String> stand : stands.entrySet()) {
            text = text.replace(stand.getKey(), stand.getValue());
        }
        return text;
    }

    /** The same for processes that serve no session: the prefix ends before what only sessions have. */
    private static List<String> withoutSession(String guess) {
        List<String> all = new ArrayList<>();
        Matcher escape = SESSION.matcher(guess);
        while (!guess.contains("%q") && escape.find()) {
            int word = guess.lastIndexOf(' ', escape.start()) + 1;
            for (int at : new int[] {escape.start(), word}) {
                if (at > 0) {
                    all.add(guess.substring(0, at) + "%q" + guess.substring(at));
                }
            }
        }
        return all;
    }

    /** A word that seems to be the same everywhere may be a name that nearly everybody has. */
    private static List<String> withName(String guess) {
        List<String> all = new ArrayList<>();
        Matcher word = CONSTANT.matcher(guess);
        while (word.find()) {
            for (String escape : List.of("%a", "%d", "%u")) {
                if (!guess.contains(escape)) {
                    all.add(guess.substring(0, word.start()) + escape + guess.substring(word.end()));
                    break;
                }
            }
        }
        return all;
    }

    private static boolean apart(@Nullable String head) {
        return head == null || head.isEmpty() || !Character.isLetterOrDigit(head.charAt(head.length() - 1));
    }

    /** @param apart the label has no letter or digit ahead of it, as it is under most prefixes */
    private static @Nullable String head(String line, Words words, boolean apart) {
        byte[] b = line.getBytes(StandardCharsets.UTF_8);
        int last = Math.min(b.length, FARTHEST);
        for (int p = 0; p < last; p++) {
            long label = words.label(b, p, b.length);
            if (label != Words.NONE && (!apart || p == 0 || !Character.isLetterOrDigit(b[p - 1]))) {
                return new String(b, 0, p, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private static String template(String head) {
        Matcher value = VALUE.matcher(head.replace("%", "%%"));
        StringBuilder out = new StringBuilder();
        StringBuilder seen = new StringBuilder();
        while (value.find()) {
            String escape = escape(value, seen.toString());
            seen.append(escape).append(' ');
            value.appendReplacement(out, Matcher.quoteReplacement(escape));
        }
        value.appendTail(out);
        return out.toString();
    }

    private static String escape(Matcher value, String seen) {
        if (value.group("key") != null) {
            return value.group("key") + keyed(value.group("key"), value.group("val"));
        }
        if (value.group("at") != null) {
            return "%u@%d";
        }
        if (value.group("p") != null) {
            String number = seen.contains("%p") || seen.contains("%c") ? seen.contains("%l") ? "x" : "l" : "p";
            int wide = value.end() - value.start();
            return "%" + (value.group("before") != null ? wide : value.group("behind") != null ? "-" + wide : "") + number;
        }
        if (value.group("big") != null) {
            return "%Q";
        }
        if ((value.group("m") != null || value.group("t") != null) && (seen.contains("%m") || seen.contains("%t"))) {
            return "%s";
        }
        for (String name : List.of("m", "t", "n", "r", "h", "c", "v", "b", "e", "l")) {
            if (value.group(name) != null) {
                return "%" + name;
            }
        }
        return "";
    }

    private static String keyed(String key, String value) {
        return switch (key.replaceAll("[=: ]", "")) {
            case "user", "usr" -> "%u";
            case "db", "database", "dbname" -> "%d";
            case "app", "application", "application_name" -> "%a";
            case "client", "host", "remote" -> value.endsWith(")") ? "%r" : "%h";
            case "pid" -> "%p";
            case "sid", "session" -> "%c";
            case "line" -> "%l";
            case "xid", "tx" -> "%x";
            case "vxid" -> "%v";
            case "state", "sqlstate" -> "%e";
            default -> "%Q";
        };
    }
}
