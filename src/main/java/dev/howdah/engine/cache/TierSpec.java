package dev.howdah.engine.cache;

import java.time.Duration;

/**
 * What one tier keeps, and for how long. Immutable.
 *
 * @param ttl an entry's life, more than zero
 * @param limit how much the tier holds
 * @param negativeTtl life of "there is no such row"; zero keeps none
 * @param refreshAhead share of its life (more than 0, at most 1) after which the next reader of an entry has it loaded anew
 *     behind the scenes; 1 means never
 */
public record TierSpec(Duration ttl, Limit limit, Duration negativeTtl, double refreshAhead) {
    /** The most that a tier holds; the entry of least use goes first. */
    public sealed interface Limit {
        /** The limit's figure: entries, or bytes. */
        long value();

        record Entries(long value) implements Limit {}

        /** Estimated bytes of keys and values on the heap. */
        record Bytes(long value) implements Limit {}
    }

    public TierSpec {
        if (ttl.isNegative() || ttl.isZero() || negativeTtl.isNegative() || limit.value() < 0) {
            throw new IllegalArgumentException("a tier needs a life above zero and a limit of zero or more");
        }
        if (!(refreshAhead > 0 && refreshAhead <= 1)) {
            throw new IllegalArgumentException("refresh ahead is a share of the life, above 0 and at most 1");
        }
    }

    /** 100 entries, "no such row" for 30 s at most, no refresh ahead. */
    public static TierSpec of(Duration ttl) {
        Duration negative = ttl.compareTo(Duration.ofSeconds(30)) < 0 ? ttl : Duration.ofSeconds(30);
        return new TierSpec(ttl, new Limit.Entries(100), negative, 1);
    }

    public TierSpec withTtl(Duration other) {
        return new TierSpec(other, limit, negativeTtl, refreshAhead);
    }

    public TierSpec withLimit(Limit other) {
        return new TierSpec(ttl, other, negativeTtl, refreshAhead);
    }

    public TierSpec withNegativeTtl(Duration other) {
        return new TierSpec(ttl, limit, other, refreshAhead);
    }

    public TierSpec withRefreshAhead(double share) {
        return new TierSpec(ttl, limit, negativeTtl, share);
    }
}
