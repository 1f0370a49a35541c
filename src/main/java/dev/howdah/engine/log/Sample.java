package dev.howdah.engine.log;

import org.jspecify.annotations.Nullable;

/** One call that is kept to be shown; its parameters and plan may come in later lines. */
final class Sample {
    final long micros;
    final long time;
    final int who;
    final String text;
    @Nullable String parameters;
    @Nullable String plan;

    Sample(long micros, long time, int who, String text) {
        this.micros = micros;
        this.time = time;
        this.who = who;
        this.text = text;
    }
}
