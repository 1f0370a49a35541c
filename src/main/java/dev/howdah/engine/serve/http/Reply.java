package dev.howdah.engine.serve.http;

import dev.howdah.engine.text.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. Immutable.
 *
 * @param headers beside Content-Type and Content-Length
 */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json; charset=utf-8";

    /** What went wrong, for people and programs; the form of every answer from 400 on. */
    public record Fault(int status, String error, String hint) {}

    public static Reply json(int status, Object value) {
        return new Reply(status, JSON, (JsonText.of(value) + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply text(String contentType, String text) {
        return new Reply(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A refusal. */
    public static Reply fault(int status, String error, String hint) {
        return json(status, new Fault(status, error, hint));
    }

    /** The same with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, body, Map.copyOf(more));
    }
}
