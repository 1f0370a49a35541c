package dev.howdah.engine.rules;

import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanNode;
import dev.howdah.engine.sqltext.SqlLexer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of a measured plan at which the planner was far off. Immutable.
 *
 * @param kind what it miscounted
 * @param schema of the table, null where the plan does not say it
 * @param condition as the plan shows it
 * @param words names in the condition that may be columns
 * @param expected rows of one loop, {@code real} those that there were
 */
record Misestimate(Kind kind, @Nullable String schema, String relation, @Nullable String alias, String condition, Set<String> words, double expected, double real) {
    static final double FAR = 100;

    /** What was miscounted. */
    enum Kind {
        /** Rows that fulfil a condition. */
        ROWS,
        /** Groups. */
        GROUPS,
        /** Groups of all rows of a table: as many as it has different values. */
        ALL_GROUPS;

        boolean grouped() {
            return this != ROWS;
        }
    }

    double factor() {
        return Math.max(expected / real, real / expected);
    }

    /** The lowest steps that are off by 100 times or more: what stands above them is wrong because of them. */
    static List<Misestimate> of(Plan plan) {
        List<Misestimate> all = new ArrayList<>();
        if (plan.analyzed()) {
            plan.nodes().stream().filter(n -> n.ran() && far(n)).filter(n -> n.children().stream().noneMatch(c -> c.ran() && far(c))).forEach(n -> {
                Misestimate m = at(n, plan);
                if (m != null) {
                    all.add(m);
                }
            });
        }
        return all;
    }

    private static boolean far(PlanNode n) {
        PlanNode.Actual a = n.actual();
        if (a == null) {
            return false;
        }
        double expected = Math.max(1, n.estimate().rows());
        double real = Math.max(1, a.rows());
        return Math.max(expected / real, real / expected) >= FAR;
    }

    private static @Nullable Misestimate at(PlanNode n, Plan plan) {
        PlanNode.Actual a = n.actual();
        double expected = Math.max(1, n.estimate().rows());
        double real = a == null ? 1 : Math.max(1, a.rows());
        PlanNode parent = plan.nodes().stream().filter(p -> p.children().contains(n)).findFirst().orElse(null);
        boolean stopped = expected > real && parent != null && (parent.type().equals("Limit") || parent.type().equals("Merge Join"));
        String group = n.detail("Group Key");
        if (group != null && n.type().equals("Aggregate")) {
            PlanNode source = source(n);
            return source == null ? null : made(whole(n, source) ? Kind.ALL_GROUPS : Kind.GROUPS, source, group, expected, real);
        }
        String condition = condition(n);
        return stopped || condition.isEmpty() || n.object().relation() == null ? null : made(Kind.ROWS, n, condition, expected, real);
    }

    /** Grouped in one go, from all rows. */
    private static boolean whole(PlanNode n, PlanNode source) {
        return "Simple".equals(n.detail("Partial Mode")) && condition(source).isEmpty() && source.detail("Recheck Cond") == null;
    }

    /** The only table below. */
    private static @Nullable PlanNode source(PlanNode n) {
        PlanNode at = n;
        while (at.children().size() == 1) {
            at = at.children().getFirst();
        }
        return at.children().isEmpty() && at.object().relation() != null ? at : null;
    }

    private static String condition(PlanNode n) {
        List<String> parts = new ArrayList<>();
        PlanNode at = n;
        if (n.type().equals("Bitmap Heap Scan") && n.detail("Recheck Cond") != null) {
            parts.add(String.valueOf(n.detail("Recheck Cond")));
        }
        for (String key : List.of("Index Cond", "Filter")) {
            String c = at.detail(key);
            if (c != null) {
                parts.add(c);
            }
        }
        return String.join(" AND ", parts);
    }

    private static @Nullable Misestimate made(Kind kind, PlanNode n, String condition, double expected, double real) {
        String relation = n.object().relation();
        return relation == null ? null : new Misestimate(kind, n.object().schema(), relation, n.object().alias(), condition, words(condition), expected, real);
    }

    /** Names, without tables' and types' and without what stands in quotes as a value. */
    private static Set<String> words(String condition) {
        byte[] bytes = condition.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        Set<String> words = new LinkedHashSet<>();
        String last = "";
        boolean type = false;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            String text = new String(bytes, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8);
            if (text.equals(";")) {
                // No condition: a plan's text comes from elsewhere, and what stands in it will be asked.
                return Set.of();
            }
            if (kind == SqlLexer.WORD || kind == SqlLexer.QUOTED) {
                last = kind == SqlLexer.QUOTED ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
                if (!type) {
                    words.add(last);
                }
            } else if (text.equals(".")) {
                words.remove(last);
            }
            type = kind == SqlLexer.CAST;
        }
        return words;
    }
}
