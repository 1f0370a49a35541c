package dev.howdah.engine.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a cluster is made and run.
 *
 * @param major PostgreSQL's major version
 * @param folder holds {@code data}, {@code password} and {@code log}; made when missing
 * @param port 1 to 65535, or 0 for any free one
 * @param settings for postgresql.conf; they win over Howdah's own
 * @param temporary removed with all it holds when it is closed, or when Howdah dies
 */
public record ClusterSpec(int major, Path folder, int port, Map<String, String> settings, boolean temporary) {
    public ClusterSpec {
        settings = Map.copyOf(settings);
    }

    /** A cluster that keeps its data. */
    public static ClusterSpec lasting(int major, Path folder) {
        return new ClusterSpec(major, folder, 0, Map.of(), false);
    }

    /** A cluster without durability that leaves nothing behind. */
    public static ClusterSpec temporary(int major, Path folder) {
        return new ClusterSpec(
                major, folder, 0, Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"), true);
    }

    /** The same with one more setting. */
    public ClusterSpec with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new ClusterSpec(major, folder, port, more, temporary);
    }

    public ClusterSpec withPort(int other) {
        return new ClusterSpec(major, folder, other, settings, temporary);
    }
}
