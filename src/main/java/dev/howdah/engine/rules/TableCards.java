package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Storage parameters of single tables: autovacuum that lets a large table collect too many dead rows because its threshold is a
 * part of the table, and pages without room for updates that could stay on them (HOT).
 */
final class TableCards implements Rule {
    /** Beyond so many dead rows one vacuum takes long, and scans have read them for long. */
    private static final double MOST_DEAD = 500_000;

    private static final double LEAST_SCALE = 0.005;
    private static final int LEAST_THRESHOLD = 1000;
    private static final double MANY_UPDATES = 100_000;
    private static final double FEW_HOT = 0.5;
    private static final int ROOMY = 90;

    /**
     * One table.
     *
     * @param allowed dead rows that autovacuum waits for; null where it is off
     * @param threshold the part of them that is the same however large the table is
     * @param ownThreshold the table's own, as it was given, or null; {@code ownScale} and {@code fillfactor} likewise
     */
    public record Table(
            String name, double rows, double bytes, @Nullable Double allowed, double threshold, @Nullable String ownThreshold, @Nullable String ownScale,
            double dead, double updated, double hot, double deleted, double vacuums, @Nullable Integer fillfactor, boolean wide, String since) {}

    @Override
    public String title() {
        return Text.of("rules.title.table");
    }

    @Override
    public List<Lack> missing(Sources sources) {
        return sources.server() == null ? List.of(new Lack(Text.of("rules.no-connection", title()), null)) : List.of();
    }

    @Override
    public void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks) {
        Sources.Live live = sources.server();
        if (live == null) {
            return;
        }
        for (Table t : live.db().list("rules/tables", Table.class)) {
            if (t.allowed() != null && t.allowed() > MOST_DEAD && scale(t) * t.rows() < t.allowed() / 2 && t.updated() + t.deleted() > MOST_DEAD / 10) {
                cards.accept(autovacuum(t, t.allowed()));
            }
            if (t.fillfactor() == null && t.updated() > MANY_UPDATES && t.hot() / t.updated() < FEW_HOT && !t.wide()) {
                cards.accept(hot(t));
            }
        }
    }

    private static Card autovacuum(Table t, double allowed) {
        Map<String, String> evidence = evidence(t);
        evidence.put(Text.of("rules.table.allowed"), whole(allowed));
        evidence.put(Text.of("rules.table.vacuums"), whole(t.vacuums()));
        Card.Basis basis = new Card.Basis(evidence, Text.of("rules.window.counters", t.since()), Confidence.MEDIUM,
                List.of(Text.of("rules.table.autovacuum-unknown")));
        // A threshold that is large by itself would be waited for whatever the factor is.
        boolean both = t.threshold() > MOST_DEAD / 10;
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        before.put("autovacuum_vacuum_scale_factor", t.ownScale());
        if (both) {
            before.put("autovacuum_vacuum_threshold", t.ownThreshold());
        }
        Card.Deed deed = Card.Deed.of(String.format(Locale.ROOT, "ALTER TABLE %s SET (autovacuum_vacuum_scale_factor = %.3f%s)", t.name(), scale(t),
                both ? ", autovacuum_vacuum_threshold = " + LEAST_THRESHOLD : ""), back(t.name(), before));
        return new Card("autovacuum-late", Card.Area.VACUUM, t.name(), Text.of("rules.table.autovacuum", t.name(), whole(allowed), whole(t.rows())),
                Text.of("rules.table.autovacuum-why"), basis, deed, List.of(), false);
    }

    /** To the table's own values, where it had some. */
    private static String back(String table, Map<String, @Nullable String> before) {
        List<String> set = new ArrayList<>();
        List<String> reset = new ArrayList<>();
        before.forEach((name, value) -> (value == null ? reset : set).add(value == null ? name : name + " = " + value));
        return Stream.of(set.isEmpty() ? "" : "ALTER TABLE " + table + " SET (" + String.join(", ", set) + ")",
                        reset.isEmpty() ? "" : "ALTER TABLE " + table + " RESET (" + String.join(", ", reset) + ")")
                .filter(s -> !s.isEmpty()).collect(Collectors.joining(";\n"));
    }

    private static double scale(Table t) {
        return Math.max(LEAST_SCALE, MOST_DEAD / 5 / Math.max(1, t.rows()));
    }

    private static Card hot(Table t) {
        Map<String, String> evidence = evidence(t);
        evidence.put(Text.of("rules.table.hot"), whole(t.hot()));
        Card.Basis basis = new Card.Basis(evidence, Text.of("rules.window.counters", t.since()), Confidence.LOW,
                List.of(Text.of("rules.table.hot-unknown")));
        Card.Deed deed = Card.Deed.of("ALTER TABLE " + t.name() + " SET (fillfactor = " + ROOMY + ")", "ALTER TABLE " + t.name() + " RESET (fillfactor)");
        return new Card("hot-updates", Card.Area.SPACE, t.name(),
                Text.of("rules.table.hot-claim", t.name(), Math.round(100 * t.hot() / t.updated()), whole(t.updated())),
                Text.of("rules.table.hot-why"), basis, deed, List.of(), false);
    }

    private static Map<String, String> evidence(Table t) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Text.of("rules.table.rows"), whole(t.rows()));
        evidence.put(Text.of("rules.table.dead"), whole(t.dead()));
        evidence.put(Text.of("rules.table.updated"), whole(t.updated()));
        evidence.put(Text.of("rules.table.deleted"), whole(t.deleted()));
        return evidence;
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
