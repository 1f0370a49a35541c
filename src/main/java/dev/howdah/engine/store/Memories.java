package dev.howdah.engine.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is remembered of each recording while connections to the repository come and go. Thread-safe. */
final class Memories {
    private final Map<Recording, TargetWriter.Memory> all = new ConcurrentHashMap<>();
    private final Retention retention;

    Memories(Retention retention) {
        this.retention = retention;
    }

    TargetWriter.Memory of(Recording recording) {
        return all.computeIfAbsent(recording, r -> new TargetWriter.Memory(retention, r.figures().size()));
    }

    void forget(List<Recording> over) {
        over.forEach(all::remove);
    }

    long leftOut() {
        return all.values().stream().mapToLong(TargetWriter.Memory::leftOut).sum();
    }
}
