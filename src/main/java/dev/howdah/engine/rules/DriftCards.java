package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.advise.Workload;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanFormatException;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prepared statements whose one plan for all values is far worse for some of them. After five calls PostgreSQL takes the generic
 * plan when its cost is not above the mean of those five plans. Here both are asked of a planner, for the most common
 * value and for a rare one, and the generic plan's price for each value is that of the same shape forced upon it.
 */
final class DriftCards implements Rule {
    /** What PostgreSQL before 18 adds for each step of a kind that is switched off. */
    private static final double SWITCHED_OFF = 1e10;

    private static final String MODE = "plan_cache_mode";

    /** With it no statement is planned for all values. */
    private static final String CUSTOM = "force_custom_plan";

    /** With it every statement is. */
    private static final String GENERIC = "force_generic_plan";

    private static final int MOST_STATEMENTS = 60;
    private static final double FACTOR = 5;
    private static final double LEAST_COST = 100;

    /** What leads a planner to another shape. */
    private static final List<Map<String, String>> FORCES = List.of(
            Map.of("enable_seqscan", "off"),
            Map.of("enable_indexscan", "off", "enable_bitmapscan", "off", "enable_indexonlyscan", "off"),
            Map.of("enable_bitmapscan", "off", "enable_seqscan", "off"),
            Map.of("enable_indexscan", "off", "enable_seqscan", "off"),
            Map.of("enable_nestloop", "off"),
            Map.of("enable_hashjoin", "off", "enable_mergejoin", "off"),
            Map.of("enable_sort", "off"));

    /** A statement's times in ms, as pg_stat_statements has them. */
    public record Spread(String id, double calls, double mean, double deviation, double most) {}

    /** @param priceFactor how many times the generic plan costs what the plan for the value would */
    private record Drift(Plan generic, Values.Set values, Plan own, double priced, double priceFactor) {}

    @Override
    public String title() {
        return Text.of("rules.title.drift");
    }

    @Override
    public List<Lack> missing(Sources sources) {
        Sources.Planned p = sources.planner();
        return p == null || p.whatIf().basis() == WhatIf.Basis.STRUCTURE ? List.of(new Lack(Text.of("rules.no-planner", title()), null)) : List.of();
    }

    @Override
    public void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks) {
        Sources.Planned p = sources.planner();
        String mode = p == null ? CUSTOM : p.capsule().settings().getOrDefault(MODE, "auto");
        if (p == null || mode.equals(CUSTOM)) {
            return;
        }
        Map<String, Spread> spreads = spreads(sources.server(), lacks);
        Values values = new Values(p.capsule());
        p.workload().items().stream()
                .filter(i -> i.query().parameters() > 0)
                .sorted(Comparator.comparingDouble((Workload.Item i) -> Double.isNaN(i.load()) ? 0 : -i.load()))
                .limit(MOST_STATEMENTS)
                .forEach(i -> {
                    Drift d = drift(i.query().text(), p.whatIf(), values, mode.equals(GENERIC));
                    if (d != null) {
                        cards.accept(card(i, d, spreads.get(i.id()), deed(d, p.capsule().source().database(), mode)));
                    }
                });
    }

    private static Map<String, Spread> spreads(Sources.@Nullable Live live, Consumer<Lack> lacks) {
        if (live == null) {
            return Map.of();
        }
        Db db = live.db();
        Lack lack = db.sql("rules/spread").missing(db.server());
        if (lack != null) {
            lacks.accept(lack);
            return Map.of();
        }
        return db.list("rules/spread", Spread.class).stream().collect(Collectors.toMap(Spread::id, s -> s, (a, b) -> a));
    }

    /** @param always whether the generic plan is taken whatever it costs */
    private static @Nullable Drift drift(String statement, WhatIf whatIf, Values values, boolean always) {
        Query query = Query.of(Values.paged(statement));
        try {
            Plan generic = whatIf.explain(query, WhatIf.Change.NONE);
            Drift worst = null;
            double dearest = 0;
            for (Values.Set set : values.of(query.text(), generic)) {
                Plan own = whatIf.explain(Query.of(set.statement()), WhatIf.Change.NONE);
                dearest = Math.max(dearest, cost(own));
                double priced = own.fingerprint() == generic.fingerprint() ? cost(own) : forced(set, generic, whatIf);
                double factor = priced / Math.max(0.01, cost(own));
                if (factor >= FACTOR && priced - cost(own) >= LEAST_COST && (worst == null || factor > worst.priceFactor())) {
                    worst = new Drift(generic, set, own, priced, factor);
                }
            }
            // Dearer than every plan for a value it is never taken, whatever the first five calls ask for.
            return always || cost(generic) <= 1.1 * dearest ? worst : null;
        } catch (WhatIfException | DbException | PlanFormatException e) {
            return null;
        }
    }

    /** The price of the generic plan's shape for a value; NaN when it cannot be forced. */
    private static double forced(Values.Set set, Plan generic, WhatIf whatIf) {
        for (Map<String, String> force : FORCES) {
            Plan plan = whatIf.explain(Query.of(set.statement()), new WhatIf.Change(Set.of(), Set.of(), force));
            if (plan.fingerprint() == generic.fingerprint() && cost(plan) < SWITCHED_OFF) {
                return cost(plan);
            }
        }
        return Double.NaN;
    }

    private static double cost(Plan plan) {
        return plan.root().estimate().totalCost();
    }

    private static Card card(Workload.Item item, Drift d, @Nullable Spread spread, Card.Deed deed) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Text.of("rules.drift.generic"), number(cost(d.generic())) + ", " + d.generic().root().label());
        evidence.put(Text.of("rules.drift.value"), d.values().shown());
        evidence.put(Text.of("rules.drift.own"), number(cost(d.own())) + ", " + d.own().root().label());
        evidence.put(Text.of("rules.drift.priced"), number(d.priced()));
        Confidence confidence = Confidence.LOW;
        if (spread != null) {
            evidence.put(Text.of("rules.calls"), TableCards.whole(spread.calls()));
            evidence.put(Text.of("rules.mean"), KeysetCards.ms(spread.mean()));
            evidence.put(Text.of("rules.drift.deviation"), KeysetCards.ms(spread.deviation()));
            evidence.put(Text.of("rules.drift.most"), KeysetCards.ms(spread.most()));
            confidence = spread.deviation() > 2 * spread.mean() ? Confidence.MEDIUM : Confidence.LOW;
        }
        Card.Basis basis = new Card.Basis(evidence, Text.of("rules.window.statements"), confidence,
                List.of(Text.of("rules.drift.unknown"), Text.of("advise.estimates-only")));
        return new Card("plan-drift", Card.Area.STATEMENT, item.query().text(), Text.of("rules.drift.claim", Math.round(d.priceFactor()), d.values().shown()),
                Text.of("rules.drift.why"), basis, deed, List.of(item.id()), false);
    }

    /** @param mode what holds now */
    private static Card.Deed deed(Drift d, String database, String mode) {
        String alter = "ALTER DATABASE " + Identifiers.quote(database);
        return new Card.Deed(alter + " SET " + MODE + " = " + CUSTOM, alter + (mode.equals("auto") ? " RESET " + MODE : " SET " + MODE + " = " + mode),
                Text.of("rules.drift.by-hand"), Text.of("rules.cost.plan-cache"), Trial.rewritten(d.values().statement()));
    }

    private static String number(double cost) {
        return String.format(Locale.ROOT, "%,.0f", cost);
    }
}
