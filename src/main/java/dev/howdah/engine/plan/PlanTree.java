package dev.howdah.engine.plan;

import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builds a {@link Plan} from the JSON tree of EXPLAIN. One instance builds one plan. */
final class PlanTree {
    /** Deeper trees than this come from no planner, and would not fit on a thread's stack. */
    private static final int DEEPEST = 2_000;

    private static final Set<String> TAKEN = Set.of(
            "Node Type", "Parent Relationship", "Subplan Name", "Schema", "Relation Name", "Alias", "Index Name", "CTE Name",
            "Function Name", "Startup Cost", "Total Cost", "Plan Rows", "Plan Width", "Actual Startup Time", "Actual Total Time",
            "Actual Rows", "Actual Loops", "Shared Hit Blocks", "Shared Read Blocks", "Shared Dirtied Blocks",
            "Shared Written Blocks", "Local Hit Blocks", "Local Read Blocks", "Local Dirtied Blocks", "Local Written Blocks",
            "Temp Read Blocks", "Temp Written Blocks", "I/O Read Time", "I/O Write Time", "Shared I/O Read Time",
            "Shared I/O Write Time", "Local I/O Read Time", "Local I/O Write Time", "Temp I/O Read Time", "Temp I/O Write Time",
            "Workers Planned", "Workers Launched", "Workers", "Plans");

    private final List<@Nullable PlanNode> nodes = new ArrayList<>();

    private PlanTree() {}

    static Plan of(JsonNode top) {
        PlanTree tree = new PlanTree();
        PlanNode root = tree.node(top.get("Plan"), 0);
        List<PlanNode> all = new ArrayList<>(tree.nodes.size());
        for (PlanNode n : tree.nodes) {
            if (n != null) {
                all.add(n);
            }
        }
        return new Plan(root, Collections.unmodifiableList(all), summary(top));
    }

    private PlanNode node(JsonNode j, int depth) {
        if (depth > DEEPEST) {
            throw new PlanFormatException(Text.of("plan.too-deep", DEEPEST));
        }
        int id = nodes.size();
        nodes.add(null);
        String type = text(j, "Node Type");
        if (type == null) {
            throw new PlanFormatException(Text.of("plan.no-plan"));
        }
        List<PlanNode> children = new ArrayList<>();
        for (JsonNode child : list(j, "Plans")) {
            children.add(node(child, depth + 1));
        }
        PlanNode node = new PlanNode(
                id,
                type,
                new PlanNode.Place(text(j, "Parent Relationship"), text(j, "Subplan Name"), depth),
                object(j),
                new PlanNode.Estimate(
                        number(j, "Startup Cost"), number(j, "Total Cost"), number(j, "Plan Rows"), (int) whole(j, "Plan Width")),
                actual(j),
                buffers(j),
                workers(j),
                details(j),
                Collections.unmodifiableList(children));
        nodes.set(id, node);
        return node;
    }

    private static PlanNode.Target object(JsonNode j) {
        return new PlanNode.Target(
                text(j, "Schema"), text(j, "Relation Name"), text(j, "Alias"), text(j, "Index Name"), text(j, "CTE Name"),
                text(j, "Function Name"));
    }

    private static PlanNode.@Nullable Actual actual(JsonNode j) {
        if (!j.has("Actual Loops")) {
            return null;
        }
        double loops = number(j, "Actual Loops");
        if (loops == 0) {
            return new PlanNode.Actual(0, 0, 0, 0);
        }
        return new PlanNode.Actual(number(j, "Actual Startup Time"), number(j, "Actual Total Time"), number(j, "Actual Rows"), loops);
    }

    private static PlanNode.Workers workers(JsonNode j) {
        if (!j.has("Workers Planned")) {
            return PlanNode.Workers.NONE;
        }
        return new PlanNode.Workers(
                (int) whole(j, "Workers Planned"), j.has("Workers Launched") ? (int) whole(j, "Workers Launched") : -1);
    }

    private static @Nullable Buffers buffers(JsonNode j) {
        if (!j.has("Shared Hit Blocks")) {
            return null;
        }
        return new Buffers(
                whole(j, "Shared Hit Blocks"),
                whole(j, "Shared Read Blocks"),
                whole(j, "Shared Dirtied Blocks"),
                whole(j, "Shared Written Blocks"),
                whole(j, "Local Hit Blocks"),
                whole(j, "Local Read Blocks"),
                whole(j, "Local Dirtied Blocks"),
                whole(j, "Local Written Blocks"),
                whole(j, "Temp Read Blocks"),
                whole(j, "Temp Written Blocks"),
                sum(j, "I/O Read Time"),
                sum(j, "I/O Write Time"));
    }

    /** Up to 16 one figure, later one for shared, local and temporary blocks each. */
    private static double sum(JsonNode j, String key) {
        double sum = 0;
        for (String prefix : List.of("", "Shared ", "Local ", "Temp ")) {
            double one = number(j, prefix + key);
            sum += Double.isNaN(one) ? 0 : one;
        }
        return sum;
    }

    private static Map<String, String> details(JsonNode j) {
        Map<String, String> details = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : j.properties()) {
            if (!TAKEN.contains(e.getKey())) {
                details.put(e.getKey(), value(e.getValue()));
            }
        }
        return Collections.unmodifiableMap(details);
    }

    private static String value(JsonNode v) {
        if (v.isArray()) {
            List<String> parts = new ArrayList<>();
            v.forEach(e -> parts.add(value(e)));
            return String.join(", ", parts);
        }
        return v.isValueNode() ? v.asString() : v.toString();
    }

    private static Plan.Summary summary(JsonNode top) {
        List<Plan.Trigger> triggers = new ArrayList<>();
        for (JsonNode t : list(top, "Triggers")) {
            String constraint = text(t, "Constraint Name");
            String name = constraint == null ? String.valueOf(text(t, "Trigger Name")) : constraint;
            triggers.add(new Plan.Trigger(name, text(t, "Relation"), number(t, "Time"), number(t, "Calls")));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (top.has("Settings")) {
            top.get("Settings").properties().forEach(e -> settings.put(e.getKey(), e.getValue().asString()));
        }
        return new Plan.Summary(
                text(top, "Query Text"),
                whole(top, "Query Identifier"),
                number(top, "Planning Time"),
                number(top, "Execution Time"),
                jit(top.get("JIT")),
                List.copyOf(triggers),
                Collections.unmodifiableMap(settings));
    }

    private static Plan.@Nullable Jit jit(@Nullable JsonNode j) {
        if (j == null) {
            return null;
        }
        JsonNode t = j.get("Timing");
        if (t == null) {
            return new Plan.Jit((int) whole(j, "Functions"), Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        JsonNode generation = t.get("Generation");
        double generationMs = generation != null && generation.isObject() ? number(generation, "Total") : number(t, "Generation");
        return new Plan.Jit(
                (int) whole(j, "Functions"), number(t, "Total"), generationMs, number(t, "Inlining"), number(t, "Optimization"),
                number(t, "Emission"));
    }

    private static Iterable<JsonNode> list(JsonNode j, String key) {
        JsonNode list = j.get(key);
        return list == null || !list.isArray() ? List.of() : list;
    }

    private static @Nullable String text(JsonNode j, String key) {
        JsonNode v = j.get(key);
        return v == null || v.isNull() ? null : v.asString();
    }

    private static double number(JsonNode j, String key) {
        JsonNode v = j.get(key);
        if (v == null) {
            return Double.NaN;
        }
        return v.isNumber() ? v.doubleValue() : v.asDouble(Double.NaN);
    }

    private static long whole(JsonNode j, String key) {
        JsonNode v = j.get(key);
        if (v == null) {
            return 0;
        }
        return v.isIntegralNumber() ? v.longValue() : (long) v.asDouble(0);
    }
}
