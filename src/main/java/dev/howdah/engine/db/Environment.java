package dev.howdah.engine.db;

/** What a target is used for. It decides colours, guards and what may be destroyed; unknown means production. */
public enum Environment {
    SANDBOX,
    DEVELOPMENT,
    STAGING,
    PRODUCTION
}
