package dev.howdah.engine.log;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads jsonlog: one object a line, newlines escaped, so that no text can start an entry. Objects wrapped by a container
 * runtime ("record": {...}, csvlog's column names as keys) are read too.
 */
final class JsonParser implements ChunkParser {
    private final Words words;
    private final Stamp stamp;
    private final Classifier classifier;
    private final Entry entry = new Entry();
    private int keyFrom;
    private int keyTo;
    private int valueFrom;
    private int valueTo;
    private boolean escaped;
    private boolean found;

    JsonParser(Shared shared, @Nullable ZoneId zone) {
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
            if (b[p] == '\n' || b[p] == '\r') {
                p++;
                continue;
            }
            batch.coverage.lines++;
            int end = object(b, p, n, batch.cut);
            if (end < 0) {
                int line = Swar.indexOf(b, p, n, (byte) '\n');
                int again = restart(b, p + 1, line);
                batch.coverage.malformed(b, p, Math.min(again, line));
                p = again < line ? again : line + 1;
                continue;
            }
            if (batch.cut && end == n) {
                batch.coverage.cut++;
            }
            classifier.add(entry);
            p = end;
        }
    }

    /** A whole object may follow one that was cut off without a newline. */
    private static int restart(byte[] b, int from, int line) {
        for (int p = Swar.indexOf(b, from, line, (byte) '{'); p < line; p = Swar.indexOf(b, p + 1, line, (byte) '{')) {
            if (p + 2 < line && b[p + 1] == '"' && b[p + 2] == 't' && b[p - 1] != '\\') {
                return p;
            }
        }
        return line;
    }

    /** Reads one object into the entry. @return where it ends, -1 when it is none */
    private int object(byte[] b, int start, int n, boolean cut) {
        entry.clear();
        found = false;
        if (b[start] != '{') {
            return -1;
        }
        int depth = 1;
        int p = start + 1;
        while (p < n) {
            byte c = b[p];
            if (c == '}') {
                p++;
                if (--depth == 0) {
                    return found && entry.time != Entry.NO_TIME ? p : -1;
                }
                continue;
            }
            if (c == ',' || c == ' ' || c == '\t') {
                p++;
                continue;
            }
            if (c != '"') {
                return -1;
            }
            keyFrom = p + 1;
            keyTo = Swar.indexOf(b, keyFrom, n, (byte) '"', (byte) '\n');
            p = keyTo + 1;
            if (p >= n || b[keyTo] != '"') {
                break;
            }
            while (p < n && (b[p] == ':' || b[p] == ' ')) {
                p++;
            }
            if (p < n && b[p] == '{') {
                depth++;
                p++;
                continue;
            }
            p = value(b, p, n);
            if (p < 0) {
                break;
            }
            take(b);
        }
        if (cut && p < 0 && entry.time != Entry.NO_TIME) {
            valueTo = n;
            take(b);
            return n;
        }
        return -1;
    }

    private int value(byte[] b, int start, int n) {
        int p = start;
        if (p >= n) {
            return -1;
        }
        escaped = false;
        if (b[p] != '"') {
            valueFrom = p;
            while (p < n && b[p] != ',' && b[p] != '}' && b[p] != '\n') {
                p++;
            }
            valueTo = p;
            return p < n && b[p] != '\n' ? p : -1;
        }
        p++;
        valueFrom = p;
        while (true) {
            p = Swar.indexOf(b, p, n, (byte) '"', (byte) '\\');
            if (p >= n) {
                return -1;
            }
            if (b[p] == '"') {
                valueTo = p;
                return p + 1;
            }
            escaped = true;
            p += 2;
        }
    }

    private void take(byte[] b) {
        Entry e = entry;
        switch (keyTo - keyFrom) {
            case 3 -> number(b, 'p');
            case 4 -> {
                text(b, 'u', e.user);
                text(b, 'h', e.hint);
            }
            case 5 -> text(b, 'q', e.statement);
            case 6 -> text(b, 'd', b[keyFrom + 1] == 'b' ? e.database : e.detail);
            case 7 -> {
                found |= b[keyFrom] == 'm';
                text(b, 'm', e.message);
                text(b, 'c', e.context);
            }
            case 8 -> {
                if (b[keyFrom] == 'l' && b[keyFrom + 1] == 'i') {
                    e.line = Texts.number(b, valueFrom, valueTo);
                } else if (b[keyFrom] == 'q') {
                    e.queryId = CsvParser.signed(b, valueFrom, valueTo);
                } else if (b[keyFrom] == 'l') {
                    e.time = stamp.read(b, valueFrom, valueTo);
                }
            }
            case 9 -> {
                if (b[keyFrom] == 't') {
                    e.time = stamp.read(b, valueFrom, valueTo);
                } else if (b[keyFrom] == 's') {
                    text(b, 's', e.statement);
                } else if (b[keyFrom + 2] == 'e') {
                    text(b, 'u', e.user);
                }
            }
            case 10 -> {
                if (b[keyFrom] == 's' && b[keyFrom + 1] == 'e') {
                    session(b);
                } else if (b[keyFrom] == 's') {
                    e.state = SqlStates.pack(b, valueFrom, valueTo);
                } else {
                    number(b, 'p');
                }
            }
            case 11 -> text(b, b[keyFrom + 7] == 'h' ? 'r' : 0, e.host);
            case 12 -> text(b, 'b', e.backend);
            case 13 -> text(b, 'd', e.database);
            case 14 -> {
                if (b[keyFrom] == 'e') {
                    e.severity = words.severity(b, valueFrom, valueTo);
                } else if (b[keyFrom] == 's') {
                    e.state = SqlStates.pack(b, valueFrom, valueTo);
                }
            }
            case 15 -> text(b, 'c', e.host);
            case 16 -> {
                if (b[keyFrom] == 's') {
                    e.line = Texts.number(b, valueFrom, valueTo);
                } else {
                    text(b, 'a', e.application);
                }
            }
            default -> {
            }
        }
    }

    private void number(byte[] b, char first) {
        if (b[keyFrom] == first) {
            entry.pid = Texts.number(b, valueFrom, valueTo);
            if (entry.session == 0) {
                entry.session = entry.pid;
            }
        }
    }

    private void session(byte[] b) {
        long pid = entry.pid;
        if (PrefixValues.session(b, valueFrom, valueTo, entry) >= 0 && pid != 0) {
            entry.pid = pid;
        }
    }

    private void text(byte[] b, int first, Entry.Slice slice) {
        if (b[keyFrom] == first) {
            slice.set(valueFrom, escaped ? JsonText.unescape(b, valueFrom, valueTo) : valueTo);
        }
    }

    @Override
    public int lastStart(byte[] b, int n) {
        int newline = Swar.lastIndexOf(b, 0, n, (byte) '\n');
        return newline + 1 < n ? newline + 1 : newline < 0 ? 0 : n;
    }

    @Override
    public int passOver(byte[] b, int n) {
        int newline = Swar.indexOf(b, 0, n, (byte) '\n');
        return newline < n ? newline + 1 : -1 - n;
    }

    @Override
    public Set<String> unknownZones() {
        return stamp.unknownZones();
    }
}
