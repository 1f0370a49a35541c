package dev.howdah.engine.log;

import java.util.HashSet;
import java.util.Set;

/**
 * Where in a line the rest of a prefix did not fit. Each name may end in many places, and several names in all combinations of them: what failed
 * once is not tried again, so that no line takes long. The first few failures, which ordinary lines have, are not written down.
 */
final class Attempts {
    private static final int FREE = 200;

    private final Set<Long> failed = new HashSet<>();
    private int failures;

    void clear() {
        if (failures > FREE) {
            failed.clear();
        }
        failures = 0;
    }

    boolean failed(int step, int at) {
        return failures > FREE && failed.contains((long) step << 32 | at);
    }

    void fail(int step, int at) {
        if (++failures > FREE) {
            failed.add((long) step << 32 | at);
        }
    }
}
