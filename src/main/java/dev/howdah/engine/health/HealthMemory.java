package dev.howdah.engine.health;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What checks remember between two runs: since when a finding stands, and the counters of the last look. Kept in a file, so that a
 * command that runs once an hour knows as much as a window that stays open; a file that cannot be read is begun anew. Thread-safe.
 */
public final class HealthMemory {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMemory.class);
    private static final String SINCE = "since";
    private static final String COUNTER = "counter";

    private final @Nullable Path file;
    private final Map<String, Map<String, Instant>> since = new HashMap<>();
    private final Map<String, Map<String, Counter>> counters = new HashMap<>();
    private boolean changed;

    private HealthMemory(@Nullable Path file) {
        this.file = file;
    }

    /** Ends with the process. */
    public static HealthMemory ofThisProcess() {
        return new HealthMemory(null);
    }

    /** @param file need not exist; one target's */
    public static HealthMemory in(Path file) {
        HealthMemory memory = new HealthMemory(file);
        memory.load(file);
        return memory;
    }

    /**
     * A counter as it stood.
     *
     * @param base what it is held against; NaN when against time
     * @param epoch changes when the server begins to count anew; "" when that is not known
     */
    record Counter(Instant at, double total, double base, String epoch) {}

    /** When this finding was seen first; now, when it is new. */
    synchronized Instant since(String check, String object, Instant now) {
        Map<String, Instant> of = since.computeIfAbsent(check, c -> new HashMap<>());
        Instant known = of.get(object);
        if (known == null || known.isAfter(now)) {
            of.put(object, now);
            changed = true;
            return now;
        }
        return known;
    }

    /** These are all that the check finds now: others have ended. */
    synchronized void only(String check, Set<String> objects) {
        Map<String, Instant> of = since.get(check);
        if (of != null && of.keySet().retainAll(objects)) {
            changed = true;
        }
    }

    /** The counters of the check's last look, by object; empty before the first. */
    synchronized Map<String, Counter> counters(String check) {
        return Map.copyOf(counters.getOrDefault(check, Map.of()));
    }

    synchronized void keep(String check, Map<String, Counter> now) {
        counters.put(check, Map.copyOf(now));
        changed = true;
    }

    /** Writes what changed since the last time. What cannot be written is not remembered, and nothing else suffers. */
    synchronized void save() {
        if (file == null || !changed) {
            return;
        }
        List<String> lines = new ArrayList<>();
        since.forEach((check, of) -> of.forEach((object, at) -> lines.add(TabFile.join(SINCE, check, object, at.toString()))));
        counters.forEach((check, of) -> of.forEach((object, c) -> lines.add(TabFile.join(COUNTER, check, object, c.at().toString(),
                String.valueOf(c.total()), String.valueOf(c.base()), c.epoch()))));
        try {
            TabFile.write(file, lines);
            changed = false;
        } catch (java.io.UncheckedIOException e) {
            LOG.warn("cannot keep what checks remember in {}", file, e);
        }
    }

    private void load(Path from) {
        try {
            for (String line : TabFile.read(from)) {
                String[] f = TabFile.split(line);
                if (f.length == 4 && f[0].equals(SINCE)) {
                    since.computeIfAbsent(f[1], c -> new HashMap<>()).put(f[2], Instant.parse(f[3]));
                } else if (f.length == 7 && f[0].equals(COUNTER)) {
                    counters.computeIfAbsent(f[1], c -> new HashMap<>())
                            .put(f[2], new Counter(Instant.parse(f[3]), Double.parseDouble(f[4]), Double.parseDouble(f[5]), f[6]));
                }
            }
        } catch (java.io.UncheckedIOException | DateTimeParseException | NumberFormatException e) {
            LOG.warn("begins anew what checks remember in {}", from, e);
        }
    }
}
