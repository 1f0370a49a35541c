package dev.howdah.engine.log;

/**
 * A message of the log with its numbers taken out.
 *
 * @param severity its level
 * @param state    its SQLSTATE; of a log that carries none, what the English text says; "" when unknown
 * @param inferred {@code state} was taken from the text
 * @param text     the message, every run of digits written N
 */
record Message(Severity severity, String state, boolean inferred, String text) {
    boolean isDeadlock() {
        return "40P01".equals(state);
    }

    boolean isCancel() {
        return "57014".equals(state) || text.startsWith("canceling statement");
    }
}
