package dev.howdah.engine.store;

import java.time.Instant;
import java.util.Map;

/** Something that waits to be written. Immutable. */
sealed interface Entry {
    Recording owner();

    Instant at();

    /** About what it takes in memory. */
    int bytes();

    /** True for what is told of a stretch of time once that is over: its moment lies before that of what came just before it. */
    default boolean late() {
        return false;
    }

    /** What the target is, from now on. */
    record Facts(Recording owner, Instant at, TargetFacts facts) implements Entry {
        @Override
        public int bytes() {
            return 500;
        }
    }

    /** One look at the figures. */
    record Sample(Recording owner, Instant at, float[] values) implements Entry {
        @Override
        public int bytes() {
            return 80 + 4 * values.length;
        }
    }

    /** @param kind as in {@link Snapshots}; @param level the only one that it is for */
    record Snapshot(Recording owner, Instant since, Instant at, int kind, Level level, Snapshots.Packed packed) implements Entry {
        @Override
        public int bytes() {
            return 150 + packed.size();
        }

        @Override
        public boolean late() {
            return kind == Snapshots.GAUGES;
        }
    }

    /** All settings of a moment. */
    record Settings(Recording owner, Instant at, Map<String, String> values) implements Entry {
        @Override
        public int bytes() {
            return 30_000;
        }
    }

    /** An annotation of the owner's target. */
    record Note(Recording owner, Instant at, Annotation.Kind kind, String text, String author) implements Entry {
        @Override
        public int bytes() {
            return 150 + 2 * text.length();
        }
    }
}
