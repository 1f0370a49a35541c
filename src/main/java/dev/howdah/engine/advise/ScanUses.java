package dev.howdah.engine.advise;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.sqltext.SqlLexer;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from a plan of EXPLAIN VERBOSE what a statement does with each table. The planner has resolved names, views and
 * functions by then, so no SQL is parsed here beyond the expressions that EXPLAIN prints. One instance reads one plan.
 */
final class ScanUses {
    private static final List<String> CONDITIONS = List.of("Filter", "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "TID Cond",
            "One-Time Filter");
    private static final Set<String> RANGE = Set.of("<", "<=", ">", ">=");
    private static final Set<String> TRIGRAM = Set.of("~~", "~~*", "~", "~*", "%");
    private static final Set<String> PATTERN = Set.of("~~", "~~*", "~", "~*");
    private static final Set<String> CONTAINS = Set.of("@>", "<@", "&&", "?", "?|", "?&", "@@", "@?");

    /** A partial index on a value is worth its narrowness only when it keeps few rows. */
    private static final double MOST_KEPT = 0.3;

    private final Catalog catalog;
    private final Map<String, ScanUse> byAlias = new LinkedHashMap<>();
    private final Map<Long, ScanUse> byTable = new LinkedHashMap<>();

    private final @Nullable Set<String> constants;

    private ScanUses(Catalog catalog, @Nullable Set<String> constants) {
        this.catalog = catalog;
        this.constants = constants;
    }

    /** One use a table, several scans of it together; every constant of the statement stands in every call. */
    static Collection<ScanUse> of(Plan plan, Catalog catalog) {
        return of(plan, catalog, null);
    }

    /** @param constants those that stand in every call; null when all do */
    static Collection<ScanUse> of(Plan plan, Catalog catalog, @Nullable Set<String> constants) {
        ScanUses uses = new ScanUses(catalog, constants);
        plan.nodes().forEach(uses::alias);
        plan.nodes().forEach(uses::read);
        return uses.byTable.values();
    }

    private void alias(PlanNode n) {
        String alias = n.object().alias();
        Capsule.Relation r = catalog.table(n.object().schema(), n.object().relation());
        if (alias != null && r != null) {
            byAlias.put(alias, byTable.computeIfAbsent(r.id(), id -> new ScanUse(id, r.qualified())));
        }
    }

    private void read(PlanNode n) {
        for (String key : CONDITIONS) {
            String text = n.detail(key);
            boolean having = n.type().equals("Aggregate") || n.type().equals("WindowAgg");
            if (text != null && having) {
                need(Tokens.of(text));
            } else if (text != null) {
                List<Tokens.Token> tokens = Tokens.of(text);
                need(tokens);
                List<Tokens.Condition> conditions = new ArrayList<>();
                Tokens.conditions(tokens, true, conditions);
                conditions.forEach(this::condition);
            }
        }
        order(n.detail("Sort Key"));
        order(n.detail("Group Key"));
        String aggregated = n.type().equals("Aggregate") ? n.detail("Output") : null;
        if (aggregated != null) {
            sorted(Tokens.of(aggregated));
        }
        boolean scan = n.children().isEmpty() && n.object().relation() != null;
        if (!scan || n.id() == 0) {
            String output = n.detail("Output");
            if (output != null) {
                needUnqualified(Tokens.of(output));
            }
        }
    }

    /** The first or the last row of an order is the least or the greatest value, and in it different values are counted one by one. */
    private void sorted(List<Tokens.Token> t) {
        for (int i = 0; i + 2 < t.size(); i++) {
            boolean least = (t.get(i).is("min") || t.get(i).is("max")) && t.get(i + 1).is("(");
            boolean distinct = t.get(i).is("count") && t.get(i + 1).is("(") && t.get(i + 2).is("distinct");
            if (least || distinct) {
                int from = i + (distinct ? 3 : 2);
                Column c = pure(t.subList(from, Math.max(from, Tokens.closing(t, i + 1))));
                Column plain = c != null || byAlias.size() != 1 || !t.get(from).isName() ? c : unqualified(t.get(from).name());
                if (plain != null) {
                    plain.use.orders.add(List.of(IndexDef.Key.of(plain.name)));
                }
            }
        }
    }

    /** A column of the only table. */
    private @Nullable Column unqualified(String name) {
        ScanUse only = byAlias.values().iterator().next();
        return catalog.column(only.tableId, name) == null ? null : new Column(only, name);
    }

    private void need(List<Tokens.Token> t) {
        for (int i = 0; i + 2 < t.size(); i++) {
            Column c = columnAt(t, i);
            if (c != null) {
                c.use.needed.add(c.name);
            }
        }
    }

    /** With one table in the plan, output columns come without its name. */
    private void needUnqualified(List<Tokens.Token> t) {
        need(t);
        if (byAlias.size() == 1) {
            ScanUse only = byAlias.values().iterator().next();
            for (int i = 0; i < t.size(); i++) {
                Tokens.Token token = t.get(i);
                boolean call = i + 1 < t.size() && t.get(i + 1).is("(");
                if (token.isName() && !call && catalog.column(only.tableId, token.name()) != null) {
                    only.needed.add(token.name());
                }
            }
        }
    }

    private record Column(ScanUse use, String name) {}

    /** {@code alias.column} at this place. */
    private @Nullable Column columnAt(List<Tokens.Token> t, int i) {
        if (i + 2 >= t.size() || !t.get(i).isName() || !t.get(i + 1).is(".") || !t.get(i + 2).isName()) {
            return null;
        }
        ScanUse use = byAlias.get(t.get(i).name());
        String name = t.get(i + 2).name();
        return use != null && catalog.column(use.tableId, name) != null ? new Column(use, name) : null;
    }

    /** A column and nothing else but a cast that does not change its order. */
    private @Nullable Column pure(List<Tokens.Token> tokens) {
        List<Tokens.Token> t = Tokens.bare(tokens);
        int cast = t.size();
        for (int i = 0; i < t.size(); i++) {
            if (t.get(i).kind() == SqlLexer.CAST) {
                cast = i;
                break;
            }
        }
        Column c = columnAt(Tokens.bare(t.subList(0, cast)), 0);
        if (c == null || Tokens.bare(t.subList(0, cast)).size() != 3) {
            return null;
        }
        return cast == t.size() || relabelled(c, t.subList(cast + 1, t.size())) ? c : null;
    }

    private boolean relabelled(Column c, List<Tokens.Token> type) {
        Capsule.Column column = catalog.column(c.use.tableId, c.name);
        if (column == null) {
            return false;
        }
        String base = catalog.type(column);
        boolean domain = !base.equals(column.type()) && base.equals(Tokens.sql(type));
        return domain || (base.startsWith("character varying") && type.size() == 1 && type.getFirst().is("text"));
    }

    private void condition(Tokens.Condition k) {
        if (k.operator() == null) {
            return;
        }
        Column left = pure(k.left());
        Column right = k.right().isEmpty() ? null : pure(k.right());
        if (left != null && right != null) {
            if (k.operator().equals("=")) {
                left.use.join.add(left.name);
                right.use.join.add(right.name);
            }
            return;
        }
        if (left != null) {
            compare(left, k);
        } else if (right != null && mentions(k.left()).isEmpty()) {
            compare(right, k);
        } else if (right != null && k.operator().equals("=")) {
            right.use.join.add(right.name);
        } else {
            expression(k);
        }
    }

    private void compare(Column c, Tokens.Condition k) {
        String op = String.valueOf(k.operator());
        boolean foreign = mentions(k.right()).stream().anyMatch(m -> m != c.use);
        if (op.equals("=")) {
            (foreign ? c.use.join : c.use.equal).add(c.name);
            literal(c, k);
        } else if (RANGE.contains(op)) {
            c.use.range.add(c.name);
        } else if (op.equals("~~") && prefix(k.right())) {
            c.use.range.add(c.name);
            if (!catalog.sortsByByte()) {
                c.use.patterns.add(c.name);
            }
        } else if (TRIGRAM.contains(op) && catalog.has("pg_trgm")) {
            c.use.others.put("gin gin_trgm_ops " + c.name, new IndexDef.Key(c.name, null, opclass("gin_trgm_ops"), false, false));
        } else if (PATTERN.contains(op)) {
            c.use.searched.add(Catalog.sql(c.name));
        } else if (CONTAINS.contains(op)) {
            contains(c, op);
        } else if (op.equals("is null") || op.equals("is not null")) {
            nullness(c, k, op);
        } else if (op.equals("true") || op.equals("false")) {
            predicate(c.use, k);
            c.use.equal.add(c.name);
        } else if (op.equals("<>")) {
            literal(c, k);
        }
    }

    private String opclass(String name) {
        return catalog.capsule().extensions().stream()
                .filter(e -> e.name().equals("pg_trgm"))
                .map(e -> dev.howdah.engine.db.Identifiers.quote(e.schema()) + "." + name)
                .findFirst()
                .orElse(name);
    }

    private void contains(Column c, String op) {
        Capsule.Column column = catalog.column(c.use.tableId, c.name);
        if (column == null) {
            return;
        }
        String type = catalog.type(column);
        if (type.equals("jsonb") || type.endsWith("[]") || type.equals("tsvector")) {
            c.use.others.put("gin " + c.name, IndexDef.Key.of(c.name));
            if (type.equals("jsonb") && (op.equals("@>") || op.equals("@@") || op.equals("@?"))) {
                c.use.others.put("gin jsonb_path_ops " + c.name, new IndexDef.Key(c.name, null, "jsonb_path_ops", false, false));
            }
        } else {
            c.use.others.put("gist " + c.name, IndexDef.Key.of(c.name));
        }
    }

    private void nullness(Column c, Tokens.Condition k, String op) {
        Capsule.ColumnStats s = catalog.statistics(c.use.tableId, c.name);
        double nulls = s == null ? 0.5 : s.nullFrac();
        double kept = op.equals("is null") ? nulls : 1 - nulls;
        if (kept < 0.5) {
            predicate(c.use, k);
        }
        c.use.equal.add(c.name);
    }

    /** A constant that stands in the text, so in every call, and that keeps few rows. */
    private void literal(Column c, Tokens.Condition k) {
        boolean constant = k.right().stream().noneMatch(t -> t.kind() == SqlLexer.PARAM || t.is("select") || t.is("any"))
                && mentions(k.right()).isEmpty()
                && k.right().stream().anyMatch(t -> t.kind() == SqlLexer.STRING || t.kind() == SqlLexer.NUMBER);
        if (constant) {
            String value = Constants.value(
                    k.right().stream().filter(t -> t.kind() == SqlLexer.STRING || t.kind() == SqlLexer.NUMBER).findFirst().orElseThrow().text());
            double equal = catalog.share(c.use.tableId, c.name, value);
            if ((constants == null || constants.contains(value)) && (String.valueOf(k.operator()).equals("<>") ? 1 - equal : equal) <= MOST_KEPT) {
                predicate(c.use, k);
            }
        }
    }

    private void predicate(ScanUse use, Tokens.Condition k) {
        if (k.always()) {
            use.predicates.add(unaliased(k.whole()));
        }
    }

    /** {@code lower(name) = …}: an expression over one table's columns, compared with something that is not of it. */
    private void expression(Tokens.Condition k) {
        List<ScanUse> uses = mentions(k.left()).stream().distinct().toList();
        if (uses.size() != 1 || mentions(k.right()).contains(uses.getFirst())
                || k.left().stream().anyMatch(t -> t.kind() == SqlLexer.PARAM || t.is("subplan") || t.is("case"))) {
            return;
        }
        String sql = unaliased(k.left());
        String op = String.valueOf(k.operator());
        if (op.equals("=") || RANGE.contains(op)) {
            uses.getFirst().expressions.merge(sql, op.equals("="), Boolean::logicalOr);
        } else if (op.equals("~~") && prefix(k.right())) {
            uses.getFirst().others.put("btree " + sql, new IndexDef.Key(null, sql, "text_pattern_ops", false, false));
        } else if (PATTERN.contains(op) && !catalog.has("pg_trgm")) {
            uses.getFirst().searched.add(sql);
        } else if (TRIGRAM.contains(op) && catalog.has("pg_trgm")) {
            uses.getFirst().others.put("gin " + sql, new IndexDef.Key(null, sql, opclass("gin_trgm_ops"), false, false));
        } else if (CONTAINS.contains(op)) {
            uses.getFirst().others.put("gin " + sql, new IndexDef.Key(null, sql, null, false, false));
        }
    }

    private List<ScanUse> mentions(List<Tokens.Token> t) {
        List<ScanUse> uses = new ArrayList<>();
        for (int i = 0; i + 2 < t.size(); i++) {
            Column c = columnAt(t, i);
            if (c != null) {
                uses.add(c.use);
            }
        }
        return uses;
    }

    private String unaliased(List<Tokens.Token> t) {
        List<Tokens.Token> out = new ArrayList<>();
        for (int i = 0; i < t.size(); i++) {
            if (columnAt(t, i) != null) {
                out.add(t.get(i + 2));
                i += 2;
            } else {
                out.add(t.get(i));
            }
        }
        return Tokens.sql(out);
    }

    private static boolean prefix(List<Tokens.Token> right) {
        return !right.isEmpty()
                && right.getFirst().kind() == SqlLexer.STRING
                && right.getFirst().text().length() > 2
                && "%_".indexOf(right.getFirst().text().charAt(1)) < 0;
    }

    private void order(@Nullable String keys) {
        if (keys == null) {
            return;
        }
        ScanUse use = null;
        List<IndexDef.Key> order = new ArrayList<>();
        for (List<Tokens.Token> part : Tokens.split(Tokens.of(keys), ",")) {
            boolean descending = part.stream().anyMatch(t -> t.is("desc"));
            boolean last = part.stream().anyMatch(t -> t.is("last"));
            boolean first = part.stream().anyMatch(t -> t.is("first"));
            Column c = pure(part.stream().filter(t -> !t.is("desc") && !t.is("nulls") && !t.is("last") && !t.is("first")).toList());
            need(part);
            if (c == null || (use != null && use != c.use)) {
                break;
            }
            use = c.use;
            order.add(new IndexDef.Key(c.name, null, null, descending, descending ? !last : first));
        }
        if (use != null) {
            use.orders.add(List.copyOf(order));
        }
    }
}
