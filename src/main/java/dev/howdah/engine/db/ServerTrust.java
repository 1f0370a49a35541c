package dev.howdah.engine.db;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.PGjdbcHostnameVerifier;

/**
 * Believes a server as libpq would: the chain is verified whenever there are roots, in every mode; the name only with
 * verify-full; without roots everybody is believed. Says in a sentence why not.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    private static final int DNS = 2;
    private static final int IP = 7;

    private final @Nullable X509TrustManager chains;
    private final boolean names;
    private final String rootsShown;

    /**
     * @param roots null to use Java's own, empty to verify nothing
     * @param names whether the certificate must be for the host
     * @param rootsShown where the roots come from, for sentences
     */
    ServerTrust(@Nullable List<X509Certificate> roots, boolean names, String rootsShown) throws CertificateException {
        this.chains = roots != null && roots.isEmpty() ? null : manager(roots);
        this.names = names;
        this.rootsShown = rootsShown;
    }

    private static X509TrustManager manager(@Nullable List<X509Certificate> roots) throws CertificateException {
        try {
            KeyStore store = null;
            if (roots != null) {
                store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                for (int i = 0; i < roots.size(); i++) {
                    store.setCertificateEntry("root" + i, roots.get(i));
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager m : factory.getTrustManagers()) {
                if (m instanceof X509TrustManager x) {
                    return x;
                }
            }
            throw new CertificateException("no X.509 trust manager");
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw e instanceof CertificateException c ? c : new CertificateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkServerTrusted(chain, authType);
        String host = socket instanceof SSLSocket s && s.getHandshakeSession() != null ? s.getHandshakeSession().getPeerHost() : null;
        if (names) {
            checkName(chain[0], String.valueOf(host));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chains == null) {
            return;
        }
        try {
            chains.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw explained(chain, e);
        }
    }

    private CertificateException explained(X509Certificate[] chain, CertificateException e) {
        for (X509Certificate c : chain) {
            String whose = commonName(c);
            try {
                c.checkValidity();
            } catch (CertificateExpiredException x) {
                return TlsTrouble.of("tls.expired", e, whose, day(c.getNotAfter().toInstant()));
            } catch (CertificateNotYetValidException x) {
                return TlsTrouble.of("tls.not-yet", e, whose, day(c.getNotBefore().toInstant()));
            }
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t.getClass().getSimpleName().equals("SunCertPathBuilderException")) {
                return TlsTrouble.of("tls.unknown-authority", e, chain[chain.length - 1].getIssuerX500Principal().getName(), rootsShown);
            }
        }
        return TlsTrouble.of("tls.bad-chain", e, e.getMessage());
    }

    private static void checkName(X509Certificate certificate, String host) throws CertificateException {
        List<String> dns = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        for (List<?> name : all == null ? List.<List<?>>of() : all) {
            int type = (Integer) name.get(0);
            String value = String.valueOf(name.get(1));
            if (type == DNS) {
                dns.add(value);
            }
            if (type == DNS || type == IP) {
                shown.add(value);
            }
            if (type == IP && sameAddress(value, host)) {
                return;
            }
        }
        // libpq looks at the common name only where no alternative name is given.
        if (shown.isEmpty()) {
            dns.add(commonName(certificate));
            shown.add(commonName(certificate));
        }
        String wanted = host.toLowerCase(Locale.ROOT);
        if (dns.stream().noneMatch(d -> PGjdbcHostnameVerifier.INSTANCE.verifyHostName(wanted, d.toLowerCase(Locale.ROOT)))) {
            throw TlsTrouble.of("tls.wrong-name", null, String.join(", ", shown), host);
        }
    }

    private static boolean sameAddress(String a, String b) {
        return a.equals(b) || (b.contains(":") && sameIpv6(a, b));
    }

    private static boolean sameIpv6(String a, String b) {
        try {
            return java.net.InetAddress.ofLiteral(a).equals(java.net.InetAddress.ofLiteral(b));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String commonName(X509Certificate c) {
        String full = c.getSubjectX500Principal().getName();
        try {
            return new LdapName(full).getRdns().stream()
                    .filter(r -> r.getType().equalsIgnoreCase("CN"))
                    .map(r -> String.valueOf(r.getValue()))
                    .findFirst()
                    .orElse(full);
        } catch (InvalidNameException e) {
            return full;
        }
    }

    private static String day(Instant instant) {
        return instant.toString().replaceAll("T(\\d\\d:\\d\\d).*", " $1 UTC");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        throw new CertificateException("no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains == null ? new X509Certificate[0] : chains.getAcceptedIssuers();
    }
}
