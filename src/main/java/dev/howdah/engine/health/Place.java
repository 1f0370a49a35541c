package dev.howdah.engine.health;

/**
 * Where the cause of a finding shows. Immutable.
 *
 * @param tab id of a tab of the console
 * @param row what the tab is to show, as that tab reads it: {@code LOCKS/}, {@code SETTINGS/fsync}, {@code public.orders}; empty for the
 *     tab as it stands
 */
public record Place(String tab, String row) {
    /** Reads what {@link #toString} wrote. */
    public static Place parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        return new Place(parts[0], parts.length == 1 ? "" : parts[1].strip());
    }

    @Override
    public String toString() {
        return row.isEmpty() ? tab : tab + " " + row;
    }
}
