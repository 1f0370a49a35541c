package dev.howdah.engine.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A read whose answer may be kept. Two with equal text and parameters are the same read and must name the same tier, tables and tags.
 * Immutable.
 *
 * @param sql the statement; with its parameters it is the entry's name
 * @param params its values, null allowed
 * @param tables {@code schema.table} of everything that it reads, see {@link Relations}
 * @param tags names of one's own by which entries can be cleared together
 * @param codec how the value travels through the second level; null keeps it on this machine
 */
public record CachedQuery<T>(
        String sql,
        List<@Nullable Object> params,
        Tier tier,
        Set<String> tables,
        Set<String> tags,
        @Nullable Codec<T> codec,
        CacheKey key) {

    public static <T> CachedQuery<T> of(Tier tier, String sql, @Nullable Object... params) {
        List<@Nullable Object> values = new ArrayList<>(params.length);
        Collections.addAll(values, params);
        List<@Nullable Object> fixed = Collections.unmodifiableList(values);
        return new CachedQuery<>(sql, fixed, tier, Set.of(), Set.of(), null, new CacheKey(sql, fixed));
    }

    public CachedQuery<T> reading(String... names) {
        return reading(Set.of(names));
    }

    public CachedQuery<T> reading(Set<String> names) {
        return new CachedQuery<>(sql, params, tier, Set.copyOf(names), tags, codec, key);
    }

    public CachedQuery<T> tagged(String... names) {
        return new CachedQuery<>(sql, params, tier, tables, Set.of(names), codec, key);
    }

    /** Shares its answers through the second level. */
    public CachedQuery<T> shared(Codec<T> by) {
        return new CachedQuery<>(sql, params, tier, tables, tags, by, key);
    }
}
