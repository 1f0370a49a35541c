package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Why an encrypted connection cannot be made or believed; the message is a sentence for people. */
final class TlsTrouble extends CertificateException {
    private static final long serialVersionUID = 1L;

    private TlsTrouble(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** @param key of area {@code tls} */
    static TlsTrouble of(String key, @Nullable Throwable cause, @Nullable Object... args) {
        return new TlsTrouble(Text.of(key, args), cause);
    }
}
