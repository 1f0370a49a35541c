package dev.howdah.engine.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry is found by. Its hash is computed once, since every hit needs it. Immutable as far as the parameters are. */
public final class CacheKey {
    private final String sql;
    private final List<@Nullable Object> params;
    private final int hash;

    CacheKey(String sql, List<@Nullable Object> params) {
        this.sql = sql;
        this.params = params;
        this.hash = 31 * sql.hashCode() + params.hashCode();
    }

    String sql() {
        return sql;
    }

    List<@Nullable Object> params() {
        return params;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return this == o || (o instanceof CacheKey k && hash == k.hash && sql.equals(k.sql) && params.equals(k.params));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return sql + " " + params;
    }
}
