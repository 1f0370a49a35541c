package dev.howdah.engine.health;

import java.util.Map;

/** The checks that need more than a statement, by id; each is one class. */
final class Rules {
    static final Map<String, Rule> BY_ID = Map.of("clock-skew", new ClockSkew());

    private Rules() {}
}
