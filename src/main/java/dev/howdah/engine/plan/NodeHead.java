package dev.howdah.engine.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads a node's first words in EXPLAIN's text form: {@code Parallel Index Scan Backward using i on s.t a}. */
final class NodeHead {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^\\s.\"]+)";
    private static final Pattern HEAD = Pattern.compile(
            "^(.*?)(?: using (" + NAME + "))?(?: on (?:(" + NAME + ")\\.)?(" + NAME + ")(?: (" + NAME + "))?)?$", Pattern.DOTALL);
    private static final Pattern JOIN = Pattern.compile("^(Hash|Merge) (.+) Join$");
    private static final Pattern LOOP = Pattern.compile("^Nested Loop(?: (.+?))?(?: Join)?$");
    private static final Pattern SETOP = Pattern.compile("^(Hash)?SetOp (.+)$");
    private static final Pattern CUSTOM = Pattern.compile("^Custom Scan \\((.*)\\)$");
    private static final Pattern KNOWN = Pattern.compile("^(?:Async |Parallel |Partial |Finalize )*(?:Seq Scan|Index (?:Only )?Scan|Bitmap Heap"
            + " Scan|Sample Scan|Tid |Subquery Scan|Function Scan|Table Function Scan|Values Scan|CTE Scan|WorkTable Scan|Foreign |Custom"
            + " Scan|Result|ProjectSet|Append|Merge |Recursive Union|Nested Loop|Hash |Materialize|Memoize|Sort$|Incremental Sort|Group|Aggregate|HashAggregate|MixedAggregate"
            + "|GroupAggregate|WindowAgg|Unique|SetOp|HashSetOp|LockRows|Limit$|Gather|Insert on|Update on|Delete on|Merge on"
            + "|Named Tuplestore|BitmapAnd|BitmapOr).*");

    private NodeHead() {}

    /** Whether a line without figures (COSTS OFF) names a node that a plan may begin with. */
    static boolean known(String line) {
        return KNOWN.matcher(line).matches();
    }

    static void read(String head, ObjectNode node) {
        String rest = flag(head, "Async ", "Async Capable", node);
        rest = flag(rest, "Parallel ", "Parallel Aware", node);
        Matcher m = HEAD.matcher(rest);
        if (!m.matches()) {
            node.put("Node Type", rest);
            return;
        }
        String type = m.group(1);
        type(type, node);
        String real = node.get("Node Type").asString();
        if (m.group(2) != null) {
            node.put("Index Name", unquote(m.group(2)));
        }
        if (m.group(4) != null) {
            target(real, m, node);
        }
    }

    private static String flag(String text, String word, String key, ObjectNode node) {
        if (!text.startsWith(word)) {
            return text;
        }
        node.put(key, true);
        return text.substring(word.length());
    }

    private static void target(String type, Matcher m, ObjectNode node) {
        String name = unquote(m.group(4));
        String alias = m.group(5) == null ? name : unquote(m.group(5));
        switch (type) {
            case "Bitmap Index Scan" -> node.put("Index Name", name);
            case "CTE Scan" -> node.put("CTE Name", name).put("Alias", alias);
            case "WorkTable Scan" -> node.put("CTE Name", name).put("Alias", alias);
            case "Function Scan" -> node.put("Function Name", name).put("Alias", alias);
            case "Subquery Scan", "Values Scan", "Table Function Scan", "Named Tuplestore Scan" -> node.put("Alias", alias);
            default -> {
                node.put("Relation Name", name).put("Alias", alias);
                if (m.group(3) != null) {
                    node.put("Schema", unquote(m.group(3)));
                }
            }
        }
        if (m.group(3) != null && type.equals("Function Scan")) {
            node.put("Schema", unquote(m.group(3)));
        }
    }

    private static void type(String text, ObjectNode node) {
        String t = text;
        for (String mode : new String[] {"Partial", "Finalize"}) {
            if (t.startsWith(mode + " ") && t.endsWith("ggregate")) {
                node.put("Partial Mode", mode);
                t = t.substring(mode.length() + 1);
            }
        }
        Matcher join = JOIN.matcher(t);
        Matcher loop = LOOP.matcher(t);
        Matcher setop = SETOP.matcher(t);
        Matcher custom = CUSTOM.matcher(t);
        if (t.equals("Hash Join") || t.equals("Merge Join")) {
            node.put("Node Type", t).put("Join Type", "Inner");
        } else if (join.matches()) {
            node.put("Node Type", join.group(1) + " Join").put("Join Type", join.group(2));
        } else if (loop.matches()) {
            node.put("Node Type", "Nested Loop").put("Join Type", loop.group(1) == null ? "Inner" : loop.group(1));
        } else if (setop.matches()) {
            node.put("Node Type", "SetOp").put("Strategy", setop.group(1) == null ? "Sorted" : "Hashed");
            node.put("Command", setop.group(2));
        } else if (custom.matches()) {
            node.put("Node Type", "Custom Scan").put("Custom Plan Provider", custom.group(1));
        } else if (t.endsWith("ggregate")) {
            aggregate(t, node);
        } else if (t.endsWith(" Scan Backward")) {
            node.put("Node Type", t.substring(0, t.length() - " Backward".length())).put("Scan Direction", "Backward");
        } else if (t.equals("Insert") || t.equals("Update") || t.equals("Delete") || t.equals("Merge")) {
            node.put("Node Type", "ModifyTable").put("Operation", t);
        } else if (t.startsWith("Foreign ") && !t.equals("Foreign Scan")) {
            node.put("Node Type", "Foreign Scan").put("Operation", t.substring("Foreign ".length()));
        } else {
            node.put("Node Type", t);
        }
    }

    private static void aggregate(String t, ObjectNode node) {
        node.put("Node Type", "Aggregate");
        node.put("Strategy", switch (t) {
            case "GroupAggregate" -> "Sorted";
            case "HashAggregate" -> "Hashed";
            case "MixedAggregate" -> "Mixed";
            default -> "Plain";
        });
        if (!node.has("Partial Mode")) {
            node.put("Partial Mode", "Simple");
        }
    }

    private static String unquote(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
