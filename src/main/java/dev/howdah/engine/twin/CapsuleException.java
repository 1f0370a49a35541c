package dev.howdah.engine.twin;

import org.jspecify.annotations.Nullable;

/** A capsule cannot be used; the message is a sentence for people. */
public final class CapsuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CapsuleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
