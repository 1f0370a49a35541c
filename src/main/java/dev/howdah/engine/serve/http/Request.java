package dev.howdah.engine.serve.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole request. Immutable.
 *
 * @param method as sent: {@code GET}
 * @param path decoded, without the query
 * @param query parameters, the last one where a name stands twice
 * @param headers by name in lower case, the last one where a name stands twice
 * @param body decoded as UTF-8; empty when there was none
 * @param client the address that it came from, without port
 */
public record Request(
        String method, String path, Map<String, String> query, Map<String, String> headers, String body, String client) {
    /** A header's value, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** A parameter's value, or null. */
    public @Nullable String parameter(String name) {
        return query.get(name);
    }
}
