package dev.howdah.engine.db;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is encrypted and who is believed. Paths are as libpq's {@code sslrootcert}, {@code sslcert}, {@code sslkey};
 * null means libpq's default file.
 */
public record Tls(
        Mode mode, @Nullable Path rootCert, @Nullable Path cert, @Nullable Path key, @Nullable Secret keyPassword) {

    /** libpq's sslmode, weakest first. */
    public enum Mode {
        DISABLE("disable"),
        ALLOW("allow"),
        PREFER("prefer"),
        REQUIRE("require"),
        VERIFY_CA("verify-ca"),
        VERIFY_FULL("verify-full");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        /** The word that libpq and pgjdbc use. */
        public String word() {
            return word;
        }
    }

    /** Encrypted when the server offers it, nobody verified: libpq's default. */
    public static Tls prefer() {
        return new Tls(Mode.PREFER, null, null, null, null);
    }

    public static Tls disable() {
        return new Tls(Mode.DISABLE, null, null, null, null);
    }
}
