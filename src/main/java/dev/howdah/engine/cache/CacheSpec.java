package dev.howdah.engine.cache;

import java.util.EnumMap;
import java.util.Map;

/**
 * The settings of all tiers. Immutable.
 *
 * @param tiers every {@link Tier} to its settings
 */
public record CacheSpec(Map<Tier, TierSpec> tiers) {
    public CacheSpec {
        EnumMap<Tier, TierSpec> all = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            TierSpec spec = tiers.get(tier);
            all.put(tier, spec == null ? TierSpec.of(tier.ttl()) : spec);
        }
        tiers = Map.copyOf(all);
    }

    /** Short 300 s, medium 600 s, long 3600 s, token 60 s, 100 entries each. */
    public static CacheSpec standard() {
        return new CacheSpec(Map.of());
    }

    public CacheSpec with(Tier tier, TierSpec spec) {
        EnumMap<Tier, TierSpec> all = new EnumMap<>(tiers);
        all.put(tier, spec);
        return new CacheSpec(all);
    }

    /** The settings of one tier. */
    public TierSpec of(Tier tier) {
        return java.util.Objects.requireNonNull(tiers.get(tier));
    }
}
