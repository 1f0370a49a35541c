package dev.howdah.engine.systems;

import java.util.function.Supplier;

/** The cache that the optimised way reads through. Thread-safe. */
public interface SystemCache {
    <T> T get(Shelf shelf, String key, Supplier<T> loader);

    /** Forgets all entries whose key starts so. */
    void drop(String keyPrefix);

    /** Remembers nothing. */
    static SystemCache none() {
        return new SystemCache() {
            @Override
            public <T> T get(Shelf shelf, String key, Supplier<T> loader) {
                return loader.get();
            }

            @Override
            public void drop(String keyPrefix) {}
        };
    }
}
