package dev.howdah.engine.cache;

import org.jspecify.annotations.Nullable;

/**
 * What stands beside a target's cache.
 *
 * @param redis the second level, or null for memory only
 * @param listen hears from the beginning what other sessions announce; it costs the server one idle session
 */
public record CacheOptions(@Nullable RedisSpec redis, boolean listen) {
    public static CacheOptions none() {
        return new CacheOptions(null, false);
    }
}
