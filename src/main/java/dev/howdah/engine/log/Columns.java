package dev.howdah.engine.log;

import dev.howdah.engine.log.PrefixSearch.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand next on all lines of a search for a prefix: signs, values of a known shape, names. */
final class Columns {
    /** Place of a line that ended where %q stands. */
    static final int ENDED = -1;
    /** Place of a line that does not fit. */
    static final int GONE = -2;

    private static final Pattern BLANKS = Pattern.compile("  | [\\])}>|,;:/]");
    private static final String ZONE = " (?:[A-Za-z]{1,6}|[+-]\\d{2,6})";
    private static final Pattern MILLIS = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}" + ZONE);
    private static final Pattern SECONDS = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d" + ZONE);
    private static final Pattern EPOCH = Pattern.compile("[12]\\d{9}\\.\\d{3}(?!\\d)");
    private static final Pattern SESSION = Pattern.compile("[0-9a-f]{6,16}\\.[0-9a-f]{1,8}(?![0-9a-z])");
    private static final Pattern NUMBER = Pattern.compile("(?:-?\\d+(?![\\d.]\\d))?");
    private static final List<Type> TYPES = List.of(
            new Type('v', Pattern.compile("(?:-?\\d+/\\d+)?"), 0.3),
            new Type('e', Pattern.compile("(?:00000|[0-9A-Z]{5})(?![0-9A-Za-z])"), 0.2),
            new Type('r', Pattern.compile("(?:\\[local\\]|[^\\s()\\[\\],|@/;=]+\\(\\d+\\))?"), 0.2),
            new Type('h', Pattern.compile("(?:\\[local\\]|(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\()|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*+(?!\\()|[\\w-]+(?:\\.[\\w-]+)+(?![\\w(]))?"), 0.3),
            new Type('L', Pattern.compile("(?:\\[local\\]|\\[none\\]|(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\()|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*+(?!\\())?"), 0.5),
            new Type('b', Pattern.compile(String.join("|", PrefixValues.BACKENDS)), 0.1),
            new Type('i', Pattern.compile("(?:[A-Z]{2,}(?: [A-Z]+)*(?: waiting)?|idle in transaction \\(aborted\\)|idle in transaction|idle|authentication|initializing|notify interrupt)?"
                    + "(?![\\p{L}\\d_])"), 0.4));

    private final List<String> heads;
    private final NameColumns names;
    /** Some line has blanks that may make a value wider. */
    private final boolean blanks;

    /**
     * A value of a known shape.
     *
     * @param strange what a line of it costs
     */
    private record Type(char escape, Pattern shape, double strange) {}

    Columns(List<String> heads, Connected known) {
        this.heads = heads;
        names = new NameColumns(heads, known);
        blanks = heads.stream().anyMatch(h -> BLANKS.matcher(h).find());
    }

    /** The signs, up to a letter or digit, or the one word, that stand next on nearly every line; empty when there are none. */
    String common(Path path) {
        String first = null;
        for (int i = 0; i < path.at().length && first == null; i++) {
            first = path.at()[i] >= 0 ? heads.get(i).substring(path.at()[i]) : null;
        }
        if (first == null) {
            return "";
        }
        int length = first.length();
        int alive = 0;
        for (int i = 0; i < path.at().length; i++) {
            alive += path.at()[i] >= 0 ? 1 : 0;
        }
        for (int i = 0; i < path.at().length && length > 0; i++) {
            if (path.at()[i] >= 0) {
                length = Math.min(length, same(first, heads.get(i), path.at()[i]));
            }
        }
        if (length == 0) {
            return "";
        }
        boolean word = Character.isLetterOrDigit(first.charAt(0));
        int end = 1;
        while (end < length && word && (Character.isLetterOrDigit(first.charAt(end)) || first.charAt(end) == '_')) {
            end++;
        }
        boolean cut = word && end < first.length() && (Character.isLetterOrDigit(first.charAt(end)) || first.charAt(end) == '_');
        return cut && alive > 1 ? "" : first.substring(0, end);
    }

    private static int same(String a, String b, int from) {
        int n = 0;
        while (n < a.length() && from + n < b.length() && a.charAt(n) == b.charAt(from + n)) {
            n++;
        }
        return n;
    }

    /** What a literal costs: a word that no one would write into a prefix is probably a name that all have. */
    double costOf(String run, Path path) {
        if (!Character.isLetterOrDigit(run.charAt(0))) {
            return 1;
        }
        return names.costOf(run, path);
    }

    /**
     * A time that stands next on every line is never anything else.
     *
     * @return whether there is one
     */
    boolean moments(Path path, List<Path> all) {
        boolean millis = matches(path, MILLIS);
        if (millis || matches(path, SECONDS)) {
            char escape = !path.has('m') && !path.has('t') ? millis ? 'm' : 't' : 's';
            add(path, escape, millis ? MILLIS : SECONDS, 0, all);
            if (escape == 't') {
                add(path, 's', SECONDS, 0.2, all);
            }
            return true;
        }
        if (!path.has('n') && matches(path, EPOCH)) {
            add(path, 'n', EPOCH, 0, all);
            return true;
        }
        if (!path.has('c') && matches(path, SESSION)) {
            add(path, 'c', SESSION, 0, all);
            return true;
        }
        return false;
    }

    private boolean matches(Path path, Pattern shape) {
        int fit = 0;
        int not = 0;
        for (int i = 0; i < path.at().length; i++) {
            if (path.at()[i] >= 0) {
                Matcher m = shape.matcher(heads.get(i)).region(path.at()[i], heads.get(i).length());
                if (m.lookingAt()) {
                    fit++;
                } else if (++not > 3) {
                    return false;
                }
            }
        }
        return fit > not * 10;
    }

    /** Values of a known shape, numbers among them. */
    void typed(Path path, List<Path> all) {
        for (Type type : TYPES) {
            if (!path.has(type.escape)) {
                add(path, type.escape, type.shape, type.strange, all);
            }
        }
        for (char escape : new char[] {'p', 'l', 'x', 'Q', 'P'}) {
            if (!path.has(escape)) {
                add(path, escape, NUMBER, 0, all);
            }
        }
    }

    /** Names of users, databases and applications. */
    void named(Path path, List<Path> all) {
        names.add(path, all);
    }

    private void add(Path path, char escape, Pattern shape, double strange, List<Path> all) {
        boolean ahead = false;
        for (int i = 0; i < heads.size() && !ahead; i++) {
            ahead = path.at()[i] >= 0 && heads.get(i).startsWith(" ", path.at()[i]);
        }
        for (int padded = blanks ? -1 : 0; padded <= (ahead ? 1 : 0); padded++) {
            Path longer = column(path, escape, shape, strange, padded);
            if (longer != null) {
                all.add(longer);
            }
        }
    }

    /** @param padded 1 for blanks before the value, -1 for blanks behind it, 0 for none */
    private @Nullable Path column(Path path, char escape, Pattern shape, double strange, int padded) {
        int n = heads.size();
        int[] from = new int[n];
        int[] to = new int[n];
        int most = 0;
        boolean differ = false;
        int before = -1;
        for (int i = 0; i < n; i++) {
            int p = path.at()[i];
            if (p < 0) {
                continue;
            }
            String head = heads.get(i);
            int value = padded > 0 ? skip(head, p) : p;
            Matcher m = shape.matcher(head).region(value, head.length());
            boolean there = m.lookingAt();
            from[i] = value;
            to[i] = there ? m.end() : -1;
            if (padded != 0) {
                int run = padded > 0 ? value - p : there ? skip(head, m.end()) - m.end() : 0;
                differ |= before >= 0 && run != before;
                before = run;
                boolean open = padded < 0 && there && p + run < head.length() && Character.isLetterOrDigit(head.charAt(Math.min(head.length() - 1, m.end() + run)));
                int width = run == 0 ? 0 : padded > 0 ? (there && m.end() > value ? m.end() - p : 0) : m.end() - p + run - (open ? 1 : 0);
                most = Math.max(most, width);
            }
        }
        if (padded != 0 && ((!differ && before < 2) || most < 2)) {
            return null;
        }
        return column(path, escape, strange, padded * most, from, to);
    }

    private static int skip(String head, int from) {
        int p = from;
        while (p < head.length() && head.charAt(p) == ' ') {
            p++;
        }
        return p;
    }

    private @Nullable Path column(Path path, char escape, double strange, int width, int[] from, int[] to) {
        int[] at = path.at().clone();
        double cost = 1;
        int full = 0;
        int lost = 0;
        int alive = 0;
        Set<String> values = new HashSet<>();
        for (int i = 0; i < at.length; i++) {
            if (at[i] < 0) {
                continue;
            }
            alive++;
            String head = heads.get(i);
            int least = at[i] + Math.abs(width);
            boolean empty = to[i] == from[i];
            int end = empty ? least : width < 0 ? Math.max(to[i], least) : to[i];
            boolean blank = !empty || end > head.length() || head.substring(at[i], end).isBlank();
            boolean there = to[i] >= 0 && end <= head.length() && blank && (end == least || width == 0 || to[i] >= least);
            if (!there) {
                lost++;
                at[i] = GONE;
                continue;
            }
            full += empty ? 0 : 1;
            String value = head.substring(Math.min(from[i], end), Math.max(Math.min(from[i], end), Math.min(to[i], end))).strip();
            values.add(value);
            cost += strange + NumberColumns.strange(escape, value);
            at[i] = end;
        }
        boolean rare = escape == 'P' || escape == 'v';
        if (lost * 20 > alive || full == 0 || (!rare && full * 10 < alive)) {
            return null;
        }
        cost += lost * 12 + NumberColumns.strange(escape, values, alive);
        return new Path(path.text() + "%" + (width == 0 ? "" : width) + escape, at, path.quit(), path.cost() + cost, path.used() + escape);
    }
}
