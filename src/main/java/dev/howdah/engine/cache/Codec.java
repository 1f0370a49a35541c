package dev.howdah.engine.cache;

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

    /** @throws RuntimeException when the bytes are no such value; the entry then counts as absent */
    T decode(byte[] bytes);

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
