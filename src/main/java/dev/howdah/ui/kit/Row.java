package dev.howdah.ui.kit;

import java.util.Arrays;
import java.util.Optional;

/**
 * A row in a part of a tab, as {@link TabSpec#find} is told of it: {@code SETTINGS/work_mem}. Immutable.
 *
 * @param name empty for the part as it stands
 */
public record Row<P extends Enum<P>>(P part, String name) {
    /** Empty when it names none of these parts. */
    public static <P extends Enum<P>> Optional<Row<P>> of(P[] parts, String object) {
        int slash = object.indexOf('/');
        return slash < 0 ? Optional.empty()
                : Arrays.stream(parts).filter(p -> p.name().equals(object.substring(0, slash))).findFirst().map(p -> new Row<>(p, object.substring(slash + 1)));
    }
}
