package dev.howdah.engine.plan;

import org.jspecify.annotations.Nullable;

/** Names nodes as EXPLAIN's text form does. */
final class PlanLabels {
    private PlanLabels() {}

    static String of(PlanNode n) {
        String prefix = "true".equals(n.detail("Async Capable")) ? "Async " : "";
        prefix += "true".equals(n.detail("Parallel Aware")) ? "Parallel " : "";
        return prefix + body(n);
    }

    private static String body(PlanNode n) {
        String join = n.detail("Join Type");
        String strategy = n.detail("Strategy");
        return switch (n.type()) {
            case "Hash Join", "Merge Join" ->
                join == null || join.equals("Inner") ? n.type() : n.type().replace(" Join", " " + join + " Join");
            case "Nested Loop" -> join == null || join.equals("Inner") ? n.type() : "Nested Loop " + join + " Join";
            case "Aggregate" -> partial(n.detail("Partial Mode")) + aggregate(strategy);
            case "ModifyTable" -> n.details().getOrDefault("Operation", n.type());
            case "SetOp" -> ("Hashed".equals(strategy) ? "HashSetOp" : "SetOp") + command(n.detail("Command"));
            case "Index Scan", "Index Only Scan" -> n.type() + ("Backward".equals(n.detail("Scan Direction")) ? " Backward" : "");
            default -> n.type();
        };
    }

    private static String partial(@Nullable String mode) {
        return mode == null || mode.equals("Simple") ? "" : mode + " ";
    }

    private static String aggregate(@Nullable String strategy) {
        return switch (strategy == null ? "Plain" : strategy) {
            case "Sorted" -> "GroupAggregate";
            case "Hashed" -> "HashAggregate";
            case "Mixed" -> "MixedAggregate";
            default -> "Aggregate";
        };
    }

    private static String command(@Nullable String command) {
        return command == null ? "" : " " + command;
    }

    static String target(PlanNode n) {
        PlanNode.Target o = n.object();
        String name = first(o.relation(), o.cte(), o.function());
        StringBuilder s = new StringBuilder();
        if (name != null) {
            s.append(o.schema() == null ? "" : o.schema() + ".").append(name);
        }
        if (o.alias() != null && !o.alias().equals(name)) {
            s.append(s.isEmpty() ? "" : " ").append(o.alias());
        }
        if (o.index() != null) {
            s.append(s.isEmpty() ? "" : " using ").append(o.index());
        }
        return s.toString();
    }

    private static @Nullable String first(@Nullable String... names) {
        for (String name : names) {
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
