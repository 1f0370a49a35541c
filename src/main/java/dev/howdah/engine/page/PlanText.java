package dev.howdah.engine.page;

import dev.howdah.engine.db.Cancellation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the planner says of a statement.
 *
 * @param cost of all of it, in the planner's units
 * @param rows that it expects
 * @param sorts whether it has to sort, in whole or in part
 * @param indexes that it reads
 */
record PlanText(double cost, double rows, boolean sorts, Set<String> indexes) {
    static PlanText of(Connection c, Draft statement) throws SQLException {
        try (PreparedStatement s = statement.prepare(c, "EXPLAIN (FORMAT JSON) ")) {
            return Cancellation.running(s, () -> {
                try (ResultSet rs = s.executeQuery()) {
                    rs.next();
                    return parse(rs.getString(1));
                }
            });
        }
    }

    static PlanText parse(@Nullable String json) {
        JsonNode root = new JsonMapper().readTree(json == null ? "[]" : json).path(0).path("Plan");
        Set<String> indexes = new LinkedHashSet<>();
        boolean sorts = walk(root, indexes);
        return new PlanText(root.path("Total Cost").asDouble(0), root.path("Plan Rows").asDouble(0), sorts, indexes);
    }

    private static boolean walk(JsonNode node, Set<String> indexes) {
        // A sort over the few rows of several ranges that were each read in order is none that an index would spare.
        JsonNode below = node.path("Plans").path(0);
        boolean merge = type(below).equals("Append") && below.path("Plans").valueStream().allMatch(PlanText::limited);
        boolean sorts = type(node).contains("Sort") && !merge;
        if (node.has("Index Name")) {
            indexes.add(node.path("Index Name").asString());
        }
        for (JsonNode child : node.path("Plans")) {
            sorts |= walk(child, indexes);
        }
        return sorts;
    }

    /** A range, not a partition of which all rows are read. */
    private static boolean limited(JsonNode node) {
        return type(node).equals("Limit") || (type(node).equals("Subquery Scan") && limited(node.path("Plans").path(0)));
    }

    private static String type(JsonNode node) {
        return node.path("Node Type").asString("");
    }
}
