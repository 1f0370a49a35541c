package dev.howdah.engine.log;

import dev.howdah.engine.log.PrefixSearch.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of users, databases and applications as what may stand next on all lines: they end where a sign stands that all lines have. */
final class NameColumns {
    private static final Pattern KEY = Pattern.compile("(?:^|[^\\p{L}])(\\p{L}[\\p{L}_]*)[=:] ?$");
    private static final Pattern BEHIND = Pattern.compile("[^\\p{L}\\d_]+(?:\\p{L}[\\p{L}_]*[=:])?");
    private static final Pattern CODE = Pattern.compile("[0-9./:-]+|[0-9A-Z]{5}|[0-9a-f]{6,}\\.[0-9a-f]+");
    /** What a session's process says that it does: no name. */
    static final Pattern TITLE = Pattern.compile("[A-Z]{2,}(?: [A-Z]+)*(?: waiting)?|idle|idle in transaction.*|authentication");
    private static final String SIGNS = ",=@|;<>(){}[]\"";
    private static final Map<String, String> KEYS = Map.ofEntries(Map.entry("user", "u"), Map.entry("usr", "u"), Map.entry("u", "u"), Map.entry("username", "u"),
            Map.entry("role", "u"), Map.entry("db", "d"), Map.entry("database", "d"), Map.entry("dbname", "d"), Map.entry("d", "d"), Map.entry("datname", "d"),
            Map.entry("app", "a"), Map.entry("application", "a"), Map.entry("application_name", "a"), Map.entry("appname", "a"), Map.entry("a", "a"),
            Map.entry("client", "hr"), Map.entry("host", "hr"), Map.entry("remote", "hr"), Map.entry("pid", "p"), Map.entry("cmd", "i"), Map.entry("tag", "i"),
            Map.entry("state", "e"), Map.entry("sqlstate", "e"), Map.entry("type", "b"), Map.entry("backend", "b"));
    private static final Set<String> WORDS = Set.of("from", "on", "at", "by", "user", "db", "app", "client", "host", "pid", "session", "sid", "line", "xid", "vxid",
            "txid", "tx", "state", "query", "queryid", "type", "time", "backend", "tag", "cmd", "command", "postgres", "pg", "for", "in", "process");

    private final List<String> heads;
    private final Connected known;

    NameColumns(List<String> heads, Connected known) {
        this.heads = heads;
        this.known = known;
    }

    /** What a word costs that is taken for a part of the prefix itself. */
    double costOf(String word, Path path) {
        boolean name = known.knows('u', word) || known.knows('d', word) || known.knows('a', word);
        boolean key = WORDS.contains(word.toLowerCase(Locale.ROOT)) || KEYS.containsKey(word.toLowerCase(Locale.ROOT));
        boolean beside = path.text().endsWith("@");
        return name && !key ? 200 : key ? 1 : beside || path.quit() ? 90 : 6 + word.length();
    }

    void add(Path path, List<Path> all) {
        String means = meaning(path.text());
        for (char escape : new char[] {'u', 'd', 'a'}) {
            if (path.has(escape)) {
                continue;
            }
            double foreign = means.isEmpty() ? 0 : means.indexOf(escape) >= 0 ? -0.3 : 2;
            for (String end : ends(path)) {
                until(path, escape, end, foreign, all);
            }
            rest(path, escape, foreign, all);
            padded(path, escape, foreign, true, all);
            padded(path, escape, foreign, false, all);
        }
    }

    /** The escapes that people mean by the key at the end of a text; empty where none is. */
    static String meaning(String ahead) {
        Matcher key = KEY.matcher(ahead);
        return key.find() ? KEYS.getOrDefault(key.group(1).toLowerCase(Locale.ROOT), "") : "";
    }

    /** What most often stands behind the word that comes next: a sign, or several with perhaps the key of what follows. */
    private Set<String> ends(Path path) {
        Set<String> ends = new LinkedHashSet<>();
        for (String part : List.of("_.-", "_")) {
            Map<String, Integer> signs = new HashMap<>();
            Map<String, Integer> runs = new HashMap<>();
            for (int i = 0; i < heads.size(); i++) {
                int p = path.at()[i];
                String head = heads.get(i);
                int end = p < 0 ? head.length() : word(head, p, part);
                if (end < head.length()) {
                    signs.merge(head.substring(end, end + 1), 1, Integer::sum);
                    Matcher run = BEHIND.matcher(head).region(end, head.length());
                    runs.merge(run.lookingAt() ? run.group() : head.substring(end, end + 1), 1, Integer::sum);
                }
            }
            most(runs).forEach(ends::add);
            most(signs).forEach(ends::add);
        }
        return ends;
    }

    private static List<String> most(Map<String, Integer> counts) {
        return counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).limit(2)
                .map(Map.Entry::getKey).toList();
    }

    private static int word(String head, int from, String part) {
        int p = from;
        if (head.startsWith("[", p) && head.indexOf(']', p) > p + 3 && Character.isLetter(head.charAt(p + 1))) {
            p = head.indexOf(']', p) + 1;
        }
        while (p < head.length() && (Character.isLetterOrDigit(head.charAt(p)) || part.indexOf(head.charAt(p)) >= 0)) {
            p++;
        }
        return p;
    }

    private void until(Path path, char escape, String sign, double foreign, List<Path> all) {
        int[] to = new int[heads.size()];
        for (int i = 0; i < to.length; i++) {
            int p = path.at()[i];
            int from = p >= 0 && heads.get(i).startsWith("[unknown]", p) ? p + 9 : p;
            to[i] = p < 0 ? -1 : heads.get(i).indexOf(sign, from);
        }
        take(path, "%" + escape, escape, to, foreign, all);
    }

    /** A name that goes on to what all lines end with. */
    private void rest(Path path, char escape, double foreign, List<Path> all) {
        String tail = null;
        for (int i = 0; i < heads.size(); i++) {
            int p = path.at()[i];
            if (p >= 0) {
                String rest = heads.get(i).substring(p);
                tail = tail == null ? rest : tail.substring(tail.length() - sameEnd(tail, rest));
            }
        }
        if (tail == null) {
            return;
        }
        int signs = 0;
        while (signs < tail.length() && !Character.isLetterOrDigit(tail.charAt(tail.length() - 1 - signs))) {
            signs++;
        }
        boolean bracketed = signs > 0 && tail.charAt(tail.length() - signs) == ']' && signs > 1;
        for (int length : bracketed ? new int[] {signs, signs - 1} : new int[] {signs}) {
            int[] to = new int[heads.size()];
            for (int i = 0; i < to.length; i++) {
                to[i] = path.at()[i] < 0 ? -1 : heads.get(i).length() - length;
            }
            take(path, "%" + escape, escape, to, foreign, all);
        }
    }

    private static int sameEnd(String a, String b) {
        int n = 0;
        while (n < a.length() && n < b.length() && a.charAt(a.length() - 1 - n) == b.charAt(b.length() - 1 - n)) {
            n++;
        }
        return n;
    }

    /** A name that blanks make as wide as most others. */
    private void padded(Path path, char escape, double foreign, boolean behind, List<Path> all) {
        Map<Integer, Integer> widths = new HashMap<>();
        int some = 0;
        for (int i = 0; i < heads.size(); i++) {
            int p = path.at()[i];
            if (p >= 0) {
                int width = behind ? left(heads.get(i), p) : right(heads.get(i), p);
                some += width > 0 ? 1 : 0;
                widths.merge(width, 1, Integer::sum);
            }
        }
        widths.remove(0);
        int width = widths.entrySet().stream().max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .filter(e -> e.getValue() > 2).map(Map.Entry::getKey).orElse(0);
        if (width < 2 || some < 3) {
            return;
        }
        int[] to = new int[heads.size()];
        for (int i = 0; i < to.length; i++) {
            int p = path.at()[i];
            int end = p + width;
            String head = heads.get(i);
            boolean fits = p >= 0 && end <= head.length();
            to[i] = fits ? end : -1;
            if (fits && head.charAt(end - 1) != ' ') {
                to[i] = word(head, end, "_.-");
            }
        }
        take(path, "%" + (behind ? -width : width) + escape, escape, to, foreign, all);
    }

    /** The width of a value with two blanks, or a blank and a closing sign, behind it; 0 when there are none. */
    private static int left(String head, int from) {
        for (int p = from; p < head.length(); p++) {
            if (head.charAt(p) != ' ') {
                continue;
            }
            int q = p;
            while (q < head.length() && head.charAt(q) == ' ') {
                q++;
            }
            boolean closed = q < head.length() && "])}>|,;:/".indexOf(head.charAt(q)) >= 0;
            if (closed && q > p) {
                return q - from;
            }
            if (q - p > 1) {
                return q - from - 1;
            }
        }
        return 0;
    }

    /** The width of a value with blanks before it; 0 when there are none. */
    private static int right(String head, int from) {
        int p = from;
        while (p < head.length() && head.charAt(p) == ' ') {
            p++;
        }
        return p == from || p == head.length() ? 0 : word(head, p, "_.-") - from;
    }

    private void take(Path path, String text, char escape, int[] to, double foreign, List<Path> all) {
        int[] at = path.at().clone();
        int alive = 0;
        int lost = 0;
        int full = 0;
        double cost = 1;
        Set<String> values = new HashSet<>();
        for (int i = 0; i < at.length; i++) {
            if (at[i] < 0) {
                continue;
            }
            alive++;
            if (to[i] < at[i] || to[i] > heads.get(i).length()) {
                lost++;
                at[i] = Columns.GONE;
                continue;
            }
            String value = heads.get(i).substring(at[i], to[i]).strip();
            cost += strange(escape, value) + foreign + order(path, escape);
            full += value.isEmpty() ? 0 : 1;
            values.add(value);
            at[i] = to[i];
        }
        if (lost * 10 > alive || full * 10 < alive) {
            return;
        }
        all.add(new Path(path.text() + text, at, path.quit(), path.cost() + cost + lost * 12, path.used() + escape));
    }

    /** People name the user before the database, and both before the application. */
    private static double order(Path path, char escape) {
        boolean at = path.text().endsWith("@");
        return switch (escape) {
            case 'u' -> at ? 0.5 : 0;
            case 'd' -> path.has('u') ? at ? -0.2 : 0 : 0.1;
            default -> at ? 0.5 : path.has('u') && path.has('d') ? 0 : 0.2;
        };
    }

    private double strange(char escape, String value) {
        if (value.isEmpty() || "[unknown]".equals(value)) {
            return 0.3;
        }
        if (known.knows(escape, value)) {
            return 0.2;
        }
        double unknown = known.users.isEmpty() ? 0.8 : escape == 'a' ? 1 : 2;
        if (CODE.matcher(value).matches() || TITLE.matcher(value).matches()) {
            return unknown + 3;
        }
        List<Integer> signs = new ArrayList<>();
        value.chars().filter(c -> SIGNS.indexOf(c) >= 0).forEach(signs::add);
        return unknown + (signs.isEmpty() ? 0 : 4) + (value.indexOf(' ') >= 0 ? escape == 'a' ? 1 : 2.5 : 0);
    }
}
