package dev.howdah.engine.log;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads csvlog by its strict rules, so that no text inside a field can start a row: quotes are doubled, the message is always
 * quoted, a row has 23 columns up to PostgreSQL 12, 24 in 13, 26 since 14. A row that breaks the rules, the end of a file that
 * was cut off say, is counted and reading goes on at the next line that keeps them.
 */
final class CsvParser implements ChunkParser {
    private static final int USER = 1;
    private static final int DATABASE = 2;
    private static final int PID = 3;
    private static final int HOST = 4;
    private static final int SESSION = 5;
    private static final int LINE = 6;
    private static final int SEVERITY = 11;
    private static final int STATE = 12;
    private static final int MESSAGE = 13;
    private static final int DETAIL = 14;
    private static final int HINT = 15;
    private static final int CONTEXT = 18;
    private static final int QUERY = 19;
    private static final int APPLICATION = 22;
    private static final int BACKEND = 23;
    private static final int QUERY_ID = 25;
    private static final int MOST = 40;
    private static final int BROKEN = -1;
    private static final int UNENDED = -2;

    private final Words words;
    private final Stamp stamp;
    private final Classifier classifier;
    private final Entry entry = new Entry();
    private final int[] from = new int[MOST];
    private final int[] to = new int[MOST];
    private int columns;
    private boolean messageQuoted;
    private boolean passingInside;

    CsvParser(Shared shared, @Nullable ZoneId zone) {
        words = shared.words;
        stamp = new Stamp(zone);
        classifier = new Classifier(shared);
    }

    @Override
    public void parse(Batch batch) {
        byte[] b = batch.bytes;
        int n = batch.length;
        classifier.start(batch);
        entry.bytes = b;
        int p = 0;
        while (p < n) {
            boolean cut = batch.cut;
            int end = startsRow(b, p, n) ? row(b, p, n, cut) : -1;
            if (end >= 0 && take(b)) {
                batch.coverage.lines++;
                if (cut && end == n) {
                    batch.coverage.cut++;
                }
                p = end;
                continue;
            }
            int line = Swar.indexOf(b, p, n, (byte) '\n');
            if (line > p) {
                batch.coverage.lines++;
                batch.coverage.malformed(b, p, line);
            }
            p = nextStart(b, line, n);
        }
    }

    private static int nextStart(byte[] b, int newline, int n) {
        int p = newline + 1;
        while (p < n && !startsRow(b, p, n)) {
            p = Swar.indexOf(b, p, n, (byte) '\n') + 1;
        }
        return p;
    }

    private static boolean startsRow(byte[] b, int p, int n) {
        return p + 19 < n && b[p] >= '0' && b[p] <= '9' && b[p + 4] == '-' && b[p + 7] == '-' && b[p + 10] == ' ' && b[p + 13] == ':';
    }

    /** Cuts one row into its columns, unquoting in place only when the row is sound. @return where the next starts, BROKEN or UNENDED */
    private int row(byte[] b, int start, int n, boolean cut) {
        int p = start;
        int column = 0;
        messageQuoted = false;
        while (column < MOST) {
            if (p < n && b[p] == '"') {
                if (column == MESSAGE) {
                    messageQuoted = true;
                }
                int q = p + 1;
                boolean doubled = false;
                while (true) {
                    q = Swar.indexOf(b, q, n, (byte) '"');
                    if (q >= n) {
                        break;
                    }
                    if (q + 1 < n && b[q + 1] == '"') {
                        doubled = true;
                        q += 2;
                    } else {
                        break;
                    }
                }
                if (q >= n && !cut) {
                    return UNENDED;
                }
                from[column] = p + 1;
                to[column] = doubled ? -q : q;
                p = Math.min(q + 1, n);
            } else {
                int q = p;
                while (q < n && b[q] != ',' && b[q] != '\n' && b[q] != '"') {
                    q++;
                }
                from[column] = p;
                to[column] = q > p && q < n && b[q] == '\n' && b[q - 1] == '\r' ? q - 1 : q;
                p = q;
            }
            column++;
            if (p >= n) {
                break;
            }
            if (b[p] == '\r' && p + 1 < n && b[p + 1] == '\n') {
                p++;
            }
            if (b[p] == '\n') {
                p++;
                break;
            }
            if (b[p] != ',') {
                return BROKEN;
            }
            p++;
        }
        columns = column;
        return column > MESSAGE && messageQuoted && (cut || (column >= APPLICATION + 1 && column < MOST)) ? p : BROKEN;
    }

    private boolean take(byte[] b) {
        Entry e = entry;
        e.clear();
        e.time = stamp.read(b, from[0], to[0]);
        if (e.time == Entry.NO_TIME) {
            return false;
        }
        slice(b, USER, e.user);
        slice(b, DATABASE, e.database);
        slice(b, HOST, e.host);
        slice(b, MESSAGE, e.message);
        slice(b, DETAIL, e.detail);
        slice(b, HINT, e.hint);
        slice(b, CONTEXT, e.context);
        slice(b, QUERY, e.statement);
        slice(b, APPLICATION, e.application);
        slice(b, BACKEND, e.backend);
        e.pid = Texts.number(b, from[PID], to[PID]);
        if (PrefixValues.session(b, from[SESSION], to[SESSION], e) < 0) {
            e.session = e.pid;
        }
        e.line = Texts.number(b, from[LINE], to[LINE]);
        e.severity = words.severity(b, from[SEVERITY], to[SEVERITY]);
        e.state = SqlStates.pack(b, from[STATE], to[STATE]);
        if (columns > QUERY_ID) {
            e.queryId = signed(b, from[QUERY_ID], to[QUERY_ID]);
        }
        classifier.add(e);
        return true;
    }

    static long signed(byte[] b, int from, int to) {
        boolean negative = from < to && b[from] == '-';
        long n = 0;
        for (int p = negative ? from + 1 : from; p < to && b[p] >= '0' && b[p] <= '9'; p++) {
            n = n * 10 + b[p] - '0';
        }
        return negative ? -n : n;
    }

    private void slice(byte[] b, int column, Entry.Slice slice) {
        if (column >= columns) {
            return;
        }
        int start = from[column];
        int end = to[column];
        slice.set(start, end < 0 ? unquote(b, start, -end) : end);
    }

    private static int unquote(byte[] b, int start, int end) {
        int p = Swar.indexOf(b, start, end, (byte) '"');
        int q = p;
        while (p < end) {
            if (b[p] == '"') {
                p++;
            }
            int next = p < end ? Swar.indexOf(b, p + 1, end, (byte) '"') : end;
            int length = Math.min(next, end) - p;
            System.arraycopy(b, p, b, q, length);
            q += length;
            p += length;
        }
        return q;
    }

    @Override
    public int lastStart(byte[] b, int n) {
        int quotes = Swar.count(b, 0, n, (byte) '"');
        boolean inside = (quotes & 1) == 1;
        for (int p = n - 1; p > 0; p--) {
            byte c = b[p];
            if (c == '"') {
                inside = !inside;
            } else if (c == '\n' && !inside && startsRow(b, p + 1, n)) {
                return p + 1;
            }
        }
        return lastStartBySteps(b, n);
    }

    /** The slow way for a chunk in which a broken row turned inside and outside round. */
    private int lastStartBySteps(byte[] b, int n) {
        int p = 0;
        int last = 0;
        while (p < n) {
            int end = startsRow(b, p, n) ? row(b, p, n, false) : BROKEN;
            if (end == UNENDED) {
                return p;
            }
            if (end < 0) {
                int next = nextStart(b, Swar.indexOf(b, p, n, (byte) '\n'), n);
                if (next >= n) {
                    break;
                }
                end = next;
            }
            p = end;
            if (p < n && startsRow(b, p, n)) {
                last = p;
            }
        }
        return last;
    }

    @Override
    public void startPassingOver(byte[] b, int n) {
        passingInside = (Swar.count(b, 0, n, (byte) '"') & 1) == 1;
    }

    @Override
    public int passOver(byte[] b, int n) {
        for (int p = 0; p < n; p++) {
            if (b[p] == '"') {
                passingInside = !passingInside;
            } else if (b[p] == '\n' && !passingInside) {
                return p + 1;
            }
        }
        return -1 - n;
    }

    @Override
    public Set<String> unknownZones() {
        return stamp.unknownZones();
    }
}
