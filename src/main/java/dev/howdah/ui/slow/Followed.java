package dev.howdah.ui.slow;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.LogTail;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A log that is followed: opened at the first look, let go at the end. Both may wait for the server. Thread-safe. */
final class Followed {
    private final Callable<LogTail> open;
    private @Nullable LogTail tail;
    private boolean over;

    Followed(Callable<LogTail> open) {
        this.open = open;
    }

    /** What a look brought. */
    record Beat(List<LogTail.Event> events, LogReport report) {}

    synchronized Beat look() throws Exception {
        if (over) {
            throw new CancellationException();
        }
        LogTail known = tail;
        if (known == null) {
            known = open.call();
            tail = known;
        }
        return new Beat(known.poll(), known.report());
    }

    /** Waits for a look that is under way. */
    synchronized boolean end() throws IOException {
        over = true;
        if (tail != null) {
            tail.close();
        }
        return over;
    }
}
