package dev.howdah.engine.plan;

/** The text is no plan that can be read; the message says why, for people. */
public final class PlanFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlanFormatException(String message) {
        super(message);
    }
}
