package dev.howdah.ui.kit;

import org.jspecify.annotations.Nullable;

/** Short news at the window's corner that go away by themselves: what happened, and an undo or "show" where there is one. */
public interface Notices {
    /** {@code action} is offered as a button. */
    void say(Tone tone, String title, String text, @Nullable Action action);

    default void good(String text) {
        say(Tone.GOOD, text, "", null);
    }

    default void info(String text) {
        say(Tone.INFO, text, "", null);
    }

    default void problem(Throwable failure) {
        Problem p = Problem.of(failure);
        say(Tone.BAD, p.title(), p.reason(), null);
    }

    /** Says nothing. */
    static Notices silent() {
        return (tone, title, text, action) -> {};
    }
}
