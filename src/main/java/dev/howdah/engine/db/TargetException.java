package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import org.jspecify.annotations.Nullable;

/** A target cannot be understood; the message is a sentence that says what is wrong and where, and never holds a password. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TargetException(String message) {
        super(message);
    }

    static TargetException of(String key, @Nullable Object... args) {
        return new TargetException(Text.of(key, args));
    }
}
