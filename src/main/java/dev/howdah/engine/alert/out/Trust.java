package dev.howdah.engine.alert.out;

import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom TLS trusts when the settings name a file: the authorities in it, and nobody else. */
final class Trust {
    private Trust() {}

    /** @throws OutputException when the file cannot be read or holds no certificate */
    static SSLContext of(String output, Path ca) throws OutputException {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, c);
            }
            if (number == 0) {
                throw new OutputException(Text.of("alert.bad-ca", output, ca), false);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new OutputException(Text.of("alert.bad-ca", output, ca), false);
        }
    }
}
