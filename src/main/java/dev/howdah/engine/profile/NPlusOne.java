package dev.howdah.engine.profile;

import dev.howdah.engine.sqltext.Fingerprint;

/**
 * A statement that seems to be run once for each row of another one. Times are those of the server; the way over the network,
 * which is often more, comes on top.
 *
 * @param perCall how often the child runs for one run of the parent
 * @param childCallsPerMinute within the window
 * @param msPerMinute execution time of the child, in ms a minute
 * @param rewrite the child as one statement for many keys; null when it is not simple enough to be rewritten
 */
public record NPlusOne(
        StatementKey parent,
        String parentText,
        StatementKey child,
        String childText,
        double perCall,
        double childCallsPerMinute,
        double msPerMinute,
        Confidence confidence,
        String evidence,
        @org.jspecify.annotations.Nullable String rewrite) {

    /** How sure it is. EXACT comes from the log only, where each session's statements stand one behind the other. */
    public enum Confidence {
        /** The numbers of calls fit each other over the whole window. */
        LOW,
        /** They rise and fall together from interval to interval. */
        MEDIUM,
        /** Besides, a session was seen running the child again and again in one transaction. */
        HIGH,
        EXACT
    }

    /** Names the pair whatever database or server it is seen on: for the list of muted ones. */
    public String id() {
        return Fingerprint.of(parentText).id() + "-" + Fingerprint.of(childText).id();
    }
}
