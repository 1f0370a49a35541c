package dev.howdah.engine.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections that the user named, and their passwords. */
public interface Profiles {
    List<Profile> all();

    /** The stored password of a profile, null when there is none. */
    @Nullable Secret password(String profile);

    /** No profile at all. */
    static Profiles none() {
        return new Profiles() {
            @Override
            public List<Profile> all() {
                return List.of();
            }

            @Override
            public @Nullable Secret password(String profile) {
                return null;
            }
        };
    }
}
