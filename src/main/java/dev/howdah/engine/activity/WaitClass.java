package dev.howdah.engine.activity;

import dev.howdah.engine.text.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an active process spends its time on. A process that waits for nothing is on the CPU, or wants to be. */
public enum WaitClass {
    CPU,
    IO,
    LOCK,
    LWLOCK,
    CLIENT,
    IPC,
    TIMEOUT,
    OTHER;

    /** The class of a wait_event_type of pg_stat_activity; null is CPU, BufferPin counts as LWLock. */
    public static WaitClass of(@Nullable String waitEventType) {
        return switch (waitEventType) {
            case null -> CPU;
            case "IO" -> IO;
            case "Lock" -> LOCK;
            case "LWLock", "BufferPin" -> LWLOCK;
            case "Client" -> CLIENT;
            case "IPC" -> IPC;
            case "Timeout" -> TIMEOUT;
            default -> OTHER;
        };
    }

    /** Its name for people. */
    public String label() {
        return Text.of("activity.wait." + name().toLowerCase(Locale.ROOT));
    }
}
