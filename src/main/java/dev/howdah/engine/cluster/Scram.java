package dev.howdah.engine.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a server keeps of a password, by RFC 5802. */
final class Scram {
    private static final int SALT = 16;

    private Scram() {}

    /**
     * With one round of hashing in place of 4,096. Rounds make guessing dear; a password of 192 random bits is not guessed, and each
     * login pays for them.
     *
     * @param password random and long, of plain ASCII
     */
    static String quickVerifier(String password) {
        try {
            byte[] salt = new byte[SALT];
            new SecureRandom().nextBytes(salt);
            byte[] salted = hmac(password.getBytes(StandardCharsets.US_ASCII), ByteBuffer.allocate(SALT + 4).put(salt).putInt(1).array());
            byte[] stored = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII)));
            byte[] server = hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
            Base64.Encoder base64 = Base64.getEncoder();
            return "SCRAM-SHA-256$1:" + base64.encodeToString(salt) + "$" + base64.encodeToString(stored) + ":" + base64.encodeToString(server);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }
}
