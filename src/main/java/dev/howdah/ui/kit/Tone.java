package dev.howdah.ui.kit;

/** What a colour means: act now, look, confirmed good, interactive, everything else. A word or an icon always stands beside it. */
public enum Tone {
    BAD,
    LOOK,
    GOOD,
    INFO,
    NEUTRAL;

    /** The style class that colours a node so. */
    public String style() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
