package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines with a prefix. An entry starts where the whole prefix and a label match; a line that starts with a tab goes on
 * the entry before it, because PostgreSQL writes a tab behind every newline inside a message: a forged line within a statement
 * can therefore never start an entry. Every other line is another program's and belongs to nobody.
 */
final class StderrParser implements ChunkParser {
    /** What stands before and behind the place of an error in its statement, in every language of the server. */
    private static final List<Position> POSITIONS = Stream.of(" at character ", " bei Zeichen ", " en carácter ", " au caractère ", " al carattere ",
            " vid tecken ", " სიმბოლოსთან ", " символ ", " (символ |)", "(|文字目)", "（文字位置 |）", " | 번째 문자 부근", " 第 | 个字符处", " 在第 | 個字元處")
            .map(Position::of).toList();

    private record Position(byte[] before, byte[] behind) {
        static Position of(String text) {
            int gap = text.indexOf('|');
            return new Position((gap < 0 ? text : text.substring(0, gap)).getBytes(StandardCharsets.UTF_8),
                    (gap < 0 ? "" : text.substring(gap + 1)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private final LogFormat.Stderr format;
    private final Prefix prefix;
    private final Words words;
    private final Stamp stamp;
    private final Classifier classifier;
    private final Shared shared;
    private final Entry entry = new Entry();
    private final Entry probe = new Entry();

    StderrParser(LogFormat.Stderr format, Shared shared, @Nullable ZoneId zone) {
        this.format = format;
        prefix = format.prefix();
        this.shared = shared;
        shared.afterApplication(prefix.afterApplication());
        words = shared.words;
        stamp = new Stamp(zone);
        classifier = new Classifier(shared);
    }

    @Override
    public void parse(Batch batch) {
        byte[] b = batch.bytes;
        int n = batch.length;
        Entry e = entry;
        e.bytes = b;
        classifier.start(batch);
        Coverage coverage = batch.coverage;
        int p = 0;
        while (p < n) {
            int end = Swar.indexOf(b, p, n, (byte) '\n');
            coverage.lines++;
            e.clear();
            long label = b[p] == '\t' && format.tabbed() ? Words.NONE : prefix.match(b, p, lineEnd(b, p, end), e, stamp, words);
            if (label == Words.NONE) {
                if (end > p) {
                    coverage.stray(b, p, end);
                }
                p = end + 1;
                continue;
            }
            if (!shared.strange().isEmpty()) {
                label = strange(b, lineEnd(b, p, end), label);
            }
            int from = (int) label;
            int to = lineEnd(b, from, end);
            p = end + 1;
            while (p < n && continues(b, p, n)) {
                int next = Swar.indexOf(b, p, n, (byte) '\n');
                coverage.lines++;
                int start = format.tabbed() ? p + 1 : p;
                int length = lineEnd(b, start, next) - start;
                b[to++] = '\n';
                System.arraycopy(b, start, b, to, length);
                to += length;
                p = next + 1;
            }
            take(e, (int) (label >>> 32), from, to);
        }
        if (batch.cut) {
            coverage.cut++;
        }
    }

    /** An application may call itself what looks like an entry; of such a name the whole is passed over. */
    private long strange(byte[] b, int to, long label) {
        for (byte[] name : shared.strange()) {
            long behind = prefix.matchBehind(name, b, entry.application.from, to, entry, stamp, words);
            if (behind != Words.NONE) {
                return behind;
            }
        }
        return label;
    }

    private boolean continues(byte[] b, int p, int n) {
        if (format.tabbed()) {
            return b[p] == '\t';
        }
        return prefix.match(b, p, Swar.indexOf(b, p, n, (byte) '\n'), probe, stamp, words) == Words.NONE;
    }

    private int lineEnd(byte[] b, int from, int end) {
        return format.crlf() && end > from && b[end - 1] == '\r' ? end - 1 : end;
    }

    private void take(Entry e, int label, int start, int to) {
        int from = start;
        if (label >= Words.FIELD) {
            e.message.set(from, to);
            classifier.add(e, Kind.of(label - Words.FIELD));
            return;
        }
        e.severity = label;
        if (format.verbose() && from + 7 <= to && e.bytes[from + 5] == ':' && e.bytes[from + 6] == ' ') {
            e.state = SqlStates.pack(e.bytes, from, from + 5);
            from += 7;
        }
        e.message.set(from, label >= Severity.WARNING.ordinal() ? withoutPosition(e.bytes, from, to) : to);
        classifier.add(e);
    }

    /** An error's text on stderr ends with where in the statement it is; the other forms have that in a field of its own. */
    private static int withoutPosition(byte[] b, int from, int to) {
        for (Position position : POSITIONS) {
            int end = to - position.behind.length;
            if (end <= from || !Swar.at(b, end, to, position.behind)) {
                continue;
            }
            int p = end;
            while (p > from && b[p - 1] >= '0' && b[p - 1] <= '9') {
                p--;
            }
            int start = p - position.before.length;
            if (p < end && start > from && Swar.at(b, start, to, position.before)) {
                return start;
            }
        }
        return to;
    }

    @Override
    public int lastStart(byte[] b, int n) {
        int newline = Swar.lastIndexOf(b, 0, n, (byte) '\n');
        while (newline >= 0) {
            int line = newline + 1;
            if (line < n && b[line] != '\t') {
                int end = Swar.indexOf(b, line, n, (byte) '\n');
                if (end < n && prefix.match(b, line, lineEnd(b, line, end), probe, stamp, words) != Words.NONE) {
                    return line;
                }
            }
            newline = Swar.lastIndexOf(b, 0, newline, (byte) '\n');
        }
        return 0;
    }

    @Override
    public int passOver(byte[] b, int n) {
        int newline = Swar.indexOf(b, 0, n, (byte) '\n');
        int last = newline;
        while (newline < n) {
            int line = newline + 1;
            int end = Swar.indexOf(b, line, n, (byte) '\n');
            if (end < n && b[line] != '\t' && prefix.match(b, line, lineEnd(b, line, end), probe, stamp, words) != Words.NONE) {
                return line;
            }
            last = newline;
            newline = end;
        }
        return -1 - last;
    }

    @Override
    public Set<String> unknownZones() {
        return stamp.unknownZones();
    }
}
