package dev.howdah.engine.db;

/**
 * A connection that the user named in the settings. Immutable.
 *
 * @param address how to connect; holds no password
 */
public record Profile(String name, Environment environment, ConnInfo address) {}
