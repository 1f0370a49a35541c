package dev.howdah.engine.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The two kinds of lines in the file. */
final class AuditLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AuditLine() {}

    /** What the end of an action adds to it. */
    record Ended(String id, Instant at, Result result, String said) {}

    static String begun(String id, Instant at, Who who, Deed deed) {
        ObjectNode o = JSON.createObjectNode();
        o.put("begun", id).put("at", at.toString());
        o.put("user", who.user()).put("host", who.host()).put("pid", who.pid());
        Place p = deed.where();
        o.put("target", p.target()).put("address", p.address()).put("database", p.database()).put("role", p.role());
        o.put("environment", p.environment()).put("act", deed.act().name()).put("what", deed.what()).put("undo", deed.undo());
        return JSON.writeValueAsString(o);
    }

    static String ended(String id, Instant at, Result result, String said) {
        ObjectNode o = JSON.createObjectNode();
        o.put("ended", id).put("at", at.toString()).put("result", result.name()).put("said", said);
        return JSON.writeValueAsString(o);
    }

    /** An {@link AuditEntry} without its end, an {@link Ended}, or null for a line that cannot be read. */
    static @Nullable Object parse(String line) {
        try {
            JsonNode o = JSON.readTree(line);
            if (o.has("ended")) {
                return new Ended(text(o, "ended"), Instant.parse(text(o, "at")), Result.valueOf(text(o, "result")), text(o, "said"));
            }
            Who who = new Who(text(o, "user"), text(o, "host"), o.path("pid").asLong(0));
            Place where = new Place(text(o, "target"), text(o, "address"), text(o, "database"), text(o, "role"), text(o, "environment"));
            JsonNode undo = o.get("undo");
            return new AuditEntry(text(o, "begun"), Instant.parse(text(o, "at")), who, where, Act.valueOf(text(o, "act")), text(o, "what"),
                    undo == null || undo.isNull() ? null : undo.asString(), Result.OPEN, null, null);
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            return null;
        }
    }

    private static String text(JsonNode o, String field) {
        JsonNode value = o.get(field);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException(field);
        }
        return value.asString();
    }
}
