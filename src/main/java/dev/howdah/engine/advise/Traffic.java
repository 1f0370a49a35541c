package dev.howdah.engine.advise;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.twin.Capsule;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a second are written to a table, and which columns updates set. Tables count since the database's statistics began,
 * statements since theirs did. Where both began together the counters tell more, as they know what functions write; where the
 * statements are the younger ones, only they belong to the time of the reads. What a statement wrote that ran once, and what COPY
 * wrote, filled the table and is no traffic. Immutable.
 */
final class Traffic {
    /** Two windows of which one is at least such a part of the other are the same. */
    private static final double TOGETHER = 0.9;

    private final Map<Long, Rates> rates = new HashMap<>();
    private final Map<Long, Set<String>> updated = new HashMap<>();

    private Traffic() {}

    /** Rows a second; {@code hot} are those of {@code updated} that left all indexes alone. */
    record Rates(double inserted, double updated, double hot, double deleted) {
        static final Rates NONE = new Rates(0, 0, 0, 0);

        private Rates over(double seconds) {
            return new Rates(inserted / seconds, updated / seconds, hot / seconds, deleted / seconds);
        }

        private Rates less(Rates other) {
            return withUpdates(Math.max(0, inserted - other.inserted), Math.max(0, updated - other.updated), Math.max(0, deleted - other.deleted));
        }

        private Rates plus(Rates other) {
            return new Rates(inserted + other.inserted, updated + other.updated, hot + other.hot, deleted + other.deleted);
        }

        /** Other numbers of rows, with the same part of the updates heap-only. */
        private Rates withUpdates(double inserts, double updates, double deletes) {
            return new Rates(inserts, updates, updated > 0 ? updates * hot / updated : 0, deletes);
        }
    }

    /** A statement of the workload with its plan. */
    record Asked(String id, String text, Plan plan) {}

    /** By the tables' counters alone. */
    static Traffic counted(Catalog catalog, Map<Long, Set<String>> updated) {
        Traffic traffic = new Traffic();
        double window = Math.max(1, catalog.capsule().source().windowSeconds());
        catalog.capsule().relations().forEach(r -> traffic.rates.put(r.id(), catalog.written(r.id()).over(window)));
        traffic.updated.putAll(updated);
        return traffic;
    }

    static Traffic of(Catalog catalog, Collection<Asked> statements) {
        Traffic traffic = new Traffic();
        Map<String, Capsule.Statement> counted = new HashMap<>();
        catalog.capsule().statements().forEach(s -> counted.merge(s.id(), s, (a, b) ->
                new Capsule.Statement(a.id(), a.text(), a.calls() + b.calls(), a.totalMs() + b.totalMs(), a.rows() + b.rows(), a.role())));
        Map<Long, Rates> often = new HashMap<>();
        Map<Long, Rates> once = copied(catalog);
        for (Asked a : statements) {
            for (PlanNode n : a.plan().nodes()) {
                Capsule.@Nullable Relation t = n.type().equals("ModifyTable") ? catalog.table(n.object().schema(), n.object().relation()) : null;
                if (t != null) {
                    boolean updates = updates(n);
                    if (updates) {
                        traffic.updated.computeIfAbsent(t.id(), id -> new HashSet<>()).addAll(SetList.columns(a.text()));
                    }
                    Capsule.Statement s = counted.get(a.id());
                    if (s != null) {
                        (s.calls() > 1 ? often : once).merge(t.id(), written(n, updates, s.rows()), Rates::plus);
                    }
                }
            }
        }
        traffic.rate(catalog, often, once);
        return traffic;
    }

    /** An upsert and MERGE are taken for updates: of both, few rows are new in the long run. */
    private static boolean updates(PlanNode n) {
        String operation = String.valueOf(n.detail("Operation"));
        return operation.equals("Update") || operation.equals("Merge") || "UPDATE".equals(n.detail("Conflict Resolution"));
    }

    private static Rates written(PlanNode n, boolean updates, double rows) {
        boolean deletes = "Delete".equals(n.detail("Operation"));
        return updates ? new Rates(0, rows, 0, 0) : new Rates(deletes ? 0 : rows, 0, 0, deletes ? rows : 0);
    }

    private void rate(Catalog catalog, Map<Long, Rates> often, Map<Long, Rates> once) {
        double window = Math.max(1, catalog.capsule().source().windowSeconds());
        double statements = Math.max(1, catalog.capsule().source().statementSeconds());
        for (Capsule.Relation r : catalog.capsule().relations()) {
            Rates counters = catalog.written(r.id());
            Rates told = often.getOrDefault(r.id(), Rates.NONE);
            Rates filled = window >= TOGETHER * statements ? once.getOrDefault(r.id(), Rates.NONE) : Rates.NONE;
            rates.put(r.id(), statements >= TOGETHER * window
                    ? counters.less(filled).over(window)
                    : counters.withUpdates(told.inserted(), told.updated(), told.deleted()).over(statements));
        }
    }

    /** Rows that COPY brought. */
    private static Map<Long, Rates> copied(Catalog catalog) {
        Map<Long, Rates> rows = new HashMap<>();
        for (Capsule.Statement s : catalog.capsule().statements()) {
            List<Tokens.Token> t = s.text().regionMatches(true, 0, "copy ", 0, 5) ? Tokens.of(s.text()) : List.of();
            if (t.size() > 3 && t.stream().anyMatch(k -> k.is("from"))) {
                boolean qualified = t.get(2).is(".");
                Capsule.Relation table = qualified ? catalog.table(SetList.folded(t.get(1)), SetList.folded(t.get(3))) : catalog.only(SetList.folded(t.get(1)));
                if (table != null) {
                    rows.merge(table.id(), new Rates(s.rows(), 0, 0, 0), Rates::plus);
                }
            }
        }
        return rows;
    }

    Rates of(long table) {
        return rates.getOrDefault(table, Rates.NONE);
    }

    /** The columns that updates of the workload set. */
    Set<String> updated(long table) {
        return updated.getOrDefault(table, Set.of());
    }
}
