package dev.howdah.engine.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
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
            + "|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)) \\S+ "
            + "(?<ident>[^\\s\\[:]+)(?:\\[(?<pid>\\d+)\\]:| (?<number>\\d+) \\S+ (?:-|(?:\\[[^\\]]*\\])+)) ?(?:\uFEFF)?"
            + "(?:\\[(?<entry>\\d+)(?:-(?<piece>\\d+))?\\] )?(?<text>.*)", Pattern.DOTALL);
    private static final DateTimeFormatter BSD = DateTimeFormatter.ofPattern("yyyy MMM d HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OUT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT);
    private static final int BLOCK = 1 << 18;
    private static final int WAITING = 256;
    /** So far from the start of a line a label may stand. */
    private static final int FARTHEST = 400;
    private static final int LONGEST_LINE = 1 << 20;

    private final LogInput in;
    private final ZoneId zone;
    private final LocalDate today;
    private final byte[] block = new byte[BLOCK];
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

    /**
     * @param today from which the year of stamps follows that have none
     * @param zone of stamps that have none
     */
    Syslog(LogInput in, LocalDate today, ZoneId zone) {
        this.in = in;
        this.today = today;
        this.zone = zone;
    }

    static Syslog of(LogInput in, InstantSource clock, LogOptions options) {
        ZoneId zone = options.zone() == null ? ZoneOffset.UTC : options.zone();
        return new Syslog(in, LocalDate.ofInstant(clock.instant(), zone), zone);
    }

    static boolean looksLike(List<String> lines) {
        long n = lines.stream().limit(50).filter(l -> HEAD.matcher(l).matches()).count();
        return n * 2 > Math.min(50, lines.size());
    }

    /** The lines as this input would give them. */
    static List<String> plain(List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        LogInput in = LogFiles.of(new java.io.ByteArrayInputStream(bytes), "");
        try (Syslog syslog = new Syslog(in, LocalDate.of(2000, 12, 31), ZoneOffset.UTC)) {
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
            if (ended) {
                return -1;
            }
            int got = in.read(block, 0, BLOCK);
            ended = got < 0;
            if (ended && line.size() > 0) {
                line();
            }
            out = ended ? rest() : put(block, 0, got);
            outFrom = 0;
        }
        int n = Math.min(length, out.length - outFrom);
        System.arraycopy(out, outFrom, b, offset, n);
        outFrom += n;
        return n;
    }

    /**
     * Takes what was written next.
     *
     * @return the entries that are whole by now
     */
    byte[] put(byte[] b, int from, int to) {
        int p = from;
        while (p < to) {
            int newline = Swar.indexOf(b, p, to, (byte) '\n');
            if (line.size() < LONGEST_LINE) {
                line.write(b, p, newline - p);
            }
            if (newline < to) {
                line();
            }
            p = newline + 1;
        }
        return taken();
    }

    /** The entries that may still go on, as they are. */
    byte[] rest() {
        open.values().forEach(this::flush);
        open.clear();
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = ready.toByteArray();
        ready.reset();
        return bytes;
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
        String pid = head.group("pid") == null ? head.group("number") : head.group("pid");
        String stamp = stamp(head.group("time")) + " [" + pid + "] ";
        String[] pieces = unescaped(head.group("text"));
        Open before = open.get(pid);
        if (before != null && goesOn(before, head, pieces[0])) {
            append(before, pieces[0]);
        } else {
            if (before != null) {
                flush(before);
                open.remove(pid);
            }
            before = new Open();
            before.entry = head.group("entry") == null ? "" : head.group("entry");
            before.head = stamp;
            before.text.append(stamp).append(pieces[0]);
            before.started = lines;
            open.put(pid, before);
        }
        for (int i = 1; i < pieces.length; i++) {
            append(before, pieces[i]);
        }
        age();
    }

    /**
     * Whether a line goes on an entry. {@code [entry-piece]} tells. A number alone is that of the piece (syslog_sequence_numbers = off) or of the entry
     * (syslog_split_messages = off); then, and without any number, what has a blank ahead or no level is no entry of its own.
     */
    private boolean goesOn(Open before, Matcher head, String body) {
        String entry = head.group("entry");
        String piece = head.group("piece");
        if (piece != null) {
            return before.entry.equals(entry) && !"1".equals(piece);
        }
        if ("1".equals(entry) || (entry == null) != before.entry.isEmpty()) {
            return false;
        }
        int label = label(body);
        return body.startsWith("\t") || body.startsWith(" ") || label < 0 || (entry != null && label >= Words.FIELD);
    }

    /**
     * The lines of a message that came whole (syslog_split_messages = off): syslog daemons write control characters as a number sign and three octal
     * digits. Within a message a newline has a tab or another field behind it; any other #012 is the text's own.
     */
    private String[] unescaped(String text) {
        if (text.indexOf('#') < 0) {
            return new String[] {text};
        }
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int p = text.indexOf("#012"); p >= 0; p = text.indexOf("#012", p + 4)) {
            if (text.startsWith("#011", p + 4) || label(text.substring(p + 4, Math.min(text.length(), p + 4 + FARTHEST))) >= Words.FIELD) {
                pieces.add(text.substring(from, p));
                from = p + 4;
            }
        }
        pieces.add(text.substring(from));
        return pieces.stream().map(x -> x.replace("#011", "\t").replace("#015", "\r")).toArray(String[]::new);
    }

    private void append(Open before, String body) {
        if (before.text.length() > ChunkReader.LONGEST_ENTRY) {
            return;
        }
        if (body.startsWith("\t")) {
            before.text.append('\n').append(body);
        } else if (!body.startsWith(" ") && label(body) >= Words.FIELD) {
            before.text.append('\n').append(before.head).append(body);
        } else {
            before.text.append(body);
        }
    }

    /** The first label in the text: ordinal of a {@link Severity}, or FIELD and more; -1 without one. */
    private int label(String body) {
        byte[] b = body.substring(0, Math.min(body.length(), FARTHEST)).getBytes(StandardCharsets.UTF_8);
        for (int p = 0; p < b.length; p++) {
            long label = words.label(b, p, b.length);
            if (label != Words.NONE && (p == 0 || !Character.isLetterOrDigit(b[p - 1]))) {
                return (int) (label >>> 32);
            }
        }
        return -1;
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
            LocalDateTime local = LocalDateTime.parse(today.getYear() + " " + time.replace("  ", " "), BSD);
            // such a stamp has no year: one of December read in January is of the year before
            LocalDateTime past = local.toLocalDate().isAfter(today.plusDays(2)) ? local.minusYears(1) : local;
            return OUT.format(past.atZone(zone).withZoneSameInstant(ZoneOffset.UTC));
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
