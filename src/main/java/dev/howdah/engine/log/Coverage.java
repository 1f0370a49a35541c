package dev.howdah.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What of a log was understood and what was not: counts, and the first few lines of what was not. */
final class Coverage {
    private static final int KEPT = 10;
    private static final int SHOWN = 200;

    long lines;
    long entries;
    /** Lines that carry neither the prefix nor the tab of a continuation: other programs' output. */
    long strayLines;
    /** Lines or rows that should have been entries and could not be read. */
    long malformed;
    /** Entries that were cut because they are too long. */
    long cut;
    /** Entries whose bytes hold a NUL. */
    final List<String> samples = new ArrayList<>();

    void stray(byte[] b, int from, int to) {
        strayLines++;
        keep(b, from, to);
    }

    void malformed(byte[] b, int from, int to) {
        malformed++;
        keep(b, from, to);
    }

    private void keep(byte[] b, int from, int to) {
        if (samples.size() < KEPT) {
            samples.add(new String(b, from, Math.min(to - from, SHOWN), StandardCharsets.UTF_8));
        }
    }

    void add(Coverage other) {
        lines += other.lines;
        entries += other.entries;
        strayLines += other.strayLines;
        malformed += other.malformed;
        cut += other.cut;
        for (String sample : other.samples) {
            if (samples.size() < KEPT) {
                samples.add(sample);
            }
        }
    }

    void clear() {
        lines = 0;
        entries = 0;
        strayLines = 0;
        malformed = 0;
        cut = 0;
        samples.clear();
    }
}
