package dev.howdah.app;

import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.Profiles;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Profiles of the settings file with their passwords of the keyring. The keyring is asked for only when a profile is used. */
record SavedProfiles(Settings settings, Supplier<Secrets> secrets) implements Profiles {
    @Override
    public List<Profile> all() {
        return settings.profiles();
    }

    @Override
    public @Nullable Secret password(String profile) {
        return secrets.get().get(profile);
    }
}
