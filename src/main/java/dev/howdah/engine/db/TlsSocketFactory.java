package dev.howdah.engine.db;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.WrappedFactory;

/**
 * What pgjdbc calls to encrypt a connection, by its {@code sslfactory} property: libpq's rules and libpq's files, and sentences
 * when it fails. One for each connection that is made.
 */
public final class TlsSocketFactory extends WrappedFactory {
    /** @param info pgjdbc's properties: sslmode, sslrootcert, sslcert, sslkey, sslpassword */
    @SuppressWarnings("this-escape")
    public TlsSocketFactory(Properties info) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        ClientKey key = clientKey(info);
        context.init(key == null ? new KeyManager[0] : new KeyManager[] {key}, new TrustManager[] {trust(info)}, null);
        factory = context.getSocketFactory();
    }

    private static ServerTrust trust(Properties info) throws CertificateException {
        String mode = info.getProperty("sslmode", "prefer");
        String root = info.getProperty("sslrootcert");
        if (root == null && mode.startsWith("verify")) {
            throw TlsTrouble.of("tls.no-root", null, mode);
        }
        if ("system".equals(root)) {
            return new ServerTrust(null, true, "Java");
        }
        List<X509Certificate> roots = root == null ? List.of() : Pem.certificates(Path.of(root));
        return new ServerTrust(roots, mode.equals("verify-full"), String.valueOf(root));
    }

    private static @Nullable ClientKey clientKey(Properties info) throws GeneralSecurityException {
        String cert = info.getProperty("sslcert");
        String key = info.getProperty("sslkey");
        String password = info.getProperty("sslpassword");
        Secret passphrase = password == null ? null : new Secret(password);
        if (key != null && key.toLowerCase(Locale.ROOT).matches(".*\\.(p12|pfx)")) {
            return fromPkcs12(Path.of(key), passphrase);
        }
        if (cert == null) {
            return null;
        }
        if (key == null) {
            throw TlsTrouble.of("tls.key-missing", null, cert);
        }
        List<X509Certificate> chain = Pem.certificates(Path.of(cert));
        PrivateKey privateKey = PrivateKeys.read(Path.of(key), passphrase);
        return new ClientKey(chain, privateKey);
    }

    private static ClientKey fromPkcs12(Path file, @Nullable Secret passphrase) throws GeneralSecurityException {
        char[] password = passphrase == null ? new char[0] : passphrase.reveal().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password);
            for (String alias : java.util.Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    X509Certificate[] chain =
                            Arrays.copyOf(store.getCertificateChain(alias), store.getCertificateChain(alias).length, X509Certificate[].class);
                    return new ClientKey(List.of(chain), key);
                }
            }
        } catch (java.io.IOException e) {
            throw e.getCause() instanceof GeneralSecurityException
                    ? TlsTrouble.of("tls.key-passphrase-wrong", e, file)
                    : TlsTrouble.of("tls.unreadable", e, file, Failures.reason(e));
        }
        throw TlsTrouble.of("tls.no-key", null, file);
    }
}
