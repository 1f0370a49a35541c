package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a log is written from its first lines, and proves it: of so many lines so many were understood, and these were
 * not.
 */
public final class Detection {
    private static final int LINES = 1000;
    private static final int SHOWN = 3;
    private static final int SOME = 150;
    private static final int FINALISTS = 8;
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
     * @param untold the prefix was learnt, and which of its names is the user, which the database and which the application is told by nothing
     *               but their places
     */
    public record Proof(LogFormat format, long lines, long parsed, List<String> failed, List<String> lacks, boolean untold) {
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
            return new Proof(new LogFormat.Syslog((LogFormat.Stderr) proof.format), proof.lines, proof.parsed, proof.failed, proof.lacks, proof.untold);
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
        return new Proof(format, some.size(), parsed, failed, List.of(), false);
    }

    private static Proof stderr(List<String> lines, @Nullable String given, Words words, String ahead) {
        long tabs = lines.stream().filter(l -> l.startsWith("\t")).count();
        List<String> starts = lines.stream().filter(l -> !l.startsWith("\t")).limit(LINES).toList();
        boolean crlf = !starts.isEmpty() && starts.stream().filter(l -> l.endsWith("\r")).count() * 10 > starts.size() * 9L;
        Connected names = new Connected(lines, words);
        Prefix best = given == null ? learn(starts, words, ahead, names) : new Prefix(given, names);
        Trial trial = new Trial(best, starts, words, names);
        boolean verbose = trial.verbose * 10 > trial.levels * 9;
        boolean tabbed = tabs > 0 || trial.parsed * 10 >= starts.size() * 9L;
        return new Proof(new LogFormat.Stderr(best, tabbed, crlf, verbose), starts.size(), trial.parsed, trial.failed, best.lacks(),
                given == null && Doubts.untold(trial, names));
    }

    /** The prefix, among the usual ones and those worked out from the lines, that fits most lines and explains most of each. */
    static Prefix learn(List<String> starts, Words words, String ahead, Connected names) {
        Set<String> candidates = new LinkedHashSet<>();
        for (String common : Prefix.COMMON) {
            candidates.add(ahead + common);
        }
        List<String> some = everyNth(starts);
        Trial usual = best(candidates, some, words, names);
        if (usual.parsed == some.size() && Doubts.certain(usual, names)) {
            // most logs end here: what is worked out from the lines would be the same and takes longer
            return new Trial(usual.prefix, starts, words, names).fractional();
        }
        candidates.addAll(PrefixGuess.from(starts, words, names));
        if (!ahead.isEmpty()) {
            candidates.add(ahead);
        }
        List<String> finalists = candidates.stream().map(c -> new Trial(new Prefix(c, names), some, words, names))
                .sorted(Comparator.comparingLong(Trial::score).reversed()).limit(FINALISTS).map(t -> t.prefix.text()).toList();
        return best(finalists, starts, words, names).fractional();
    }

    private static Trial best(Collection<String> candidates, List<String> lines, Words words, Connected names) {
        return candidates.stream().map(c -> new Trial(new Prefix(c, names), lines, words, names)).max(Comparator.comparingLong(Trial::score)).orElseThrow();
    }

    private static List<String> everyNth(List<String> lines) {
        int n = Math.max(1, lines.size() / SOME);
        return IntStream.range(0, lines.size()).filter(i -> i % n == 0).mapToObj(lines::get).toList();
    }

    /** Whether the proof is good enough to believe the figures. */
    public static boolean holds(Proof proof) {
        return proof.share() >= ENOUGH;
    }
}
