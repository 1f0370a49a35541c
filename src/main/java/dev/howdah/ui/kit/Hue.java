package dev.howdah.ui.kit;

import java.util.Locale;

/** Chart colours. The wait classes keep theirs everywhere; the others are given in order of series. */
public enum Hue {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    CPU,
    IO,
    LOCK,
    LWLOCK,
    CLIENT,
    IPC,
    TIMEOUT,
    OTHER;

    private static final int IN_ORDER = 8;

    /** The colour of the n-th series, from 0. */
    public static Hue of(int n) {
        return values()[Math.floorMod(n, IN_ORDER)];
    }

    /** The colour of a wait_event_type as pg_stat_activity names it; CPU stands for "no wait". */
    public static Hue ofWait(String waitEventType) {
        return switch (waitEventType) {
            case "", "CPU" -> CPU;
            case "IO" -> IO;
            case "Lock" -> LOCK;
            case "LWLock", "BufferPin" -> LWLOCK;
            case "Client" -> CLIENT;
            case "IPC" -> IPC;
            case "Timeout" -> TIMEOUT;
            default -> OTHER;
        };
    }

    String style() {
        return "hue-" + name().toLowerCase(Locale.ROOT);
    }
}
