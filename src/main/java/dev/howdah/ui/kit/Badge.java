package dev.howdah.ui.kit;

/** A short mark at a rail icon: a count and how serious it is. */
public record Badge(int count, Tone tone) {
    public static final Badge NONE = new Badge(0, Tone.NEUTRAL);
}
