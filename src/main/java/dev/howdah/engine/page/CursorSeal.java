package dev.howdah.engine.page;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors that nobody can read, make or change without the key: AES-256 in GCM, which encrypts and signs at once. Instances
 * that share a key read each other's cursors. Thread-safe.
 */
public final class CursorSeal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    /** A cursor holds the keys of one row; longer ones were not made here. */
    private static final int LONGEST = 1 << 20;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 random bytes */
    public CursorSeal(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("a cursor key has 32 bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Its cursors end with this process. */
    public static CursorSeal random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new CursorSeal(key);
    }

    String seal(Cursor cursor) {
        try {
            byte[] nonce = new byte[NONCE];
            random.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, 0).doFinal(cursor.bytes());
            byte[] out = new byte[NONCE + sealed.length];
            System.arraycopy(nonce, 0, out, 0, NONCE);
            System.arraycopy(sealed, 0, out, NONCE, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws PageException when it was not sealed with this key */
    Cursor open(String text) {
        try {
            if (text.length() > LONGEST) {
                throw new PageException(new PageProblem.Forged());
            }
            byte[] in = Base64.getUrlDecoder().decode(text);
            if (in.length <= NONCE) {
                throw new PageException(new PageProblem.Forged());
            }
            return Cursor.of(cipher(Cipher.DECRYPT_MODE, in, 0).doFinal(in, NONCE, in.length - NONCE));
        } catch (GeneralSecurityException | IllegalArgumentException | java.nio.BufferUnderflowException e) {
            throw new PageException(new PageProblem.Forged());
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int from) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, from, NONCE));
        return cipher;
    }
}
