package dev.howdah.engine.serve;

import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.text.Text;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The description of the endpoints in OpenAPI 3.1, made from the endpoints and the records that they answer with. */
final class OpenApi {
    private static final List<Integer> STATUSES = List.of(200, 202, 400, 401, 403, 404, 409, 429, 502, 503);
    private static final List<Integer> ANY = List.of(400, 401, 404, 429, 503);

    private OpenApi() {}

    static Map<String, Object> of(List<Route> routes) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Route r : routes) {
            @SuppressWarnings("unchecked") // made just here
            Map<String, Object> methods = (Map<String, Object>) paths.computeIfAbsent(r.path(), p -> new LinkedHashMap<String, Object>());
            methods.put(r.method().toLowerCase(Locale.ROOT), operation(r));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("openapi", "3.1.0");
        all.put("info", Map.of("title", "Howdah", "version", "1", "description", Text.of("serve.page.intro")));
        all.put("security", List.of(Map.of("token", List.of())));
        all.put("paths", paths);
        all.put("components", Map.of("securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")),
                "schemas", Map.of("Fault", schema(Reply.Fault.class))));
        return all;
    }

    private static Map<String, Object> operation(Route r) {
        Map<String, Object> o = new LinkedHashMap<>();
        o.put("summary", Text.of(r.text()));
        o.put("operationId", r.method().toLowerCase(Locale.ROOT) + r.path().replaceAll("[^a-z]+", "_").replaceAll("_$", ""));
        if (r.open()) {
            o.put("security", List.of());
        }
        List<Map<String, Object>> parameters = new java.util.ArrayList<>();
        r.parameters().forEach(p -> parameters.add(Map.of("name", p, "in", "query", "schema",
                Map.of("type", p.equals("limit") ? "integer" : "string"))));
        if (r.path().endsWith("{id}")) {
            parameters.add(Map.of("name", "id", "in", "path", "required", true, "schema", Map.of("type", "string", "format", "uuid")));
        }
        if (!parameters.isEmpty()) {
            o.put("parameters", parameters);
        }
        if (!r.body().isEmpty()) {
            o.put("requestBody", Map.of("required", false, "content", json(Map.of("type", "object", "properties", fields(r.body())))));
        }
        o.put("responses", responses(r));
        return o;
    }

    private static Map<String, Object> fields(List<String> names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        names.forEach(n -> fields.put(n, Map.of("type", n.equals("parameters") ? "object" : n.equals("dry_run") ? "boolean" : "string")));
        return fields;
    }

    private static Map<String, Object> responses(Route r) {
        Map<String, Object> all = new LinkedHashMap<>();
        Object answer = r.answer() == String.class ? Map.of("text/plain", Map.of("schema", Map.of("type", "string"))) : json(answer(r));
        Map<String, Object> fault = json(Map.of("$ref", "#/components/schemas/Fault"));
        for (int status : STATUSES) {
            boolean own = r.own().contains(status);
            boolean any = ANY.contains(status) && !(r.open() && status == 401);
            if (own || any) {
                String words = Text.of(status < 300 ? "serve.page.ok" : "serve.page.status-" + status);
                all.put(String.valueOf(status), Map.of("description", words, "content", own && (status < 400 || status == 503) ? answer : fault));
            }
        }
        return all;
    }

    /** Answers about a target come in an envelope that says how old they are. */
    private static Object answer(Route r) {
        if (!r.path().startsWith("/api/") || r.path().endsWith("{id}")) {
            return schema(r.answer());
        }
        Map<String, Object> envelope = schema(Views.Answer.class);
        @SuppressWarnings("unchecked") // made just here
        Map<String, Object> properties = (Map<String, Object>) java.util.Objects.requireNonNull(envelope.get("properties"));
        properties.put("data", schema(r.answer()));
        return envelope;
    }

    private static Map<String, Object> json(Object schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }

    /** How a type looks in the JSON. */
    static Map<String, Object> schema(Type type) {
        if (type instanceof ParameterizedType p) {
            Class<?> raw = (Class<?>) p.getRawType();
            return Collection.class.isAssignableFrom(raw) ? list(schema(p.getActualTypeArguments()[0])) : plain("object");
        }
        if (!(type instanceof Class<?> c)) {
            return new LinkedHashMap<>();
        }
        if (c.isArray()) {
            return list(schema(c.getComponentType()));
        }
        if (c.isRecord()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            for (RecordComponent component : c.getRecordComponents()) {
                properties.put(snake(component.getName()), schema(component.getGenericType()));
            }
            Map<String, Object> record = plain("object");
            record.put("properties", properties);
            return record;
        }
        return simple(c);
    }

    private static Map<String, Object> simple(Class<?> c) {
        if (c.isEnum()) {
            Map<String, Object> choice = plain("string");
            choice.put("enum", Arrays.stream(c.getEnumConstants()).map(String::valueOf).toList());
            return choice;
        }
        if (c == Instant.class) {
            Map<String, Object> moment = plain("string");
            moment.put("format", "date-time");
            return moment;
        }
        if (c == boolean.class || c == Boolean.class) {
            return plain("boolean");
        }
        if (c == int.class || c == long.class || c == Integer.class || c == Long.class) {
            return plain("integer");
        }
        boolean number = c == double.class || c == Double.class || c == Duration.class;
        return plain(number ? "number" : c.isInterface() || c == Object.class ? "object" : "string");
    }

    private static Map<String, Object> list(Object items) {
        Map<String, Object> list = plain("array");
        list.put("items", items);
        return list;
    }

    private static Map<String, Object> plain(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
