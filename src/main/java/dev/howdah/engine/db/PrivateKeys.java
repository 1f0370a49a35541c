package dev.howdah.engine.db;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads libpq's key files as they are: PEM in PKCS #8 (plain or encrypted), PKCS #1 (RSA) or SEC 1 (EC), or PKCS #8 in DER. The
 * older two are wrapped into PKCS #8 in memory, which is all that Java reads.
 */
final class PrivateKeys {
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xA0;

    private PrivateKeys() {}

    /** @throws CertificateException with a sentence when the file is no key, is open to others, or lacks its passphrase */
    static PrivateKey read(Path file, @Nullable Secret passphrase) throws CertificateException {
        checkPermissions(file);
        for (Pem block : Pem.read(file)) {
            switch (block.type()) {
                case "", "PRIVATE KEY" -> {
                    return key(block.bytes(), file);
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    if (block.head().contains("ENCRYPTED")) {
                        throw TlsTrouble.of("tls.key-old-encryption", null, file);
                    }
                    return key(block.type().startsWith("RSA") ? wrapRsa(block.bytes()) : wrapEc(block.bytes(), file), file);
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return decrypt(block.bytes(), passphrase, file);
                }
                default -> {
                    // Parameters or certificates may stand in the same file.
                }
            }
        }
        throw TlsTrouble.of("tls.no-key", null, file);
    }

    /** libpq's rule: nobody but the owner, or root's file that its group may read. */
    private static void checkPermissions(Path file) throws CertificateException {
        try {
            if (PasswordFile.openToOthers(file) && !rootsWithGroup(file)) {
                throw TlsTrouble.of("tls.key-open", null, file);
            }
        } catch (IOException e) {
            throw TlsTrouble.of("tls.unreadable", e, file, Failures.reason(e));
        }
    }

    private static boolean rootsWithGroup(Path file) throws IOException {
        int mode = (int) Files.getAttribute(file, "unix:mode");
        int owner = (int) Files.getAttribute(file, "unix:uid");
        return owner == 0 && (mode & 037) == 0;
    }

    private static PrivateKey decrypt(byte[] der, @Nullable Secret passphrase, Path file) throws CertificateException {
        if (passphrase == null) {
            throw TlsTrouble.of("tls.key-passphrase-missing", null, file);
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // For PBES2 the name of the algorithm is that of its parameters.
            String name = info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840.113549.1.5.13")
                    ? info.getAlgParameters().toString()
                    : info.getAlgName();
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(passphrase.reveal().toCharArray())),
                    info.getAlgParameters());
            return key(info.getKeySpec(cipher).getEncoded(), file);
        } catch (CertificateException e) {
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            throw TlsTrouble.of("tls.key-passphrase-wrong", e, file);
        }
    }

    private static PrivateKey key(byte[] pkcs8, Path file) throws CertificateException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                continue;
            } catch (GeneralSecurityException e) {
                throw TlsTrouble.of("tls.no-key", e, file);
            }
        }
        throw TlsTrouble.of("tls.no-key", null, file);
    }

    private static byte[] wrapRsa(byte[] pkcs1) {
        return der(SEQUENCE, VERSION, RSA, der(OCTETS, pkcs1));
    }

    private static byte[] wrapEc(byte[] sec1, Path file) throws CertificateException {
        return der(SEQUENCE, VERSION, der(SEQUENCE, EC_PUBLIC_KEY, curve(sec1, file)), der(OCTETS, sec1));
    }

    /** The curve's name within SEC 1's ECPrivateKey: the content of its element [0]. */
    private static byte[] curve(byte[] sec1, Path file) throws CertificateException {
        int at = headerLength(sec1, 0);
        while (at + 2 < sec1.length) {
            int length = length(sec1, at);
            int content = at + headerLength(sec1, at);
            if ((sec1[at] & 0xFF) == CURVE) {
                return java.util.Arrays.copyOfRange(sec1, content, content + length);
            }
            at = content + length;
        }
        throw TlsTrouble.of("tls.no-key", null, file);
    }

    private static int headerLength(byte[] der, int at) {
        return (der[at + 1] & 0x80) == 0 ? 2 : 2 + (der[at + 1] & 0x7F);
    }

    private static int length(byte[] der, int at) {
        if ((der[at + 1] & 0x80) == 0) {
            return der[at + 1];
        }
        int length = 0;
        for (int i = 0; i < (der[at + 1] & 0x7F); i++) {
            length = length << 8 | (der[at + 2 + i] & 0xFF);
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length < 0x80) {
            all.write(length);
        } else {
            all.writeBytes(length < 0x100 ? new byte[] {(byte) 0x81, (byte) length} : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }
}
