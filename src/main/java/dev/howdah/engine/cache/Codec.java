package dev.howdah.engine.cache;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries values through the second level. Thread-safe.
 *
 * @param <T> the value's type
 */
public interface Codec<T> {
    byte[] encode(T value);

    /** Whether this very value can travel; others stay on this machine. */
    default boolean carries(T value) {
        return true;
    }

    /** @throws RuntimeException when the bytes are no such value; the entry then counts as absent */
    T decode(byte[] bytes);

    /** Numbers, texts and truth values as they are. What else there is stays on this machine. */
    static Codec<Object> scalars() {
        return new Codec<>() {
            @Override
            public boolean carries(Object value) {
                return value instanceof Integer || value instanceof Long || value instanceof Boolean || value instanceof String;
            }

            @Override
            public byte[] encode(Object value) {
                char kind = value instanceof Integer ? 'i' : value instanceof Long ? 'l' : value instanceof Boolean ? 'b' : 's';
                return (kind + value.toString()).getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Object decode(byte[] bytes) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                String value = text.substring(1);
                return switch (text.charAt(0)) {
                    case 'i' -> Integer.valueOf(value);
                    case 'l' -> Long.valueOf(value);
                    case 'b' -> Boolean.valueOf(value);
                    case 's' -> value;
                    default -> throw new IllegalArgumentException(text);
                };
            }
        };
    }

    /** JSON of a record or plain type. Only this type's own components are ever made from the bytes. */
    static <T> Codec<T> json(Class<T> type) {
        JsonMapper mapper = new JsonMapper();
        return json(mapper, mapper.constructType(type));
    }

    /** JSON of a generic type: {@code new TypeReference<List<Row>>() {}}. */
    static <T> Codec<T> json(TypeReference<T> type) {
        JsonMapper mapper = new JsonMapper();
        return json(mapper, mapper.getTypeFactory().constructType(type));
    }

    private static <T> Codec<T> json(JsonMapper mapper, JavaType type) {
        return new Codec<>() {
            @Override
            public byte[] encode(T value) {
                return mapper.writeValueAsBytes(value);
            }

            @Override
            public T decode(byte[] bytes) {
                return mapper.readValue(bytes, type);
            }
        };
    }
}
