package dev.howdah.engine.systems;

/** How an application does its work: as it was, or as it became. */
public enum Way {
    BASELINE,
    OPTIMISED
}
