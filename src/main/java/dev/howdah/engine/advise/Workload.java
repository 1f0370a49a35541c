package dev.howdah.engine.advise;

import dev.howdah.engine.sqltext.Fingerprint;
import dev.howdah.engine.sqltext.FirstWord;
import dev.howdah.engine.sqltext.SqlLexer;
import dev.howdah.engine.sqltext.SqlPieces;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements for which advice is wanted. Immutable.
 *
 * @param measured true when calls and times were measured on a server, so that costs can be told in milliseconds
 * @param leftOut statements that were given and have no plan, each with the reason
 */
public record Workload(List<Item> items, boolean measured, List<LeftOut> leftOut) {
    private static final double FACTOR_CAP = 20;
    private static final int LONGEST_WORD = 30;
    /** What pg_stat_statements shows of another role's statement. */
    private static final String HIDDEN = "<insufficient privilege>";
    private static final Pattern CATALOGUE = Pattern.compile("\\b(?:pg_[a-z_]+|information_schema)\\b");
    private static final Pattern WORD = Pattern.compile("\\w+");

    /**
     * @param callsPerSecond how often it runs; the number of times that it was given, where nothing was measured
     * @param meanMs time of one call in ms, NaN where it was not measured
     * @param constants of its text, those that stand in every call; null when all do
     */
    public record Item(String id, Query query, double callsPerSecond, double meanMs, @Nullable Set<String> constants) {
        public Item(String id, Query query, double callsPerSecond, double meanMs) {
            this(id, query, callsPerSecond, meanMs, null);
        }

        /** ms of database time per second that goes into it. */
        public double load() {
            return callsPerSecond * meanMs;
        }
    }

    /** @param load ms of database time per second that goes into it, NaN where it was not measured */
    public record LeftOut(String id, String text, String reason, double load) {}

    /** Without a plan because of what it is: its first word tells. */
    static String utility(String text) {
        String word = FirstWord.of(text);
        if (word.isEmpty()) {
            return Text.of("advise.no-word");
        }
        return Text.of("advise.utility", word.substring(0, Math.min(word.length(), LONGEST_WORD)).toUpperCase(Locale.ROOT));
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
        for (Capsule.Statement s : together(capsule.statements())) {
            String text = InnerQuery.of(s.text());
            String reason = reason(s.text(), text, tables);
            if (reason != null) {
                leftOut.add(new LeftOut(s.id(), s.text(), reason, s.totalMs() / seconds));
            } else {
                items.add(new Item(s.id(), Query.of(Limit.known(text, s.rows() / s.calls())), s.calls() / seconds, s.totalMs() / s.calls()));
            }
        }
        return new Workload(items, true, leftOut);
    }

    /** The calls of all roles together. */
    private static Collection<Capsule.Statement> together(List<Capsule.Statement> statements) {
        Map<String, Capsule.Statement> all = new LinkedHashMap<>();
        statements.stream().filter(s -> s.calls() > 0).forEach(s -> all.merge(s.id(), s, (a, b) ->
                new Capsule.Statement(a.id(), a.text(), a.calls() + b.calls(), a.totalMs() + b.totalMs(), a.rows() + b.rows(), a.role())));
        return all.values();
    }

    /**
     * The same, with each statement under the number by which the source's pg_stat_statements counts it, where it does: by that alone
     * an advice is measured once it is applied.
     */
    public Workload known(Capsule source) {
        Map<String, Capsule.Statement> counted = new HashMap<>();
        together(source.statements()).forEach(s -> counted.merge(Fingerprint.of(InnerQuery.of(s.text())).id(), s, (a, b) -> a.calls() >= b.calls() ? a : b));
        List<Item> renamed = items.stream()
                .map(i -> {
                    Capsule.Statement s = counted.get(Fingerprint.of(i.query().text()).id());
                    return s == null ? i : new Item(s.id(), i.query(), i.callsPerSecond(), i.meanMs(), i.constants());
                })
                .toList();
        boolean apart = renamed.stream().map(Item::id).distinct().count() == renamed.size();
        return apart ? new Workload(renamed, measured, leftOut) : this;
    }

    /** Why a statement is left out; null when it is not. */
    private static @Nullable String reason(String whole, String query, Set<String> tables) {
        if (whole.equals(HIDDEN)) {
            return Text.of("advise.hidden");
        }
        if (!FirstWord.planned(query)) {
            return utility(query);
        }
        boolean masked = !query.equals(whole) && Tokens.of(query).stream().anyMatch(t -> t.kind() == SqlLexer.OPERATOR && t.is("?"));
        return masked ? Text.of("advise.masked") : aboutCatalogue(query, tables) ? Text.of("advise.catalogue") : null;
    }

    /** A file of statements that end with semicolons; one that occurs again counts once more. */
    public static Workload parse(String sql) {
        Map<String, Item> items = new LinkedHashMap<>();
        Map<String, LeftOut> leftOut = new LinkedHashMap<>();
        for (String whole : SqlPieces.of(sql)) {
            String text = InnerQuery.of(whole);
            String id = Fingerprint.of(text).id();
            if (!FirstWord.planned(text)) {
                leftOut.putIfAbsent(id, new LeftOut(id, whole, utility(text), Double.NaN));
            } else {
                items.merge(id, new Item(id, Query.of(text), 1, Double.NaN, Constants.common(List.of(text))), Workload::again);
            }
        }
        return new Workload(new ArrayList<>(items.values()), false, new ArrayList<>(leftOut.values()));
    }

    private static Item again(Item known, Item more) {
        Set<String> constants = new HashSet<>(Objects.requireNonNull(known.constants()));
        constants.retainAll(Objects.requireNonNull(more.constants()));
        return new Item(known.id(), known.query(), known.callsPerSecond() + 1, Double.NaN, constants);
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
