package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;

/** Failures of encryption in sentences. */
final class TlsWords {
    private TlsWords() {}

    /** What went wrong with encryption, or null when that is not what went wrong. */
    static @Nullable String of(Throwable e, Tls tls) {
        TlsTrouble trouble = DbException.find(e, TlsTrouble.class);
        if (trouble != null) {
            return trouble.getMessage();
        }
        if (tls.cert() != null && handshakeCut(e)) {
            return Text.of("tls.broken-off");
        }
        SSLException ssl = DbException.find(e, SSLException.class);
        if (ssl != null) {
            // An encrypted connection that breaks is a broken connection, no failure of encryption.
            return cut(ssl) ? null : handshake(String.valueOf(ssl.getMessage()));
        }
        GeneralSecurityException security = DbException.find(e, GeneralSecurityException.class);
        if (security != null) {
            return String.valueOf(security.getMessage());
        }
        PSQLException driver = DbException.find(e, PSQLException.class);
        if (driver == null || driver.getServerErrorMessage() != null || !"08004".equals(driver.getSQLState())) {
            return null;
        }
        return String.valueOf(driver.getMessage()).contains("SSL") ? Text.of("tls.not-offered") : null;
    }

    /** A server that refuses a certificate closes at once; its last word is then lost now and again. */
    private static boolean handshakeCut(Throwable e) {
        PSQLException driver = DbException.find(e, PSQLException.class);
        SocketException cut = DbException.find(e, SocketException.class);
        if (driver == null || cut == null || cut.getClass() != SocketException.class) {
            return false;
        }
        // With TLS 1.3 the cut may come after the handshake, while the session begins. The driver speaks the user's language, and so
        // must the question.
        return "08001".equals(driver.getSQLState()) || GT.tr("SSL error: {0}", cut.getMessage()).equals(driver.getMessage());
    }

    private static boolean cut(SSLException ssl) {
        return DbException.find(ssl, SocketException.class) != null || DbException.find(ssl, SocketTimeoutException.class) != null;
    }

    private static String handshake(String said) {
        String alert = said.replaceFirst(".*(fatal alert: |\\))", "");
        return switch (alert.strip()) {
            case "unknown_ca", "bad_certificate", "certificate_expired", "certificate_revoked", "certificate_required", "certificate_unknown",
                    "unsupported_certificate", "decrypt_error" -> Text.of("tls.client-refused", alert.strip());
            case "protocol_version", "handshake_failure", "insufficient_security" -> Text.of("tls.no-common-version", alert.strip());
            default -> said;
        };
    }
}
