package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a log is written from its first lines, and proves it: of so many lines so many were understood, and these were
 * not.
 */
public final class Detection {
    private static final int LINES = 1000;
    private static final int SHOWN = 3;
    private static final double ENOUGH = 0.5;

    private Detection() {
    }

    /**
     * What was found.
     *
     * @param lines  entry lines that were tried; continuations are none
     * @param parsed those that fit
     * @param failed the first that did not
     * @param lacks  escapes that the prefix should have and has not
     */
    public record Proof(LogFormat format, long lines, long parsed, List<String> failed, List<String> lacks) {
        /** 0 to 1. */
        public double share() {
            return lines == 0 ? 0 : (double) parsed / lines;
        }
    }

    /** Looks at the first bytes of a log. */
    public static Proof of(byte[] head, int length, LogOptions options) {
        Words words = Words.ALL;
        List<String> lines = lines(head, length);
        String format = options.format();
        if ("csv".equals(format) || ("auto".equals(format) && looksCsv(lines))) {
            return simple(new LogFormat.Csv(), lines.stream().filter(l -> l.matches("\\d{4}-.*")).toList(), ",\"?[^,]*\"?,.*");
        }
        if ("json".equals(format) || ("auto".equals(format) && looksJson(lines))) {
            return simple(new LogFormat.Json(), lines, "\\{\".*");
        }
        String prefix = options.prefix();
        if ("syslog".equals(format) || ("auto".equals(format) && Syslog.looksLike(lines))) {
            List<String> inner = Syslog.plain(lines);
            Proof proof = stderr(inner, prefix == null ? null : Syslog.STAMP + prefix, words, Syslog.STAMP);
            return new Proof(new LogFormat.Syslog((LogFormat.Stderr) proof.format), proof.lines, proof.parsed, proof.failed, proof.lacks);
        }
        return stderr(lines, prefix, words, "");
    }

    private static List<String> lines(byte[] head, int length) {
        String text = new String(head, 0, length, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.size() > 1) {
            lines.removeLast();
        }
        lines.removeIf(l -> l.isEmpty() || "\r".equals(l));
        return lines;
    }

    private static boolean looksCsv(List<String> lines) {
        long rows = lines.stream().limit(200)
                .filter(l -> l.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [^,]*,(\"[^\"]*\")?,(\"[^\"]*\")?,\\d*,.*")).count();
        return rows > 0 && !lines.getFirst().startsWith("{");
    }

    private static boolean looksJson(List<String> lines) {
        return lines.stream().limit(20).filter(l -> l.startsWith("{\"")).count() * 2 > Math.min(20, lines.size());
    }

    private static Proof simple(LogFormat format, List<String> lines, String pattern) {
        java.util.regex.Pattern entry = java.util.regex.Pattern.compile(pattern, java.util.regex.Pattern.DOTALL);
        List<String> some = lines.subList(0, Math.min(LINES, lines.size()));
        List<String> failed = some.stream().filter(l -> !entry.matcher(l).find()).limit(SHOWN).toList();
        long parsed = some.stream().filter(l -> entry.matcher(l).find()).count();
        return new Proof(format, some.size(), parsed, failed, List.of());
    }

    private static Proof stderr(List<String> lines, @Nullable String given, Words words, String ahead) {
        long tabs = lines.stream().filter(l -> l.startsWith("\t")).count();
        List<String> starts = lines.stream().filter(l -> !l.startsWith("\t")).limit(LINES).toList();
        boolean crlf = !starts.isEmpty() && starts.stream().filter(l -> l.endsWith("\r")).count() * 10 > starts.size() * 9L;
        Prefix best = given == null ? learn(starts, words, ahead) : new Prefix(given);
        Trial trial = new Trial(best, starts, words);
        boolean verbose = trial.verbose * 10 > trial.levels * 9;
        boolean tabbed = tabs > 0 || trial.parsed * 10 >= starts.size() * 9L;
        return new Proof(new LogFormat.Stderr(best, tabbed, crlf, verbose), starts.size(), trial.parsed, trial.failed, best.lacks());
    }

    /** The prefix, among the usual ones and the one worked out from the lines, that fits most lines and names most. */
    static Prefix learn(List<String> starts, Words words, String ahead) {
        List<String> candidates = new ArrayList<>();
        for (String common : Prefix.COMMON) {
            candidates.add(ahead + common);
        }
        candidates.addAll(PrefixGuess.from(starts, words));
        if (!ahead.isEmpty()) {
            candidates.add(ahead);
        }
        List<Map.Entry<Prefix, Trial>> trials = new ArrayList<>();
        for (String candidate : candidates) {
            Prefix prefix = new Prefix(candidate);
            trials.add(Map.entry(prefix, new Trial(prefix, starts, words)));
        }
        Comparator<Map.Entry<Prefix, Trial>> order = Comparator.comparingLong(t -> t.getValue().score());
        Map.Entry<Prefix, Trial> best = Collections.max(trials, order);
        String text = best.getKey().text();
        return best.getValue().fractions && text.contains("%t") ? new Prefix(text.replace("%t", "%m")) : best.getKey();
    }

    /** Whether the proof is good enough to believe the figures. */
    public static boolean holds(Proof proof) {
        return proof.share() >= ENOUGH;
    }

    /** One prefix tried on some lines. */
    private static final class Trial {
        long parsed;
        long verbose;
        long named;
        long levels;
        boolean fractions;
        private int filled;
        private final int escapes;
        final List<String> failed = new ArrayList<>();

        Trial(Prefix prefix, List<String> lines, Words words) {
            Entry e = new Entry();
            Stamp stamp = new Stamp(null);
            escapes = prefix.names();
            for (String line : lines) {
                byte[] b = line.getBytes(StandardCharsets.UTF_8);
                e.clear();
                long label = prefix.match(b, 0, b.length, e, stamp, words);
                if (label == Words.NONE) {
                    if (failed.size() < SHOWN) {
                        failed.add(line.length() > 200 ? line.substring(0, 200) : line);
                    }
                    continue;
                }
                parsed++;
                int p = (int) label;
                levels += (label >>> 32) < Words.FIELD ? 1 : 0;
                if (b.length > p + 6 && b[p + 5] == ':' && b[p + 6] == ' ' && SqlStates.looksLike(b, p)) {
                    verbose++;
                }
                named += fields(e, b, prefix.text().contains("%r"));
                fractions |= e.time != Entry.NO_TIME && e.time % 1_000_000 != 0;
                filled |= (e.user.isEmpty() ? 0 : 1) | (e.database.isEmpty() ? 0 : 2) | (e.application.isEmpty() ? 0 : 4)
                        | (e.host.isEmpty() ? 0 : 8);
            }
        }

        private static int fields(Entry e, byte[] b, boolean ports) {
            return (e.time == Entry.NO_TIME ? 0 : 4) + (e.pid == 0 ? 0 : 4) + name(e.user, b) + name(e.database, b) + name(e.application, b)
                    + host(e.host, b, ports);
        }

        /** A host is an address, a name or [local], with a port in brackets when the prefix says so, and nothing that other names are made of. */
        private static int host(Entry.Slice slice, byte[] b, boolean ports) {
            if (!slice.isEmpty() && b[slice.to - 1] == ')' != ports && b[slice.to - 1] != ']') {
                return -5;
            }
            for (int p = slice.from; p < slice.to; p++) {
                if (b[p] == '@' || b[p] == '=' || b[p] == ' ' || b[p] == ',') {
                    return -5;
                }
            }
            return slice.isEmpty() ? 0 : 1;
        }

        /** A name with a bracket, a comma or an equals sign in it was probably cut in the wrong place. */
        private static int name(Entry.Slice slice, byte[] b) {
            if (slice.isEmpty()) {
                return 0;
            }
            for (int p = slice.from; p < slice.to; p++) {
                if (b[p] == ',' || b[p] == '=' || b[p] == '@' || b[p] == '|' || b[p] == ']' || b[p] == ';') {
                    return -1;
                }
            }
            return 1;
        }

        /** A name that stands in no line is not to be promised. */
        long score() {
            return parsed * 100 + named - 2L * (escapes - Integer.bitCount(filled));
        }
    }
}
