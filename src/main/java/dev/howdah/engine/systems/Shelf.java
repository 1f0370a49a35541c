package dev.howdah.engine.systems;

/** How long an entry of the cache may be used: the tiers of the engine's cache. */
public enum Shelf {
    /** One minute: who holds a token. */
    TOKEN,
    /** Five minutes. */
    SHORT,
    /** Ten minutes. */
    MEDIUM,
    /** One hour. */
    LONG
}
