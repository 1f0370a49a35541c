package dev.howdah.engine.cache;

import java.time.Duration;

/** How long an answer may be kept, in four steps. */
public enum Tier {
    SHORT(Duration.ofSeconds(300)),
    MEDIUM(Duration.ofSeconds(600)),
    LONG(Duration.ofSeconds(3600)),
    /** In front of the look-up of who is asking. */
    TOKEN(Duration.ofSeconds(60));

    private final Duration ttl;

    Tier(Duration ttl) {
        this.ttl = ttl;
    }

    /** How long an entry of this tier lives unless set otherwise. */
    public Duration ttl() {
        return ttl;
    }

    /** The tier's name as people and files write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
