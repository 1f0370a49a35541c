package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import org.jspecify.annotations.Nullable;

/** Passwords cannot be kept or read; the message is a sentence for people and never holds a password. */
public final class SecretsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretsException(String key, @Nullable Throwable cause, @Nullable Object... args) {
        super(Text.of(key, args), cause);
    }
}
