package dev.howdah.engine.health;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where each finding of a check leads, as the check's file says: {@code tab row}, and where that depends on the kind of object further
 * ones behind a semicolon, each with the words that its objects begin with: {@code activity LOCKS/; session: activity {name}}.
 *
 * <p>In a row {@code {object}} stands for the finding's object as tables show it, without quotes, {@code {sql}} for the same as SQL writes
 * it, {@code {name}} for the last of its names and {@code {first}} for the first. Immutable.
 *
 * @param usual where findings lead that none of the others is for
 * @param kinds looked at in their order
 */
public record Places(Place usual, List<Kind> kinds) {
    /** Findings show there: when that is all, their own words say everything. */
    private static final String FINDINGS = "overview";

    private static final Pattern KIND = Pattern.compile("([a-z][a-z ]*):\\s*(.+)");
    private static final Pattern NAME = Pattern.compile("\"(?:[^\"]|\"\")*\"|[^\\s.\"]+");

    /** @param words that the objects begin with */
    public record Kind(String words, Place place) {}

    public Places {
        kinds = List.copyOf(kinds);
    }

    static Places parse(String text) {
        List<Kind> kinds = new ArrayList<>();
        String[] parts = text.split(";");
        for (int i = 1; i < parts.length; i++) {
            Matcher m = KIND.matcher(parts[i].strip());
            if (!m.matches()) {
                throw new IllegalArgumentException("not a kind of object and its place: " + parts[i].strip());
            }
            kinds.add(new Kind(m.group(1), Place.parse(m.group(2))));
        }
        return new Places(Place.parse(parts[0]), kinds);
    }

    /** The tab that counts these findings. */
    public String tab() {
        return usual.tab();
    }

    /** Where the finding about an object leads; null when its own words are all that there is: a line of a file, a role, a version. */
    public @Nullable Place of(String object) {
        Place place = kinds.stream().filter(k -> object.startsWith(k.words() + " ")).map(Kind::place).findFirst().orElse(usual);
        if (place.tab().equals(FINDINGS)) {
            return null;
        }
        List<String> names = NAME.matcher(object).results().map(r -> bare(r.group())).toList();
        return new Place(place.tab(), place.row()
                .replace("{sql}", object)
                .replace("{object}", bare(object))
                .replace("{name}", names.isEmpty() ? "" : names.getLast())
                .replace("{first}", names.isEmpty() ? "" : names.getFirst())
                .strip());
    }

    /** As tables of the console show it. */
    private static String bare(String quoted) {
        return quoted.replace("\"", "");
    }
}
