package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's log_line_prefix, made into a matcher (section "Error Reporting and Logging" of PostgreSQL's manual lists the
 * escapes). A line is an entry only when the whole prefix and then a label match; names may hold any character, so the end of
 * a name is where the rest of the prefix fits. Immutable.
 */
public final class Prefix {
    /** What Debian and the community's guides set most often; tried first when a prefix has to be learnt. */
    public static final List<String> COMMON = List.of("%m [%p] %q%u@%d ", "%m [%p] ", "%m [%p] %q%u@%d/%a ",
            "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ", "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%r ",
            "%t [%p]: user=%u,db=%d,app=%a,client=%h ", "%m [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
            "%t [%p]: [%l-1] user=%u,db=%d ", "%t [%p]: [%l-1] ", "%t:%r:%u@%d:[%p]:", "%t:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a:",
            "%m [%p] %q[user=%u,db=%d,app=%a] ", "%m [%p] %q[user=%u,db=%d,app=%a,host=%h] ", "%m [%p] %q%u@%d %h ",
            "%m %q%u@%d %p %r ", "%t %q%u@%d %p %r ", "%m [%p] %u@%d ", "%t [%p] %u@%d ", "%t [%p] ", "%m [%p] %l %c ", "%m ",
            "%t ", "%m [%p][%b][%v][%x] %q[user=%u,db=%d,app=%a] ", "%m [%p] %q%a %u@%d ", "%m|%u|%d|%c|", "%m:%r:%u@%d:[%p]:",
            "%m [%p] %q[%u@%d] [%a] ", "%n [%p] ", "%c %l %m ", "%p %t ", "[%p] %q%u@%d/%a ", "[%p] ", "%q%u@%d ", "%t:%h:%u@%d:[%p]:",
            "< %m >", "< %m > ", "<%m>", "<%m [%p] %q%u@%d> ", "%m [%p] %q%u@%d app=%a ", "%m-%p-", "%m %u %d %p ",
            "%m [%p] %e %q%u@%d/%a ", "%m [%p:%l] %q%u@%d/%a ", "%m %p %u@%d from %h [vxid:%v txid:%x] [%i] ",
            "%m [%p] [%c] %q%u@%d %r ", "%t [%p-%l] %q%u@%d ", "%t [%p-%l] %r %q%u@%d ", "%m [%p] %q%u %d %a ");

    private static final int LONGEST_NAME = 300;

    private final String text;
    private final char[] escape;
    private final int[] width;
    private final byte[][] literal;
    private final int count;
    private final boolean namesProcess;
    private final boolean namesTime;
    private final boolean namesSession;
    private final boolean hostIsPadded;

    /** @param text a value of log_line_prefix, as in the server's settings */
    public Prefix(String text) {
        this.text = text;
        StringBuilder kinds = new StringBuilder();
        List<Integer> widths = new ArrayList<>();
        List<byte[]> literals = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 1 == text.length()) {
                plain.append(c == '%' ? "" : c);
                continue;
            }
            int j = i + 1;
            while (j < text.length() && (text.charAt(j) == '-' || Character.isDigit(text.charAt(j)))) {
                j++;
            }
            char kind = j < text.length() ? text.charAt(j) : ' ';
            int padding = number(text.substring(i + 1, Math.min(j, text.length())));
            i = j;
            if (kind == '%') {
                plain.append('%');
            } else if ("abcdehilmnpqrstuvxLPQ".indexOf(kind) >= 0) {
                flush(plain, kinds, widths, literals);
                kinds.append(kind);
                widths.add(padding);
                literals.add(new byte[0]);
            }
        }
        flush(plain, kinds, widths, literals);
        escape = kinds.toString().toCharArray();
        width = widths.stream().mapToInt(Integer::intValue).toArray();
        literal = literals.toArray(new byte[0][]);
        count = escape.length;
        namesProcess = has('p') || has('c');
        namesTime = has('m') || has('t') || has('n');
        namesSession = has('c');
        hostIsPadded = text.matches("(?s).*%-\\d+[hr].*");
    }

    private static int number(String digits) {
        try {
            return digits.isEmpty() || "-".equals(digits) ? 0 : Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void flush(StringBuilder plain, StringBuilder kinds, List<Integer> widths, List<byte[]> literals) {
        if (!plain.isEmpty()) {
            kinds.append('=');
            widths.add(0);
            literals.add(plain.toString().getBytes(StandardCharsets.UTF_8));
            plain.setLength(0);
        }
    }

    private boolean has(char kind) {
        return new String(escape).indexOf(kind) >= 0;
    }

    /** The setting's text. */
    public String text() {
        return text;
    }

    /** The escapes, of those that the report needs, which this prefix lacks: %m or %t, %p or %c, %u, %d, %a. */
    public List<String> lacks() {
        List<String> lacking = new ArrayList<>();
        if (!namesTime) {
            lacking.add("%m");
        }
        if (!namesProcess) {
            lacking.add("%p");
        }
        for (char c : new char[] {'u', 'd', 'a'}) {
            if (!has(c)) {
                lacking.add("%" + c);
            }
        }
        return lacking;
    }

    /** How many of user, database, application and host it names. */
    int names() {
        return (has('u') ? 1 : 0) + (has('d') ? 1 : 0) + (has('a') ? 1 : 0) + (has('h') || has('r') ? 1 : 0);
    }

    boolean namesSession() {
        return namesSession;
    }

    /**
     * Matches the prefix and a label at {@code b[p, to)} and fills {@code entry}.
     *
     * @return as {@link Words#label}, or {@link Words#NONE} when the line is no entry
     */
    long match(byte[] b, int p, int to, Entry entry, Stamp stamp, Words words) {
        return match(0, b, p, to, entry, stamp, words);
    }

    /** The same when it is known that the application's name, which starts at {@code from}, is this one. */
    long matchBehind(byte[] name, byte[] b, int from, int to, Entry entry, Stamp stamp, Words words) {
        int step = new String(escape).indexOf('a');
        if (step < 0 || !Swar.at(b, from, to, name)) {
            return Words.NONE;
        }
        long label = match(step + 1, b, from + name.length, to, entry, stamp, words);
        if (label != Words.NONE) {
            entry.application.set(from, from + name.length);
        }
        return label;
    }

    /** What ends the application's name when other names follow it, which may hold the same; empty otherwise. */
    byte[] afterApplication() {
        int step = new String(escape).indexOf('a');
        boolean named = step >= 0 && step + 2 < count && new String(escape).substring(step + 1).chars().anyMatch(c -> "udrhi".indexOf(c) >= 0);
        return named && escape[step + 1] == '=' ? literal[step + 1] : new byte[0];
    }

    private long match(int step, byte[] b, int start, int to, Entry e, Stamp stamp, Words words) {
        int p = start;
        for (int i = step; i < count; i++) {
            switch (escape[i]) {
                case '=' -> {
                    if (!Swar.at(b, p, to, literal[i])) {
                        return Words.NONE;
                    }
                    p += literal[i].length;
                }
                case 'q' -> {
                    long label = words.label(b, p, to);
                    if (label != Words.NONE) {
                        return label;
                    }
                }
                case 'u', 'd', 'a', 'r', 'h', 'i', 'b', 'L' -> {
                    return name(i, b, p, to, e, stamp, words);
                }
                default -> {
                    p = value(i, b, p, to, e, stamp);
                    if (p < 0) {
                        return Words.NONE;
                    }
                }
            }
        }
        return words.label(b, p, to);
    }

    /** A name of unknown length: the shortest with which the rest fits. */
    private long name(int i, byte[] b, int from, int to, Entry e, Stamp stamp, Words words) {
        int last = Math.min(to, from + LONGEST_NAME);
        if (escape[i] == 'h' || escape[i] == 'r') {
            last = Math.min(last, hostEnd(b, Math.min(last, from + Math.max(0, width[i])), last) + 1);
        }
        int least = from + Math.abs(width[i]);
        byte[] next = i + 1 < count && escape[i + 1] == '=' ? literal[i + 1] : null;
        for (int p = least; p <= last; p++) {
            if (next != null) {
                p = Swar.indexOf(b, p, last, next[0]);
                if (p == last) {
                    return Words.NONE;
                }
                if (!Swar.at(b, p, to, next)) {
                    continue;
                }
            }
            long label = next == null ? match(i + 1, b, p, to, e, stamp, words)
                    : match(i + 2, b, p + next.length, to, e, stamp, words);
            if (label != Words.NONE) {
                take(i, b, from, p, e);
                return label;
            }
        }
        return Words.NONE;
    }

    /** A host has no space in it, but may be padded with them. */
    private int hostEnd(byte[] b, int from, int to) {
        int p = from;
        while (p < to && b[p] != ' ') {
            p++;
        }
        while (p < to && b[p] == ' ' && hostIsPadded) {
            p++;
        }
        return p;
    }

    private void take(int i, byte[] b, int start, int end, Entry e) {
        int from = start;
        int to = end;
        if (width[i] > 0) {
            while (from < to && b[from] == ' ') {
                from++;
            }
        } else if (width[i] < 0) {
            while (from < to && b[to - 1] == ' ') {
                to--;
            }
        }
        switch (escape[i]) {
            case 'u' -> e.user.set(from, to);
            case 'd' -> e.database.set(from, to);
            case 'a' -> e.application.set(from, to);
            case 'b' -> e.backend.set(from, to);
            case 'h', 'r' -> e.host.set(from, to);
            default -> {
            }
        }
    }

    /** A value of a known shape. @return where it ends, -1 when it is not there */
    private int value(int i, byte[] b, int start, int to, Entry e, Stamp stamp) {
        int p = start;
        if (width[i] > 0) {
            while (p < to && b[p] == ' ') {
                p++;
            }
        }
        int end = switch (escape[i]) {
            case 'm', 't' -> time(b, p, to, e, stamp);
            case 's' -> stamp.read(b, p, to) == Entry.NO_TIME ? p : stamp.end;
            case 'n' -> epoch(b, p, to, e);
            case 'p' -> process(b, p, to, e);
            case 'P', 'x' -> digits(b, p, to);
            case 'l' -> lineNumber(b, p, to, e);
            case 'Q' -> queryId(b, p, to, e);
            case 'c' -> session(b, p, to, e);
            case 'v' -> slashed(b, p, to);
            case 'e' -> state(b, p, to, e);
            default -> p;
        };
        if (end >= 0 && width[i] < 0) {
            while (end < to && end - start < -width[i] && b[end] == ' ') {
                end++;
            }
        }
        return end;
    }

    private static int time(byte[] b, int p, int to, Entry e, Stamp stamp) {
        long time = stamp.read(b, p, to);
        if (time == Entry.NO_TIME) {
            return -1;
        }
        e.time = time;
        return stamp.end;
    }

    private static int digits(byte[] b, int start, int to) {
        int p = start;
        while (p < to && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        return p;
    }

    private static long number(byte[] b, int from, int to) {
        long n = 0;
        for (int p = from; p < to; p++) {
            n = n * 10 + b[p] - '0';
        }
        return n;
    }

    private static int epoch(byte[] b, int p, int to, Entry e) {
        int q = digits(b, p, to);
        if (q == p || q - p > 12) {
            return -1;
        }
        long time = number(b, p, q) * 1_000_000;
        if (q < to && b[q] == '.') {
            long unit = 100_000;
            for (q++; q < to && b[q] >= '0' && b[q] <= '9'; q++) {
                time += unit * (b[q] - '0');
                unit /= 10;
            }
        }
        e.time = time;
        return q;
    }

    private static int process(byte[] b, int p, int to, Entry e) {
        int q = digits(b, p, to);
        if (q == p || q - p > 10) {
            return -1;
        }
        e.pid = number(b, p, q);
        if (e.session == 0) {
            e.session = e.pid;
        }
        return q;
    }

    private static int lineNumber(byte[] b, int p, int to, Entry e) {
        int q = digits(b, p, to);
        if (q == p || q - p > 18) {
            return -1;
        }
        e.line = number(b, p, q);
        return q;
    }

    private static int queryId(byte[] b, int p, int to, Entry e) {
        boolean negative = p < to && b[p] == '-';
        int q = digits(b, negative ? p + 1 : p, to);
        if (q - p > 20) {
            return -1;
        }
        long id = number(b, negative ? p + 1 : p, q);
        e.queryId = negative ? -id : id;
        return q;
    }

    /** Reads a session id, two hexadecimal numbers with a point between: start in seconds and process number. */
    static int session(byte[] b, int p, int to, Entry e) {
        long first = 0;
        int q = p;
        for (int digit; q < to && (digit = hex(b[q])) >= 0; q++) {
            first = first << 4 | digit;
        }
        if (q == p || q - p > 16 || q >= to || b[q] != '.') {
            return -1;
        }
        int point = q;
        long second = 0;
        q++;
        for (int digit; q < to && (digit = hex(b[q])) >= 0; q++) {
            second = second << 4 | digit;
        }
        if (q == point + 1 || q - point > 9) {
            return -1;
        }
        e.session = first << 32 ^ second;
        e.pid = second;
        return q;
    }

    private static int hex(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    private static int slashed(byte[] b, int start, int to) {
        int p = start;
        while (p < to && ((b[p] >= '0' && b[p] <= '9') || b[p] == '/' || b[p] == '-')) {
            p++;
        }
        return p;
    }

    private static int state(byte[] b, int p, int to, Entry e) {
        if (p + 5 > to) {
            return -1;
        }
        for (int q = p; q < p + 5; q++) {
            if (!((b[q] >= '0' && b[q] <= '9') || (b[q] >= 'A' && b[q] <= 'Z'))) {
                return -1;
            }
        }
        e.state = SqlStates.pack(b, p, p + 5);
        return p + 5;
    }

    @Override
    public String toString() {
        return text;
    }
}
