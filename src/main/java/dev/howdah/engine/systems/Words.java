package dev.howdah.engine.systems;

import java.util.List;
import java.util.random.RandomGenerator;

/** Plain words for made-up rows. */
public final class Words {
    private static final List<String> WORDS = List.of(
            "amber", "anchor", "basin", "birch", "bridge", "canvas", "cedar", "circle", "cloud", "coast", "copper", "delta",
            "ember", "field", "forest", "garden", "granite", "harbor", "hollow", "island", "lantern", "ledger", "linen",
            "marble", "meadow", "mirror", "north", "ocean", "orchard", "paper", "pebble", "pepper", "pine", "plain", "quartz",
            "quiet", "rain", "ridge", "river", "saddle", "salt", "shadow", "signal", "silver", "stone", "summit", "thread",
            "timber", "valley", "velvet", "violet", "walnut", "water", "willow", "winter", "yellow");

    private Words() {}

    /** So many words with blanks between. */
    public static String of(int count, RandomGenerator random) {
        StringBuilder text = new StringBuilder(count * 8);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                text.append(' ');
            }
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    /** One of these. */
    @SafeVarargs
    public static <T> T any(RandomGenerator random, T... of) {
        return of[random.nextInt(of.length)];
    }
}
