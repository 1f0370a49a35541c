package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private static final byte[][] NO_NAMES = {};

    private final String text;
    private final char[] escape;
    private final int[] width;
    private final byte[][] literal;
    private final int count;
    private final boolean namesProcess;
    private final boolean namesTime;
    private final boolean hostIsPadded;
    /** For each escape the names with blanks and signs that are known, the longest first: they are taken whole. */
    private final byte[][][] odd;

    /** @param text a value of log_line_prefix, as in the server's settings */
    public Prefix(String text) {
        this(text, Connected.NONE);
    }

    /** @param names known from elsewhere */
    Prefix(String text, Connected names) {
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
        odd = kinds.chars().mapToObj(k -> names.odd((char) k)).toArray(byte[][][]::new);
        namesProcess = has('p') || has('c');
        namesTime = has('m') || has('t') || has('n');
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
        return step(kind) >= 0;
    }

    private int step(char kind) {
        for (int i = 0; i < count; i++) {
            if (escape[i] == kind) {
                return i;
            }
        }
        return -1;
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

    /**
     * Matches the prefix and a label at {@code b[p, to)} and fills {@code entry}.
     *
     * @return as {@link Words#label}, or {@link Words#NONE} when the line is no entry
     */
    long match(byte[] b, int p, int to, Entry entry, Stamp stamp, Words words) {
        entry.attempts.clear();
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
        int shaped = escape[i] == 'b' || escape[i] == 'i' ? PrefixValues.phrase(escape[i], b, from, last) : from;
        if (shaped > from && width[i] == 0) {
            long label = match(i + 1, b, shaped, to, e, stamp, words);
            if (label != Words.NONE) {
                take(i, b, from, shaped, e);
                return label;
            }
        }
        for (byte[] known : width[i] == 0 ? odd[i] : NO_NAMES) {
            if (Swar.at(b, from, to, known)) {
                long label = match(i + 1, b, from + known.length, to, e, stamp, words);
                if (label != Words.NONE) {
                    take(i, b, from, from + known.length, e);
                    return label;
                }
            }
        }
        int least = from + Math.abs(width[i]);
        byte[] next = i + 1 < count && escape[i + 1] == '=' ? literal[i + 1] : null;
        int doubted = -1;
        for (int p = least; p <= last; p++) {
            if (next != null) {
                p = Swar.indexOf(b, p, last, next[0]);
                if (p == last) {
                    break;
                }
                if (!Swar.at(b, p, to, next)) {
                    continue;
                }
            }
            long label = rest(i, next, b, p, to, e, stamp, words);
            if (label == Words.NONE) {
                continue;
            }
            if (escape[i] != 'a' || (whole('u', i, e.user, b) && whole('d', i, e.database, b))) {
                take(i, b, from, p, e);
                return label;
            }
            doubted = doubted < 0 ? p : doubted;
        }
        if (doubted < 0) {
            return Words.NONE;
        }
        long label = rest(i, next, b, doubted, to, e, stamp, words);
        take(i, b, from, doubted, e);
        return label;
    }

    private long rest(int i, byte @Nullable [] next, byte[] b, int p, int to, Entry e, Stamp stamp, Words words) {
        if (escape[i] == 'a') {
            // what an earlier line or attempt left there must not speak for this one: behind a %q they may be missing
            e.user.clear();
            e.database.clear();
        }
        int step = next == null ? i + 1 : i + 2;
        int at = next == null ? p : p + next.length;
        if (e.attempts.failed(step, at)) {
            return Words.NONE;
        }
        long label = match(step, b, at, to, e, stamp, words);
        if (label == Words.NONE) {
            e.attempts.fail(step, at);
        }
        return label;
    }

    /** Applications have blanks in their names more often than users and databases: of these only when such a name is known. */
    private boolean whole(char kind, int behind, Entry.Slice name, byte[] b) {
        int p = behind > step(kind) ? name.to : name.from;
        while (p < name.to && b[p] != ' ') {
            p++;
        }
        if (p >= name.to) {
            return true;
        }
        for (byte[] known : odd[step(kind)]) {
            if (known.length == name.to - name.from && Swar.at(b, name.from, name.to, known)) {
                return true;
            }
        }
        return false;
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
        while (from < to && b[from] == ' ') {
            from++;
        }
        while (from < to && b[to - 1] == ' ') {
            to--;
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
        if (width[i] > 0 || escape[i] == 'p') {
            while (p < to && b[p] == ' ') {
                p++;
            }
        }
        int end = switch (escape[i]) {
            case 'm', 't' -> PrefixValues.time(b, p, to, e, stamp);
            case 's' -> stamp.read(b, p, to) == Entry.NO_TIME ? p : stamp.end;
            case 'n' -> PrefixValues.epoch(b, p, to, e);
            case 'p' -> PrefixValues.process(b, p, to, e);
            case 'P', 'x' -> PrefixValues.digits(b, p, to);
            case 'l' -> PrefixValues.lineNumber(b, p, to, e);
            case 'Q' -> PrefixValues.queryId(b, p, to, e);
            case 'c' -> PrefixValues.session(b, p, to, e);
            case 'v' -> PrefixValues.slashed(b, p, to);
            case 'e' -> PrefixValues.state(b, p, to, e);
            default -> p;
        };
        if (end >= 0 && width[i] < 0) {
            while (end < to && end - start < -width[i] && b[end] == ' ') {
                end++;
            }
        }
        return end;
    }

    @Override
    public String toString() {
        return text;
    }
}
