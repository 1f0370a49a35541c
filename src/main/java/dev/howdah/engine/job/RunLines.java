package dev.howdah.engine.job;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The last lines of this process' last runs. Thread-safe. */
final class RunLines {
    private static final int RUNS = 200;
    private static final int LINES = 500;

    private final Map<UUID, Deque<LogLine>> runs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Deque<LogLine>> eldest) {
            return size() > RUNS;
        }
    };

    synchronized void add(UUID run, Instant at, String line) {
        Deque<LogLine> lines = runs.computeIfAbsent(run, r -> new ArrayDeque<>());
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(new LogLine(at, line));
    }

    synchronized List<LogLine> of(UUID run) {
        Deque<LogLine> lines = runs.get(run);
        return lines == null ? List.of() : List.copyOf(lines);
    }
}
