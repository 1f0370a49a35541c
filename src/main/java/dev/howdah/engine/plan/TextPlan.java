package dev.howdah.engine.plan;

import dev.howdah.engine.text.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns EXPLAIN's text form into its JSON form, so that both are understood by one reader. Where a line stands tells whose it
 * is: an arrow deeper than the last node's is its child, a label such as "InitPlan 1" stands beside the details.
 */
final class TextPlan {
    private static final Pattern NODE = Pattern.compile("^( *)(->  )?(.*?)  ?(\\((?:cost=|actual |never executed).*)$");
    private static final Pattern BARE = Pattern.compile("^( *)->  (.*)$");
    private static final Pattern COST = Pattern.compile("cost=([\\d.]+)\\.\\.([\\d.]+) rows=(\\d+) width=(\\d+)");
    private static final Pattern ACTUAL = Pattern.compile("actual (?:time=([\\d.]+)\\.\\.([\\d.]+) )?rows=([\\d.]+) loops=(\\d+)");
    private static final Pattern LABEL = Pattern.compile("^( *)((?:InitPlan|SubPlan|CTE) .*)$");
    private static final Pattern PREAMBLE = Pattern.compile("^\\s*(.*duration: [\\d.]+ ms\\s+plan:.*|Query Text:.*)$");

    private final JsonMapper mapper;
    private final ObjectNode top;
    private final Deque<Level> open = new ArrayDeque<>();
    private @Nullable String label;
    private int rootIndent;
    private @Nullable TextSummary summary;

    /** A node whose children may still come. */
    private record Level(int indent, ObjectNode node) {}

    private TextPlan(JsonMapper mapper) {
        this.mapper = mapper;
        this.top = mapper.createObjectNode();
    }

    static ObjectNode read(String text, JsonMapper mapper) {
        TextPlan plan = new TextPlan(mapper);
        StringBuilder query = null;
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                continue;
            }
            if (plan.open.isEmpty()) {
                if (line.strip().startsWith("Query Text:")) {
                    query = new StringBuilder(line.strip().substring("Query Text:".length()).strip());
                    continue;
                }
                if (PREAMBLE.matcher(line).matches() || plan.beforePlan(line, query)) {
                    continue;
                }
            }
            plan.line(line.stripTrailing());
        }
        if (!plan.top.has("Plan")) {
            throw new PlanFormatException(Text.of("plan.no-plan"));
        }
        if (query != null) {
            plan.top.put("Query Text", query.toString());
        }
        return plan.top;
    }

    /** Further lines of auto_explain's statement, and whatever else stands before the first node. */
    private boolean beforePlan(String line, @Nullable StringBuilder query) {
        if (NODE.matcher(line).matches() || (query == null && NodeHead.known(line.strip()))) {
            return false;
        }
        if (query != null) {
            query.append('\n').append(line);
        }
        return true;
    }

    private void line(String line) {
        Matcher m = NODE.matcher(line);
        if (m.matches() && (open.isEmpty() || m.group(2) != null || label != null)) {
            node(m.group(1).length(), m.group(2) != null, m.group(3), m.group(4));
            return;
        }
        m = BARE.matcher(line);
        if (m.matches()) {
            node(m.group(1).length(), true, m.group(2), "");
            return;
        }
        int indent = indent(line);
        if (open.isEmpty()) {
            node(indent, false, line.strip(), "");
            return;
        }
        if (indent <= rootIndent || summary != null) {
            summary().line(line.strip());
            return;
        }
        m = LABEL.matcher(line);
        if (m.matches() && !line.contains(": ")) {
            close(indent);
            label = m.group(2);
            return;
        }
        detail(indent, line.strip());
    }

    private TextSummary summary() {
        if (summary == null) {
            summary = new TextSummary(top);
        }
        return summary;
    }

    private void node(int indent, boolean arrow, String head, String figures) {
        if (!arrow && open.isEmpty()) {
            rootIndent = indent;
        } else {
            close(indent);
        }
        ObjectNode node = mapper.createObjectNode();
        NodeHead.read(head.strip(), node);
        figures(figures, node);
        Level parent = open.peek();
        if (parent == null) {
            if (top.has("Plan")) {
                throw new PlanFormatException(Text.of("plan.two-plans"));
            }
            top.set("Plan", node);
        } else {
            if (!parent.node.has("Plans")) {
                parent.node.putArray("Plans");
            }
            int place = parent.node.get("Plans").size();
            node.put("Parent Relationship", relationship(parent.node, place));
            if (label != null) {
                node.put("Subplan Name", label);
            }
            parent.node.withArray("Plans").add(node);
        }
        label = null;
        open.push(new Level(parent == null ? -1 : indent, node));
    }

    /** A node at this place ends all that stand as deep or deeper. */
    private void close(int indent) {
        while (open.size() > 1 && open.peek().indent >= indent) {
            open.pop();
        }
    }

    private String relationship(ObjectNode parent, int place) {
        if (label != null) {
            return label.startsWith("SubPlan") ? "SubPlan" : "InitPlan";
        }
        String type = parent.get("Node Type").asString();
        if (type.equals("Append") || type.equals("Merge Append") || type.startsWith("Bitmap")) {
            return type.equals("Bitmap Heap Scan") ? "Outer" : "Member";
        }
        if (type.equals("Subquery Scan")) {
            return "Subquery";
        }
        boolean second = false;
        for (var child : parent.get("Plans")) {
            second |= "Outer".equals(child.path("Parent Relationship").asString(""));
        }
        return second && place > 0 ? "Inner" : "Outer";
    }

    private static void figures(String text, ObjectNode node) {
        Matcher cost = COST.matcher(text);
        if (cost.find()) {
            node.put("Startup Cost", Double.parseDouble(cost.group(1)));
            node.put("Total Cost", Double.parseDouble(cost.group(2)));
            node.put("Plan Rows", Double.parseDouble(cost.group(3)));
            node.put("Plan Width", Integer.parseInt(cost.group(4)));
        }
        Matcher actual = ACTUAL.matcher(text);
        if (actual.find()) {
            if (actual.group(1) != null) {
                node.put("Actual Startup Time", Double.parseDouble(actual.group(1)));
                node.put("Actual Total Time", Double.parseDouble(actual.group(2)));
            }
            node.put("Actual Rows", Double.parseDouble(actual.group(3)));
            node.put("Actual Loops", Double.parseDouble(actual.group(4)));
        } else if (text.contains("never executed")) {
            node.put("Actual Loops", 0);
        }
    }

    private void detail(int indent, String line) {
        for (Level level : open) {
            if (level.indent < indent) {
                TextDetails.read(line, level.node);
                return;
            }
        }
    }

    private static int indent(String line) {
        int p = 0;
        while (p < line.length() && line.charAt(p) == ' ') {
            p++;
        }
        return p;
    }
}
