package dev.howdah.engine.systems;

import dev.howdah.engine.cache.CachedQuery;
import dev.howdah.engine.cache.Codec;
import dev.howdah.engine.cache.QueryCache;
import dev.howdah.engine.cache.Tier;
import java.util.function.Supplier;

/**
 * The engine's cache as the systems see it: every key is also a tag, and so is its part up to the colon, under which its reads are
 * counted. Numbers and texts are shared through the second level, where there is one. Thread-safe.
 */
public final class EngineCache implements SystemCache {
    private final QueryCache cache;

    public EngineCache(QueryCache cache) {
        this.cache = cache;
    }

    @Override
    public <T> T get(Shelf shelf, String key, Supplier<T> loader) {
        int colon = key.indexOf(':');
        String kind = colon < 0 ? key : key.substring(0, colon + 1);
        CachedQuery<Object> query = CachedQuery.of(Tier.valueOf(shelf.name()), kind, colon < 0 ? "" : key.substring(colon + 1));
        CachedQuery<Object> tagged = colon < 0 ? query.tagged(key) : query.tagged(key, kind);
        @SuppressWarnings("unchecked") // kept under this key, which is of one type
        T value = (T) cache.get(tagged.shared(Codec.scalars()), loader);
        return value == null ? loader.get() : value;
    }

    @Override
    public void drop(String keyPrefix) {
        cache.clearTag(keyPrefix);
    }
}
