package dev.howdah.ui.servers;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.store.Standing;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Howdah carries itself.
 *
 * @param sandbox null while it does not run
 * @param folder where the sandbox keeps its data
 * @param free bytes on the disk of that folder; -1 when it cannot be told
 * @param repository null when the settings say that nothing is recorded
 */
public record Carried(@Nullable Box sandbox, Path folder, long free, @Nullable Standing repository) {
    /**
     * The sandbox while it runs.
     *
     * @param version of its PostgreSQL
     * @param owned false when another console started it
     * @param bytes of all its databases
     */
    public record Box(Target target, String version, boolean owned, long bytes) {}
}
