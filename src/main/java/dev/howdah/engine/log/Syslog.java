package dev.howdah.engine.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns lines of syslog back into what the server would have written to stderr, each entry behind the time and process number
 * that syslog knows. The server splits an entry into lines and long lines into pieces, numbered {@code [entry-piece]}, and the
 * pieces of several processes come mixed.
 */
final class Syslog implements LogInput {
    /** What stands before the server's own prefix on every line made here. */
    static final String STAMP = "%m [%p] ";

    private static final Pattern HEAD = Pattern.compile("(?:<\\d+>)?(?:\\d )?(?<time>[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d"
            + "|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)) \\S+ [^\\s\\[:]+\\[(?<pid>\\d+)\\]: ?"
            + "(?:\\[(?<entry>\\d+)(?:-(?<piece>\\d+))?\\] )?(?<text>.*)", Pattern.DOTALL);
    private static final DateTimeFormatter BSD = DateTimeFormatter.ofPattern("yyyy MMM d HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OUT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT);
    private static final int BLOCK = 1 << 18;
    private static final int WAITING = 256;
    private static final int LONGEST_LINE = 1 << 20;

    private final LogInput in;
    private final ZoneId zone;
    private final int year;
    private final byte[] block = new byte[BLOCK];
    private int from;
    private int to;
    private boolean ended;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream();
    private byte[] out = new byte[0];
    private int outFrom;
    private long lines;
    private final Words words = Words.ALL;

    private static final class Open {
        final StringBuilder text = new StringBuilder();
        String entry = "";
        String head = "";
        long started;
    }

    /** @param year of stamps that have none. @param zone of stamps that have none */
    Syslog(LogInput in, int year, ZoneId zone) {
        this.in = in;
        this.year = year;
        this.zone = zone;
    }

    static boolean looksLike(List<String> lines) {
        long n = lines.stream().limit(50).filter(l -> HEAD.matcher(l).matches()).count();
        return n * 2 > Math.min(50, lines.size());
    }

    /** The lines as this input would give them. */
    static List<String> plain(List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        LogInput in = LogFiles.of(new java.io.ByteArrayInputStream(bytes), "");
        try (Syslog syslog = new Syslog(in, 2000, ZoneOffset.UTC)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] b = new byte[8192];
            for (int n = syslog.read(b, 0, b.length); n >= 0; n = syslog.read(b, 0, b.length)) {
                all.write(b, 0, n);
            }
            List<String> made = new ArrayList<>(List.of(all.toString(StandardCharsets.UTF_8).split("\n")));
            made.removeIf(String::isEmpty);
            return made;
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public int read(byte[] b, int offset, int length) throws IOException {
        while (outFrom == out.length) {
            if (ended && open.isEmpty()) {
                return -1;
            }
            more();
            out = ready.toByteArray();
            outFrom = 0;
            ready.reset();
        }
        int n = Math.min(length, out.length - outFrom);
        System.arraycopy(out, outFrom, b, offset, n);
        outFrom += n;
        return n;
    }

    private void more() throws IOException {
        while (ready.size() < BLOCK && !ended) {
            if (from == to) {
                to = in.read(block, 0, BLOCK);
                from = 0;
                if (to < 0) {
                    ended = true;
                    to = 0;
                    if (line.size() > 0) {
                        line();
                    }
                    break;
                }
            }
            int newline = Swar.indexOf(block, from, to, (byte) '\n');
            if (line.size() < LONGEST_LINE) {
                line.write(block, from, newline - from);
            }
            from = newline;
            if (newline < to) {
                from++;
                line();
            }
        }
        if (ended) {
            open.values().forEach(this::flush);
            open.clear();
        }
    }

    private void line() {
        String text = Numbers.text(line.toByteArray(), 0, line.size());
        line.reset();
        lines++;
        Matcher head = HEAD.matcher(text);
        if (!head.matches()) {
            write(text);
            return;
        }
        String pid = head.group("pid");
        String body = head.group("text").replace("#011", "\t").replace("#015", "\r");
        Open before = open.get(pid);
        String entry = head.group("entry");
        if (before != null && entry != null && entry.equals(before.entry) && !"1".equals(head.group("piece"))) {
            append(before, body);
        } else if (before != null && entry == null && body.startsWith("\t")) {
            append(before, body);
        } else {
            if (before != null) {
                flush(before);
                open.remove(pid);
            }
            Open next = new Open();
            next.entry = entry == null ? "" : entry;
            next.head = stamp(head.group("time")) + " [" + pid + "] ";
            next.text.append(next.head).append(body);
            next.started = lines;
            open.put(pid, next);
        }
        age();
    }

    private void append(Open before, String body) {
        if (before.text.length() > ChunkReader.LONGEST_ENTRY) {
            return;
        }
        if (body.startsWith("\t")) {
            before.text.append('\n').append(body);
        } else if (startsField(body)) {
            before.text.append('\n').append(before.head).append(body);
        } else {
            before.text.append(body);
        }
    }

    private boolean startsField(String body) {
        byte[] b = body.getBytes(StandardCharsets.UTF_8);
        for (int p = 0; p < Math.min(b.length, 150); p++) {
            long label = words.label(b, p, b.length);
            if (label != Words.NONE && (int) (label >>> 32) >= Words.FIELD) {
                return true;
            }
        }
        return false;
    }

    private void age() {
        Iterator<Open> oldest = open.values().iterator();
        while (oldest.hasNext()) {
            Open o = oldest.next();
            if (lines - o.started < WAITING) {
                return;
            }
            flush(o);
            oldest.remove();
        }
    }

    private void flush(Open o) {
        write(o.text.toString());
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ready.write(bytes, 0, bytes.length);
        ready.write('\n');
    }

    private String stamp(String time) {
        try {
            if (time.charAt(4) == '-') {
                return OUT.format(OffsetDateTime.parse(offset(time)).withOffsetSameInstant(ZoneOffset.UTC));
            }
            LocalDateTime local = LocalDateTime.parse(year + " " + time.replace("  ", " "), BSD);
            return OUT.format(local.atZone(zone).withZoneSameInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return "1970-01-01 00:00:00.000 UTC";
        }
    }

    private static String offset(String time) {
        int n = time.length();
        char c = time.charAt(n - 5);
        return c == '+' || c == '-' ? time.substring(0, n - 2) + ":" + time.substring(n - 2) : time;
    }

    @Override
    public long done() {
        return in.done();
    }

    @Override
    public long total() {
        return in.total();
    }

    @Override
    public List<String> names() {
        return in.names();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The prefix that the server's own lines have, without the stamp put before it here. */
    static String inner(String prefix) {
        return prefix.startsWith(STAMP) ? prefix.substring(STAMP.length()) : prefix;
    }
}
