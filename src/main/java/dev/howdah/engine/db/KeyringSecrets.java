package dev.howdah.engine.db;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operating system's keyring: Secret Service or KWallet, Keychain, Credential Manager. */
final class KeyringSecrets implements Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(KeyringSecrets.class);
    private static final String SERVICE = "howdah";

    private final Keyring keyring;

    private KeyringSecrets(Keyring keyring) {
        this.keyring = keyring;
    }

    /** Null where there is none that works. */
    static @Nullable Secrets open() {
        try {
            return new KeyringSecrets(Keyring.create());
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            LOG.info("no keyring: {}", e.toString());
            return null;
        }
    }

    @Override
    public Kind kind() {
        return Kind.KEYRING;
    }

    @Override
    public @Nullable Secret get(String name) {
        try {
            String found = keyring.getPassword(SERVICE, name);
            return found == null ? null : new Secret(found);
        } catch (PasswordAccessException e) {
            // Keyrings answer a name that they do not know with an error of no kind of its own.
            LOG.debug("keyring has nothing for {}", name);
            return null;
        }
    }

    @Override
    public void put(String name, Secret secret) {
        try {
            keyring.setPassword(SERVICE, name, secret.reveal());
        } catch (PasswordAccessException e) {
            throw new SecretsException("secrets.keyring", e, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void remove(String name) {
        try {
            keyring.deletePassword(SERVICE, name);
        } catch (PasswordAccessException e) {
            LOG.debug("keyring has nothing to remove for {}", name);
        }
    }
}
