package dev.howdah.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** An authority made for a test, and the X.509 certificates that it issues, as PEM files. Keys are 0600. */
public final class Certificates {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
    private static final byte[] IS_AUTHORITY = hex("300f0603551d130101ff040530030101ff");
    private static final int SEQUENCE = 0x30;

    private final Path folder;
    private final String name;
    private final KeyPair authority = keys("EC");

    /** @param name the authority's common name; its certificate is {@code <folder>/<name>.crt} */
    public Certificates(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        write(name + ".crt", "CERTIFICATE", certificate(name, authority, Duration.ofDays(-1), Duration.ofDays(30), IS_AUTHORITY));
    }

    /** Issues {@code <who>.crt} and {@code <who>.key}, valid from yesterday for a month. */
    public void issue(String who, String keyAlgorithm, String... names) {
        issue(who, keyAlgorithm, Duration.ofDays(-1), Duration.ofDays(30), names);
    }

    /**
     * @param keyAlgorithm RSA or EC
     * @param names alternative names: host names and IP addresses
     */
    public void issue(String who, String keyAlgorithm, Duration from, Duration to, String... names) {
        KeyPair keys = keys(keyAlgorithm);
        byte[][] extensions = names.length == 0 ? new byte[0][] : new byte[][] {alternativeNames(names)};
        write(who + ".crt", "CERTIFICATE", certificate(who, keys, from, to, extensions));
        write(who + ".key", "PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private byte[] certificate(String who, KeyPair keys, Duration from, Duration to, byte[]... extensions) {
        Instant now = Instant.now();
        byte[] content = der(
                SEQUENCE,
                hex("a003020102"),
                der(2, BigInteger.valueOf(SERIAL.incrementAndGet()).toByteArray()),
                ECDSA_SHA256,
                commonName(name),
                der(SEQUENCE, time(now.plus(from)), time(now.plus(to))),
                commonName(who),
                keys.getPublic().getEncoded(),
                extensions.length == 0 ? new byte[0] : der(0xA3, der(SEQUENCE, extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(authority.getPrivate());
            signature.update(content);
            byte[] all = der(SEQUENCE, content, ECDSA_SHA256, der(3, new byte[1], signature.sign()));
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(all)).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] commonName(String text) {
        byte[] value = der(0x0C, text.getBytes(StandardCharsets.UTF_8));
        return der(SEQUENCE, der(0x31, der(SEQUENCE, hex("0603550403"), value)));
    }

    private static byte[] alternativeNames(String... names) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String n : names) {
            boolean ip = n.matches("[0-9.]+|.*:.*");
            all.writeBytes(ip ? der(0x87, InetAddress.ofLiteral(n).getAddress()) : der(0x82, n.getBytes(StandardCharsets.UTF_8)));
        }
        return der(SEQUENCE, hex("0603551d11"), der(4, der(SEQUENCE, all.toByteArray())));
    }

    private static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(instant);
        return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int n = content.size();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        all.writeBytes(
                n < 0x80
                        ? new byte[] {(byte) n}
                        : n < 0x100 ? new byte[] {(byte) 0x81, (byte) n} : new byte[] {(byte) 0x82, (byte) (n >> 8), (byte) n});
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private void write(String file, String type, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        try {
            Path path = folder.resolve(file);
            Files.writeString(path, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
