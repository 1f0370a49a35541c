package dev.howdah.engine.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a destructive action would take away. Immutable.
 *
 * @param items tables, views, sequences and functions with their rows and bytes
 * @param cascades objects outside that hang on them and would go or break too
 * @param cut sessions with a lock on them now, which would be ended or would wait
 */
public record BlastRadius(List<Item> items, List<Cascade> cascades, List<SessionCut> cut) {
    /** @param rows counted where it is cheap, else estimated; 0 for what has no rows */
    public record Item(String kind, String name, long rows, long bytes) {}

    /** @param because how it hangs on them: a foreign key, a view */
    public record Cascade(String kind, String name, String because) {}

    public record SessionCut(int pid, String user, @Nullable String application, @Nullable String client, @Nullable Instant since, String state) {}

    public long rows() {
        return items.stream().mapToLong(Item::rows).sum();
    }

    public long bytes() {
        return items.stream().mapToLong(Item::bytes).sum();
    }
}
