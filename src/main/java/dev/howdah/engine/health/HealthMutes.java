package dev.howdah.engine.health;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings that nobody wants to hear of for a while, one a line in a file: check, object, end, reason, apart by tabs. The file is
 * read at every use, so that several consoles may share it. Thread-safe.
 */
public final class HealthMutes {
    /** Stands for every object of a check. */
    public static final String ALL = "*";

    private static final String FOREVER = "-";

    private final Path file;
    private final InstantSource clock;

    public HealthMutes(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * @param object as in the finding, or {@link #ALL}
     * @param until null for as long as nobody ends it
     * @param reason for those who ask later; never empty
     */
    public record Mute(String check, String object, @Nullable Instant until, String reason) {
        boolean covers(String otherCheck, String otherObject) {
            return check.equals(otherCheck) && (object.equals(ALL) || object.equals(otherObject));
        }
    }

    /** Those that have not ended. */
    public synchronized List<Mute> all() {
        Instant now = clock.instant();
        return read().stream().filter(m -> m.until() == null || m.until().isAfter(now)).toList();
    }

    /**
     * Keeps a check quiet about an object.
     *
     * @throws IllegalArgumentException when the reason is empty
     */
    public synchronized void mute(Mute mute) {
        if (mute.reason().isBlank()) {
            throw new IllegalArgumentException("a mute needs a reason");
        }
        List<Mute> kept = without(mute.check(), mute.object());
        kept.add(mute);
        write(kept);
    }

    /** Ends a mute; nothing happens when there is none. */
    public synchronized void unmute(String check, String object) {
        write(without(check, object));
    }

    private List<Mute> without(String check, String object) {
        List<Mute> kept = new ArrayList<>(all());
        kept.removeIf(m -> m.check().equals(check) && m.object().equals(object));
        return kept;
    }

    private List<Mute> read() {
        List<Mute> all = new ArrayList<>();
        for (String line : TabFile.read(file)) {
            String[] parts = TabFile.split(line);
            if (parts.length == 4) {
                all.add(new Mute(parts[0], parts[1], parts[2].equals(FOREVER) ? null : Instant.parse(parts[2]), parts[3]));
            }
        }
        return all;
    }

    private void write(List<Mute> all) {
        TabFile.write(file, all.stream()
                .map(m -> TabFile.join(m.check(), m.object(), m.until() == null ? FOREVER : m.until().toString(), m.reason()))
                .toList());
    }
}
