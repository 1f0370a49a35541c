package dev.howdah.engine.systems;

import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import java.util.function.Supplier;

/** The engine's cache as the systems see it: every key is also a tag, and so is its part up to the colon. Thread-safe. */
public final class EngineCache implements SystemCache {
    private final QueryCache cache;

    public EngineCache(QueryCache cache) {
        this.cache = cache;
    }

    @Override
    public <T> T get(Shelf shelf, String key, Supplier<T> loader) {
        int colon = key.indexOf(':');
        CachedQuery<T> query = CachedQuery.of(Tier.valueOf(shelf.name()), key);
        CachedQuery<T> tagged = colon < 0 ? query.tagged(key) : query.tagged(key, key.substring(0, colon + 1));
        T value = cache.get(tagged, loader);
        return value == null ? loader.get() : value;
    }

    @Override
    public void drop(String keyPrefix) {
        cache.clearTag(keyPrefix);
    }
}
