package dev.howdah.engine.serve;

import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Secrets;
import dev.howdah.engine.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The word that a client must send. Only its hash is kept in memory. Thread-safe. */
public final class Token {
    /** The variable that may hold it, for containers and services. */
    public static final String VARIABLE = "HOWDAH_SERVE_TOKEN";

    private static final String NAME = "howdah serve";
    private static final String SCHEME = "bearer ";
    private static final int SHORTEST = 16;

    private final byte[] hash;

    public Token(Secret token) {
        hash = hash(token.reveal());
    }

    /**
     * The token that holds: the one of the environment, else the kept one; a random one of 256 bits is made and kept when there is none.
     *
     * @param environment the value of {@link #VARIABLE}, null when it is not set
     * @throws IllegalArgumentException when that is too short to be a secret
     */
    public static Secret current(@Nullable String environment, Secrets secrets) {
        if (environment != null) {
            if (environment.strip().length() < SHORTEST) {
                throw new IllegalArgumentException(Text.of("serve.token-short", VARIABLE, SHORTEST));
            }
            return new Secret(environment.strip());
        }
        Secret kept = secrets.get(NAME);
        return kept == null ? renew(secrets) : kept;
    }

    /** Makes a new one and keeps it in place of the old one. */
    public static Secret renew(Secrets secrets) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Secret made = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        secrets.put(NAME, made);
        return made;
    }

    /** Whether an Authorization header brings it; takes the same time wherever the first difference is. */
    boolean opens(@Nullable String authorization) {
        String header = authorization == null ? "" : authorization;
        boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String given = bearer ? header.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(hash, hash(given)) && bearer;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
