package dev.howdah.engine.plan;

import dev.howdah.engine.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds out what a text is, and reads it. Stateless. */
final class PlanReader {
    private static final int DEEPEST_JSON = 10_000;
    /** As the server itself writes it: nothing is put around it, and of thousands of partitions it is long. */
    private static final String PLAIN = "[\n  {\n    \"Plan\": {\n";
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST_JSON).build())
            .build());

    private PlanReader() {}

    static Plan read(String text) {
        String clean = text.startsWith(PLAIN) ? text : PlanText.unframe(text);
        int json = jsonStart(clean);
        if (json < 0) {
            return text(clean);
        }
        try {
            return json(JSON.readTree(clean.substring(json, clean.lastIndexOf(clean.charAt(json) == '[' ? ']' : '}') + 1)));
        } catch (JacksonException e) {
            throw new PlanFormatException(Text.of("plan.not-json", e.getOriginalMessage()));
        }
    }

    private static Plan text(String clean) {
        try {
            return PlanTree.of(TextPlan.read(clean, JSON));
        } catch (NumberFormatException e) {
            // A figure that was damaged on its way here.
            throw new PlanFormatException(Text.of("plan.no-plan"));
        }
    }

    private static Plan json(JsonNode tree) {
        JsonNode top = tree.isArray() && !tree.isEmpty() ? tree.get(0) : tree;
        if (top.has("Plan")) {
            return PlanTree.of(top);
        }
        if (top.has("Node Type")) {
            return PlanTree.of(JSON.createObjectNode().set("Plan", top));
        }
        throw new PlanFormatException(Text.of("plan.no-plan"));
    }

    /** Where a JSON plan begins, also behind the words of a log line; -1 when it is none. */
    private static int jsonStart(String text) {
        for (int p = 0; p < text.length(); p++) {
            char c = text.charAt(p);
            if ((c == '{' || c == '[') && looksLikeJson(text, p)) {
                int end = text.lastIndexOf(c == '[' ? ']' : '}');
                return end > p ? p : -1;
            }
            if (c == '\n' && p > 2_000) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean looksLikeJson(String text, int p) {
        int q = p + 1;
        while (q < text.length() && (Character.isWhitespace(text.charAt(q)) || text.charAt(q) == '{')) {
            q++;
        }
        return text.startsWith("\"Plan\"", q) || text.startsWith("\"Query Text\"", q) || text.startsWith("\"Node Type\"", q)
                || text.startsWith("\"Query Identifier\"", q) || text.startsWith("\"Settings\"", q);
    }
}
