package dev.howdah.engine.profile;

import dev.howdah.engine.profile.NPlusOne.Confidence;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for N+1 patterns in the counters of pg_stat_statements. A child is a SELECT that finds a row or two by one key, quickly
 * and often. Its parent is a SELECT of the same role and database that returns about as many rows as the child is called. That
 * alone is a coincidence in many loads; it counts for more when both move together from interval to interval, and when
 * sessions were seen repeating the child. Stateless but for what it is given.
 */
public final class NPlusOneFinder {
    private static final Pattern KEY = Pattern.compile("(?i)\\b((?:\\w+\\.)?\"?\\w+\"?)\\s*=\\s*(\\$\\d+)(?!\\s*::\\s*\\w+\\[)");
    private static final int BUSIEST = 300;
    private static final double LEAST_PER_CALL = 5;
    private static final double LEAST_CALLS_A_SECOND = 0.5;
    private static final double LONGEST_CHILD_MS = 20;

    private final Repeats repeats;

    public NPlusOneFinder(Repeats repeats) {
        this.repeats = repeats;
    }

    /**
     * The same for the statements with most calls, whose texts are asked for.
     *
     * @param texts normalised texts of query ids
     */
    public List<NPlusOne> find(List<StatementInterval> intervals, Function<List<Long>, Map<Long, String>> texts, Set<String> muted) {
        Map<Long, Double> calls = new HashMap<>();
        intervals.forEach(i -> i.uses().forEach((k, c) -> calls.merge(k.queryId(), c.get(Measure.CALLS), Double::sum)));
        List<Long> busiest = calls.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue().reversed())
                .limit(BUSIEST)
                .map(Map.Entry::getKey)
                .toList();
        return find(intervals, texts.apply(busiest), muted);
    }

    /**
     * The suspects, those that cost most first.
     *
     * @param intervals what was measured, oldest first
     * @param texts normalised texts by query id; statements without one are left out
     * @param muted ids of pairs that nobody wants to see
     */
    public List<NPlusOne> find(List<StatementInterval> intervals, Map<Long, String> texts, Set<String> muted) {
        List<StatementInterval> measured = intervals.stream().filter(i -> !i.gap()).toList();
        if (measured.isEmpty()) {
            return List.of();
        }
        Map<StatementKey, double[]> calls = series(measured, Measure.CALLS);
        Map<StatementKey, double[]> rows = series(measured, Measure.ROWS);
        Map<StatementKey, double[]> times = series(measured, Measure.EXEC_MS);
        double seconds = measured.stream().mapToDouble(i -> i.to().toEpochMilli() - i.from().toEpochMilli()).sum() / 1e3;
        List<NPlusOne> found = new ArrayList<>();
        for (StatementKey child : calls.keySet()) {
            String text = texts.get(child.queryId());
            double n = sum(of(calls, child));
            boolean small = sum(of(rows, child)) <= 3 * n && sum(of(times, child)) / n <= LONGEST_CHILD_MS;
            if (text != null && small && n / seconds >= LEAST_CALLS_A_SECOND && byOneKey(text)) {
                NPlusOne best = best(child, text, calls, rows, texts, seconds, sum(of(times, child)));
                if (best != null && !muted.contains(best.id())) {
                    found.add(best);
                }
            }
        }
        found.sort(Comparator.comparing(NPlusOne::confidence).thenComparingDouble(NPlusOne::msPerMinute).reversed());
        return found;
    }

    private @Nullable NPlusOne best(StatementKey child, String text, Map<StatementKey, double[]> calls, Map<StatementKey, double[]> rows,
            Map<Long, String> texts, double seconds, double childMs) {
        double n = sum(of(calls, child));
        NPlusOne best = null;
        double bestScore = 0;
        for (StatementKey parent : calls.keySet()) {
            String parentText = texts.get(parent.queryId());
            if (parent.equals(child) || parentText == null || parent.userId() != child.userId()
                    || parent.databaseId() != child.databaseId() || !isSelect(parentText)) {
                continue;
            }
            double parentCalls = sum(of(calls, parent));
            double perCall = n / parentCalls;
            double fit = n / sum(of(rows, parent));
            if (perCall < LEAST_PER_CALL || fit < 0.7 || fit > 1.3) {
                continue;
            }
            double together = correlation(of(rows, parent), of(calls, child));
            double score = (1 - Math.abs(1 - fit)) + (together > 0 ? together : 0);
            if (score > bestScore) {
                bestScore = score;
                int seen = repeats.of(child.queryId());
                Confidence confidence = !(together >= 0.9) ? Confidence.LOW : seen > 1 ? Confidence.HIGH : Confidence.MEDIUM;
                best = new NPlusOne(parent, parentText, child, text, perCall, n / seconds * 60, childMs / seconds * 60, confidence,
                        evidence(fit, together, seen), rewrite(text));
            }
        }
        return best;
    }

    private static String evidence(double fit, double together, int seen) {
        String percent = Share.text(fit, 0);
        if (Double.isNaN(together) || together < 0.9) {
            return Text.of("slow.nplusone.ratio", percent);
        }
        String r = String.format(Text.locale(), "%.2f", together);
        return seen > 1 ? Text.of("slow.nplusone.seen", percent, r, seen) : Text.of("slow.nplusone.together", percent, r);
    }

    private static boolean isSelect(String text) {
        String t = text.stripLeading().toLowerCase(Locale.ROOT);
        return t.startsWith("select") || t.startsWith("with");
    }

    /** One comparison of one column with one parameter, in a SELECT without lists, groups or ranges. */
    static boolean byOneKey(String text) {
        String t = text.toLowerCase(Locale.ROOT);
        int where = t.indexOf("where");
        if (!t.stripLeading().startsWith("select") || where < 0 || t.contains("group by") || t.contains(" any ") || t.contains("any(")) {
            return false;
        }
        Matcher m = KEY.matcher(t.substring(where));
        return m.find();
    }

    /** The child for many keys at once, or null. */
    static @Nullable String rewrite(String text) {
        int where = text.toLowerCase(Locale.ROOT).indexOf("where");
        Matcher m = KEY.matcher(text);
        if (where < 0 || !m.find(where) || text.toLowerCase(Locale.ROOT).contains(" limit ")) {
            return null;
        }
        String column = m.group(1);
        String many = text.substring(0, m.start()) + column + " = ANY (" + m.group(2) + ")" + text.substring(m.end());
        String head = many.stripLeading();
        boolean star = head.matches("(?is)select\\s+\\*.*") || head.toLowerCase(Locale.ROOT).matches("(?s)select\\s+[^()]*\\.\\*.*");
        return star ? head : head.replaceFirst("(?i)^select\\s+", "SELECT " + Matcher.quoteReplacement(column) + ", ");
    }

    private static Map<StatementKey, double[]> series(List<StatementInterval> intervals, Measure m) {
        Map<StatementKey, double[]> series = new HashMap<>();
        for (int i = 0; i < intervals.size(); i++) {
            int at = i;
            intervals.get(i).uses().forEach((key, c) -> series.computeIfAbsent(key, k -> new double[intervals.size()])[at] = c.get(m));
        }
        return series;
    }

    private static double[] of(Map<StatementKey, double[]> series, StatementKey key) {
        return series.getOrDefault(key, new double[0]);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }

    /** Pearson's coefficient; NaN below five points or when one side never changes. */
    static double correlation(double[] a, double[] b) {
        int n = a.length;
        if (n < 5) {
            return Double.NaN;
        }
        double meanA = sum(a) / n;
        double meanB = sum(b) / n;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < n; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
