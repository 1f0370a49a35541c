package dev.howdah.engine.twin;

import org.jspecify.annotations.Nullable;

/** A statement cannot be planned; the message is the planner's own. */
public final class WhatIfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WhatIfException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
