package dev.howdah.engine.db;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Passwords that the user let Howdah keep, by the profile's name. Implementations are thread-safe. */
public interface Secrets {
    /** Where passwords are kept. */
    enum Kind {
        /** The operating system's keyring: unlocked with the user's login. */
        KEYRING,
        /** An encrypted file beside its key: whoever can read the user's files can read it. The weaker way. */
        FILE
    }

    Kind kind();

    /**
     * The password kept under a name, null when there is none.
     *
     * @throws SecretsException when the store cannot be read
     */
    @Nullable Secret get(String name);

    /**
     * Keeps a password, in place of an earlier one.
     *
     * @throws SecretsException when the store cannot be written
     */
    void put(String name, Secret secret);

    /** Forgets a password; nothing happens when there is none. */
    void remove(String name);

    /**
     * The keyring where there is one, else the file.
     *
     * @param config Howdah's configuration folder; made at the first {@link #put} when the file is used
     */
    static Secrets open(Surroundings surroundings, Path config) {
        Secrets keyring = mayHaveKeyring(surroundings) ? KeyringSecrets.open() : null;
        return keyring == null ? new FileSecrets(config) : keyring;
    }

    /** Without a session bus there is no keyring on Linux, and looking for one could wait for a minute. */
    private static boolean mayHaveKeyring(Surroundings surroundings) {
        if (surroundings.windows() || surroundings.mac()) {
            return true;
        }
        String runtime = surroundings.get("XDG_RUNTIME_DIR");
        return surroundings.get("DBUS_SESSION_BUS_ADDRESS") != null || (runtime != null && Files.exists(Path.of(runtime, "bus")));
    }
}
