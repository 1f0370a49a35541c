package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.Fingerprint;
import dev.howdah.engine.sqltext.FirstWord;
import dev.howdah.engine.sqltext.SqlPieces;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements for which advice is wanted. Immutable.
 *
 * @param measured true when calls and times were measured on a server, so that costs can be told in milliseconds
 * @param leftOut statements that were given and have no plan, each with the reason
 */
public record Workload(List<Item> items, boolean measured, List<LeftOut> leftOut) {
    private static final double FACTOR_CAP = 20;
    private static final int LONGEST_WORD = 30;
    private static final Pattern CATALOGUE = Pattern.compile("\\b(?:pg_[a-z_]+|information_schema)\\b");
    private static final Pattern WORD = Pattern.compile("\\w+");

    /**
     * @param callsPerSecond how often it runs; the number of times that it was given, where nothing was measured
     * @param meanMs time of one call in ms, NaN where it was not measured
     */
    public record Item(String id, Query query, double callsPerSecond, double meanMs) {
        /** ms of database time per second that goes into it. */
        public double load() {
            return callsPerSecond * meanMs;
        }
    }

    /** @param load ms of database time per second that goes into it, NaN where it was not measured */
    public record LeftOut(String id, String text, String reason, double load) {
        /** Without a plan because of what it is: its first word tells. */
        static LeftOut utility(String id, String text, double load) {
            String word = FirstWord.of(text);
            return new LeftOut(id, text, Text.of("advise.utility", word.substring(0, Math.min(word.length(), LONGEST_WORD)).toUpperCase(Locale.ROOT)), load);
        }
    }

    public Workload {
        items = List.copyOf(items);
        leftOut = List.copyOf(leftOut);
    }

    public Workload(List<Item> items, boolean measured) {
        this(items, measured, List.of());
    }

    /** What pg_stat_statements saw, as the capsule holds it. */
    public static Workload of(Capsule capsule) {
        double seconds = Math.max(1, capsule.source().statementSeconds());
        List<Item> items = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        Set<String> tables = capsule.relations().stream().map(Capsule.Relation::name).collect(Collectors.toSet());
        for (Capsule.Statement s : capsule.statements()) {
            double load = s.totalMs() / seconds;
            if (s.calls() <= 0) {
                continue;
            }
            if (!FirstWord.planned(s.text())) {
                leftOut.add(LeftOut.utility(s.id(), s.text(), load));
            } else if (aboutCatalogue(s.text(), tables)) {
                leftOut.add(new LeftOut(s.id(), s.text(), Text.of("advise.catalogue"), load));
            } else {
                items.add(new Item(s.id(), Query.of(Limit.known(s.text(), s.rows() / s.calls())), s.calls() / seconds, s.totalMs() / s.calls()));
            }
        }
        return new Workload(items, true, leftOut);
    }

    /** A file of statements that end with semicolons; one that occurs again counts once more. */
    public static Workload parse(String sql) {
        Map<String, Item> items = new LinkedHashMap<>();
        Map<String, LeftOut> leftOut = new LinkedHashMap<>();
        for (String text : SqlPieces.of(sql)) {
            String id = Fingerprint.of(text).id();
            if (!FirstWord.planned(text)) {
                leftOut.putIfAbsent(id, LeftOut.utility(id, text, Double.NaN));
            } else {
                Item known = items.get(id);
                items.put(id, new Item(id, known == null ? Query.of(text) : known.query(),
                        known == null ? 1 : known.callsPerSecond() + 1, Double.NaN));
            }
        }
        return new Workload(new ArrayList<>(items.values()), false, new ArrayList<>(leftOut.values()));
    }

    /** Monitors read views and catalogues of the server: no index can be made there, and their time is not the workload's. */
    private static boolean aboutCatalogue(String text, Set<String> tables) {
        return CATALOGUE.matcher(text).find() && WORD.matcher(text).results().noneMatch(m -> tables.contains(m.group()));
    }

    /**
     * What one cost unit of each statement weighs: with measured times, ms of database time per second. A statement that took far
     * longer than its plan tells is not believed to gain as much.
     *
     * @param costs of the statements as things are
     */
    static double[] weights(List<Item> items, double[] costs, boolean measured) {
        double[] factors = new double[costs.length];
        for (int i = 0; i < costs.length; i++) {
            factors[i] = measured ? items.get(i).meanMs() / Math.max(0.01, costs[i]) : 1;
        }
        double[] sorted = factors.clone();
        Arrays.sort(sorted);
        double cap = sorted.length == 0 ? 1 : sorted[sorted.length / 2] * FACTOR_CAP;
        for (int i = 0; i < factors.length; i++) {
            factors[i] = Math.min(factors[i], cap) * items.get(i).callsPerSecond();
        }
        return factors;
    }
}
