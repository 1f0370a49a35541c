package dev.howdah.ui.kit;

/** A written number and its unit, apart, because the unit is set smaller. The unit may be empty. */
public record Figure(String value, String unit) {
    /** Not collected: never shown as zero. */
    public static final Figure UNKNOWN = new Figure("–", "");

    /** Both, with a narrow gap that does not break. */
    public String text() {
        return unit.isEmpty() ? value : value + "\u202f" + unit;
    }
}
