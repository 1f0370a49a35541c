package dev.howdah.engine.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hit ratios of a sliding window beside those since the last reset. A reset of the counters begins a new window. Thread-safe. */
public final class HitWindow {
    private final Duration length;
    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(Instant at, Map<String, BufferCache.Counted> counts) {}

    public HitWindow(Duration length) {
        this.length = length;
    }

    /** Takes a look and compares it with the oldest one within the window. */
    public synchronized List<HitRatio> add(Instant at, List<? extends BufferCache.Counted> counts) {
        Map<String, BufferCache.Counted> now = new HashMap<>();
        counts.forEach(c -> now.put(c.name(), c));
        while (!looks.isEmpty() && looks.getFirst().at().isBefore(at.minus(length))) {
            looks.removeFirst();
        }
        if (looks.stream().anyMatch(l -> wentBack(l.counts(), now))) {
            looks.clear();
        }
        looks.addLast(new Look(at, now));
        Look first = looks.getFirst();
        List<HitRatio> all = new ArrayList<>();
        for (BufferCache.Counted c : counts) {
            BufferCache.Counted before = first.counts().get(c.name());
            long hits = before == null ? 0 : c.hits() - before.hits();
            long reads = before == null ? 0 : c.reads() - before.reads();
            long blocks = looks.size() < 2 || before == null ? -1 : hits + reads;
            all.add(new HitRatio(c.name(), HitRatio.ratio(c.hits(), c.reads()), HitRatio.ratio(hits, reads), blocks, reads));
        }
        return all;
    }

    private static boolean wentBack(Map<String, BufferCache.Counted> before, Map<String, BufferCache.Counted> now) {
        return before.values().stream().anyMatch(b -> {
            BufferCache.Counted n = now.get(b.name());
            return n != null && (n.hits() < b.hits() || n.reads() < b.reads());
        });
    }
}
