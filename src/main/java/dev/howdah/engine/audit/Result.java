package dev.howdah.engine.audit;

import dev.howdah.engine.text.Text;

/** How an action ended. */
public enum Result {
    /** No end is written: it is under way, or its Howdah was killed meanwhile. */
    OPEN,
    DONE,
    FAILED,
    /** It stopped before its end, and can go on. */
    STOPPED;

    public String title() {
        return Text.of("audit.result." + name());
    }
}
