package dev.howdah.ui.kit;

import dev.howdah.engine.db.Environment;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before an action that changes a server.
 *
 * @param text what will be done: "Terminate 3 sessions of orders-api?"
 * @param consequence what is lost or interrupted; may be empty
 * @param doIt the button's words: "Terminate 3 sessions"
 * @param environment the target's, shown as a stripe
 * @param typed what has to be typed before the button can be pressed, or null
 */
public record Question(
        String text, String consequence, String doIt, Environment environment, boolean destructive, @Nullable String typed) {

    public static Question of(String text, String consequence, String doIt, Environment environment) {
        return new Question(text, consequence, doIt, environment, false, null);
    }

    public static Question destructive(String text, String consequence, String doIt, Environment environment) {
        return new Question(text, consequence, doIt, environment, true, null);
    }

    /** The same, to be confirmed by typing a name. */
    public Question typing(String name) {
        return new Question(text, consequence, doIt, environment, destructive, name);
    }
}
