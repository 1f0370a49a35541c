package dev.howdah.engine.db;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file.
 *
 * @param type the words after BEGIN
 * @param head lines before the Base64 text, as old encrypted keys have them
 */
record Pem(String type, String head, byte[] bytes) {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----\\s*((?:[A-Za-z0-9-]+:[^\\n]*\\n)*)([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** All blocks in order; a file without any is one nameless block of its bytes (DER). */
    static List<Pem> read(Path file) throws CertificateException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Matcher m = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            List<Pem> blocks = new ArrayList<>();
            while (m.find()) {
                blocks.add(new Pem(m.group(1), m.group(2), Base64.getMimeDecoder().decode(m.group(3))));
            }
            return blocks.isEmpty() ? List.of(new Pem("", "", bytes)) : blocks;
        } catch (IOException e) {
            throw TlsTrouble.of("tls.unreadable", e, file, Failures.reason(e));
        } catch (IllegalArgumentException e) {
            throw TlsTrouble.of("tls.no-certificate", e, file);
        }
    }

    /** The certificates of a file, in order; at least one. */
    static List<X509Certificate> certificates(Path file) throws CertificateException {
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        List<X509Certificate> all = new ArrayList<>();
        for (Pem block : read(file)) {
            if (block.type.isEmpty() || block.type.endsWith("CERTIFICATE")) {
                try {
                    all.add((X509Certificate) x509.generateCertificate(new ByteArrayInputStream(block.bytes)));
                } catch (CertificateException e) {
                    throw TlsTrouble.of("tls.no-certificate", e, file);
                }
            }
        }
        if (all.isEmpty()) {
            throw TlsTrouble.of("tls.no-certificate", null, file);
        }
        return all;
    }
}
