package dev.howdah.engine.audit;

import dev.howdah.engine.db.Target;
import java.util.Locale;

/**
 * Where something is changed. Immutable.
 *
 * @param target what people call it
 * @param database empty for a program that is no database
 * @param role the role that acts there; may be empty
 * @param environment in small letters
 */
public record Place(String target, String address, String database, String role, String environment) {
    public static Place of(Target t) {
        return new Place(t.name(), t.address(), t.database(), t.user(), t.environment().name().toLowerCase(Locale.ROOT));
    }

    /** Another program, reached at an address that holds no password. */
    public static Place program(String address) {
        return new Place(address, address, "", "", "");
    }
}
