package dev.howdah.ui.shell;

import dev.howdah.engine.db.Environment;

/** A server that the connection switcher offers. The name is what {@link Servers#open} takes. */
public record Entry(String name, Environment environment) {}
