package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statistics that lead the planner astray, from plans that were really measured: stale ones are renewed, of several columns of one
 * table together extended statistics are made, of a single column more values are kept.
 */
final class EstimateCards implements Rule {
    /** ANALYZE comes first when more than this part of the rows changed since the last one. */
    private static final double STALE = 0.2;

    private static final Choice NOTHING = new Choice(Means.NONE, null, null);
    private static final int LARGER_TARGET = 1000;
    /** As many times off is near enough. */
    private static final double NEAR = 2;
    private static final int MOST_COLUMNS = 8;
    /** From this part of the rows on PostgreSQL itself takes the number of different values to grow with them. */
    private static final double GROWING = 0.1;

    /**
     * A column of the table.
     *
     * @param target its own statistics target or the server's
     * @param distinctValues null where the role may not see it
     * @param together columns with which it has extended statistics, a line each, an empty line between two statistics objects; null when
     *     none
     * @param own its own statistics target, -1 for none
     * @param ownDistinct its number of different values as somebody has set it; null when nobody has
     */
    public record Column(
            String table, String name, int target, double rows, double changed, boolean analyzed, @Nullable Double distinctValues,
            @Nullable String together, int own, @Nullable String ownDistinct) {}

    @Override
    public String title() {
        return Text.of("rules.title.estimate");
    }

    @Override
    public List<Lack> missing(Sources sources) {
        if (sources.server() == null) {
            return List.of(new Lack(Text.of("rules.no-connection", title()), null));
        }
        boolean measured = sources.heard().plans().stream().anyMatch(m -> m.plan().analyzed());
        return measured ? List.of() : List.of(new Lack(Text.of("rules.estimate.no-plans"), null));
    }

    @Override
    public void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks) {
        Sources.Live live = sources.server();
        if (live == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Sources.Measured measured : sources.heard().plans()) {
            for (Misestimate m : Misestimate.of(measured.plan())) {
                Card card = card(live.db(), measured, m);
                if (card != null && seen.add(card.deed().act() + card.subject())) {
                    cards.accept(card);
                }
            }
        }
    }

    private static @Nullable Card card(Db db, Sources.Measured measured, Misestimate m) {
        String name = m.schema() == null ? Identifiers.quote(m.relation()) : Identifiers.quote(m.schema(), m.relation());
        List<Column> all = db.list("rules/columns", Column.class, Map.of("table", name));
        List<Column> used = all.stream().filter(c -> m.words().contains(c.name())).limit(MOST_COLUMNS).toList();
        if (used.isEmpty()) {
            return null;
        }
        String table = used.getFirst().table();
        List<String> names = used.stream().map(Column::name).toList();
        List<String> open = new ArrayList<>(List.of(Text.of("rules.estimate.one-plan")));
        List<Choice> choices = choices(table, used, m);
        Choice choice = choices.getFirst();
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Text.of("rules.estimate.expected"), TableCards.whole(m.expected()));
        evidence.put(Text.of("rules.estimate.real"), TableCards.whole(m.real()));
        evidence.put(Text.of("rules.estimate.condition"), m.condition());
        evidence.put(Text.of("rules.estimate.changed"), TableCards.whole(used.getFirst().changed()));
        Confidence confidence = Confidence.MEDIUM;
        Environment environment = db.target().environment();
        boolean mayTry = environment == Environment.SANDBOX || environment == Environment.DEVELOPMENT;
        Tried best = mayTry ? best(db, table, choices, m) : null;
        if (best == null) {
            open.add(Text.of("rules.estimate.not-proven"));
        } else {
            choice = best.choice();
            evidence.put(Text.of("rules.estimate.then"), TableCards.whole(best.rows()));
            confidence = best.off(m) <= m.factor() / 10 ? Confidence.HIGH : Confidence.LOW;
        }
        if (choice.means() == Means.DISTINCT) {
            open.add(Text.of("rules.estimate.fixed"));
        }
        Card.Basis basis = new Card.Basis(evidence, Text.of("rules.window.plans"), confidence, open);
        String act = choice.act();
        Card.Deed deed = act == null
                ? Card.Deed.byHand(Text.of("rules.estimate.by-hand"), Text.of("rules.cost.application"))
                : Card.Deed.of(act, choice.undo());
        return new Card("estimate", Card.Area.STATISTICS, table,
                Text.of("rules.estimate.claim", table, TableCards.whole(m.expected()), TableCards.whole(m.real()), Math.round(m.factor()),
                        String.join(", ", names), choice.means().ordinal()),
                Text.of("rules.estimate.why"), basis, deed, measured.queryId().isEmpty() ? List.of() : List.of(measured.queryId()), false);
    }

    /** What mends an estimate, in the order in which the claim's text names them. */
    private enum Means {
        ANALYZE,
        EXTENDED,
        TARGET,
        /** Nothing that a statement mends. */
        NONE,
        /** The number of different values. */
        DISTINCT
    }

    private record Choice(Means means, @Nullable String act, @Nullable String undo) {}

    /** What the planner expects with a choice. */
    private record Tried(Choice choice, double rows) {
        double off(Misestimate m) {
            double then = Math.max(1, rows);
            return Math.max(then / m.real(), m.real() / then);
        }
    }

    /** The first choice with which the planner comes near enough, else the one that brings it nearest; null when none could be tried. */
    private static @Nullable Tried best(Db db, String table, List<Choice> choices, Misestimate m) {
        List<Tried> tried = choices.stream().filter(c -> c.act() != null)
                .map(c -> new Tried(c, Proof.estimate(db, table, String.valueOf(c.act()), m))).filter(t -> !Double.isNaN(t.rows())).toList();
        return tried.stream().filter(t -> t.off(m) <= NEAR).findFirst()
                .orElseGet(() -> tried.stream().min(Comparator.comparingDouble(t -> t.off(m))).orElse(null));
    }

    /** The likeliest first. */
    private static List<Choice> choices(String table, List<Column> used, Misestimate m) {
        Column first = used.getFirst();
        if (!first.analyzed() || first.changed() > STALE * Math.max(1, first.rows())) {
            return List.of(new Choice(Means.ANALYZE, "ANALYZE " + table, null));
        }
        if (used.size() > 1) {
            String together = first.together();
            boolean known = together != null && Stream.of(together.split("\n\n", -1)).map(o -> List.of(o.split("\n", -1)))
                    .anyMatch(o -> used.stream().allMatch(c -> o.contains(c.name())));
            return known ? List.of(NOTHING) : kinds(used, m).stream().map(k -> extended(table, used, k)).toList();
        }
        String column = "ALTER TABLE " + table + " ALTER COLUMN " + Identifiers.quote(first.name());
        List<Choice> choices = new ArrayList<>();
        if (first.target() < LARGER_TARGET) {
            choices.add(new Choice(Means.TARGET, column + " SET STATISTICS " + LARGER_TARGET, column + " SET STATISTICS " + first.own()));
        }
        if (m.kind() == Misestimate.Kind.ALL_GROUPS && first.rows() > 0) {
            choices.add(distinct(column, first, m.real()));
        }
        return choices.isEmpty() ? List.of(NOTHING) : choices;
    }

    /** What a sample misses where few values fill most rows: their number, counted by the plan. */
    private static Choice distinct(String column, Column c, double values) {
        double part = values / c.rows();
        String number = part > GROWING ? String.format(Locale.ROOT, "%.3f", -Math.min(1, part)) : String.valueOf(Math.round(values));
        String before = c.ownDistinct();
        return new Choice(Means.DISTINCT, column + " SET (n_distinct = " + number + ")",
                column + (before == null ? " RESET (n_distinct)" : " SET (n_distinct = " + before + ")"));
    }

    /** A list of common values that cannot hold all of them hides the dependency of the others. */
    private static List<String> kinds(List<Column> used, Misestimate m) {
        if (m.kind().grouped()) {
            return List.of("ndistinct");
        }
        boolean many = used.stream().anyMatch(c -> c.distinctValues() != null && c.distinctValues() > c.target());
        return many ? List.of("dependencies", "dependencies, mcv") : List.of("dependencies, mcv", "dependencies");
    }

    private static Choice extended(String table, List<Column> used, String kinds) {
        String names = String.join("_", used.stream().map(Column::name).toList()).replaceAll("\\W+", "_");
        String schema = table.substring(0, table.length() - unqualified(table).length());
        String name = schema + Identifiers.quote("st_" + names.substring(0, Math.min(40, names.length())).toLowerCase(Locale.ROOT)
                + String.format("_%04x", (table + names).hashCode() & 0xffff));
        String columns = String.join(", ", used.stream().map(c -> Identifiers.quote(c.name())).toList());
        return new Choice(Means.EXTENDED, "CREATE STATISTICS " + name + " (" + kinds + ") ON " + columns + " FROM " + table, "DROP STATISTICS " + name);
    }

    /** The last part of a name as SQL quotes it. */
    private static String unqualified(String table) {
        return table.endsWith("\"") ? table.substring(table.lastIndexOf('"', table.length() - 2)) : table.substring(table.lastIndexOf('.') + 1);
    }
}
