package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One prefix tried on some lines: how many are entries by it, and how much of each it explains. */
final class Trial {
    private static final int SHOWN = 3;
    private static final Pattern MOMENT = Pattern.compile(".*(\\d{4}-\\d\\d-\\d\\d|\\d\\d:\\d\\d).*");
    private static final Pattern SIGNS = Pattern.compile(".*[,=@|;<>(){}\\[\\]\"].*");
    private static final Pattern HOST = Pattern.compile("(?:\\[local\\]|\\[none\\]|localhost|[\\w-]+(?:\\.[\\w-]+)+|[0-9a-fA-F]*:[0-9a-fA-F:.]+(?:%\\w+)?)(?:\\(\\d+\\))?");
    /** A name in the place of a key. */
    private static final Pattern KEY = Pattern.compile("%[uda]=");
    private static final Pattern WORD = Pattern.compile("[\\w-]+(?:\\(\\d+\\))?");
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{5}|[0-9./-]+");

    final Prefix prefix;
    final List<String> failed = new ArrayList<>();
    private final Connected known;
    private final boolean ports;
    long lines;
    long parsed;
    long verbose;
    long levels;
    boolean fractions;
    private long explained;
    private int filled;
    private final Map<Character, Map<String, Integer>> values = new HashMap<>();
    private final Map<Long, Long> numbers = new HashMap<>();

    Trial(Prefix prefix, List<String> lines, Words words, Connected known) {
        this.prefix = prefix;
        this.known = known;
        this.lines = lines.size();
        ports = prefix.text().contains("%r");
        Entry e = new Entry();
        Stamp stamp = new Stamp(null);
        for (String line : lines) {
            byte[] b = line.getBytes(StandardCharsets.UTF_8);
            e.clear();
            long label = prefix.match(b, 0, b.length, e, stamp, words);
            if (label != Words.NONE) {
                take(e, b, label);
            } else if (failed.size() < SHOWN) {
                failed.add(line.length() > 200 ? line.substring(0, 200) : line);
            }
        }
    }

    private void take(Entry e, byte[] b, long label) {
        parsed++;
        if (e.line > 0 && e.session != 0) {
            Long before = numbers.put(e.session, e.line);
            explained += before == null || e.line > before ? 2 : -8;
        }
        int p = (int) label;
        levels += (label >>> 32) < Words.FIELD ? 1 : 0;
        if (b.length > p + 6 && b[p + 5] == ':' && b[p + 6] == ' ' && SqlStates.looksLike(b, p)) {
            verbose++;
        }
        explained += (e.time == Entry.NO_TIME ? 0 : 20) + (e.pid == 0 ? 0 : 15) + (e.line == 0 ? 0 : 3) + (e.queryId == 0 ? 0 : 2)
                + (prefix.text().contains("%e") ? 3 : 0) + name('u', e.user, b) + name('d', e.database, b) + name('a', e.application, b) + host(e.host, b);
        fractions |= e.time != Entry.NO_TIME && e.time % 1_000_000 != 0;
        filled |= (e.user.isEmpty() ? 0 : 1) | (e.database.isEmpty() ? 0 : 2) | (e.application.isEmpty() ? 0 : 4) | (e.host.isEmpty() ? 0 : 8);
    }

    /** A name that holds signs or a time was probably cut in the wrong place. */
    private int name(char escape, Entry.Slice slice, byte[] b) {
        if (slice.isEmpty()) {
            return 0;
        }
        String name = new String(b, slice.from, slice.to - slice.from, StandardCharsets.UTF_8);
        values.computeIfAbsent(escape, k -> new HashMap<>()).merge(name, 1, Integer::sum);
        if (known.knows(escape, name)) {
            return 4;
        }
        if ("[unknown]".equals(name)) {
            return 0;
        }
        if (MOMENT.matcher(name).matches()) {
            return -20;
        }
        if (SIGNS.matcher(name).matches()) {
            return -8;
        }
        return CODE.matcher(name).matches() || NameColumns.TITLE.matcher(name).matches() ? -3 : name.indexOf(' ') >= 0 ? -1 : 1;
    }

    /** A host is an address, a name or [local], with a port in brackets when the prefix says so. */
    private int host(Entry.Slice slice, byte[] b) {
        if (slice.isEmpty()) {
            return 0;
        }
        String host = new String(b, slice.from, slice.to - slice.from, StandardCharsets.UTF_8);
        boolean port = host.endsWith(")");
        if (port != ports && !host.endsWith("]")) {
            return -8;
        }
        return HOST.matcher(host).matches() ? 1 : WORD.matcher(host).matches() ? -1 : -8;
    }

    /** A word that stands on every line, also on those of processes that serve no session, is none of a session's names. */
    private long constants() {
        long all = KEY.matcher(prefix.text()).find() ? parsed * 5 : 0;
        for (Map.Entry<Character, Map<String, Integer>> column : values.entrySet()) {
            String only = column.getValue().size() == 1 ? column.getValue().keySet().iterator().next() : "";
            if (!only.isEmpty() && !known.knows(column.getKey(), only) && column.getValue().getOrDefault(only, 0) == parsed && parsed > 5) {
                all += parsed * 3;
            }
        }
        return all;
    }

    /** The prefix, with milliseconds when the lines have them. */
    Prefix fractional() {
        String text = prefix.text();
        return fractions && text.contains("%t") ? new Prefix(text.replace("%t", "%m"), known) : prefix;
    }

    /** The names that were seen in the place of an escape, u, d or a. */
    Set<String> values(char escape) {
        return values.getOrDefault(escape, Map.of()).keySet();
    }

    /** A name that stands in no line is not to be promised; of two that explain as much the shorter is meant. */
    long score() {
        return (parsed * 100 + explained - constants() - 2L * (prefix.names() - Integer.bitCount(filled))) * 1000 - prefix.text().length();
    }
}
