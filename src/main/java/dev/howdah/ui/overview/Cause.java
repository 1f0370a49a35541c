package dev.howdah.ui.overview;

import dev.howdah.engine.health.Check;
import dev.howdah.ui.kit.OpenTab;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the cause of a finding shows: a tab, and in it the row that the finding is about. Stateless. */
final class Cause {
    /** Settings that a check of that name is about, where its findings name none. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("autovacuum-off", "autovacuum"),
            Map.entry("cache-size-below-buffers", "effective_cache_size"),
            Map.entry("checksums-off", "data_checksums"),
            Map.entry("fsync-off", "fsync"),
            Map.entry("full-page-writes-off", "full_page_writes"),
            Map.entry("jit-cheap", "jit_above_cost"),
            Map.entry("max-connections-high", "max_connections"),
            Map.entry("random-page-cost", "random_page_cost"),
            Map.entry("shared-buffers-small", "shared_buffers"),
            Map.entry("synchronous-commit-off", "synchronous_commit"),
            Map.entry("track-activities-off", "track_activities"),
            Map.entry("track-counts-off", "track_counts"),
            Map.entry("wal-level-minimal", "wal_level"),
            Map.entry("work-mem-risk", "work_mem"),
            Map.entry("password-encryption", "password_encryption"),
            Map.entry("slot-unlimited", "max_slot_wal_keep_size"),
            Map.entry("wal-size", "max_wal_size"));
    private static final Set<String> FILES = Set.of("file-errors", "hba-errors", "trust", "weak-method");
    private static final Set<String> BY_DATABASE = Set.of("abandoned", "database-limit", "ended-by-error", "no-pool");
    private static final Map<String, String> JOBS = Map.of(
            "never-analysed", "maintenance/analyze", "stale-statistics", "maintenance/analyze", "default-partition-used", "maintenance/partitions",
            "partition-gap", "maintenance/partitions", "partitions-end", "maintenance/partitions");

    private Cause() {}

    /** Where to go; null when the finding's own words are all that there is: a line of a file, a role, a version. */
    static @Nullable OpenTab of(Check check, String object, @Nullable Instant moment) {
        String[] place = place(check, object.replace("\"", ""));
        return place == null ? null : new OpenTab(place[0], place[1], moment);
    }

    private static String @Nullable [] place(Check check, String object) {
        String id = check.id();
        String setting = SETTINGS.get(id);
        if (setting != null) {
            return at("servers", "SETTINGS/" + setting);
        }
        if (FILES.contains(id)) {
            return null;
        }
        return switch (check.group()) {
            case "settings" -> at("servers", "SETTINGS/" + object);
            case "replication" -> at("servers", "REPLICATION/" + (id.equals("standby-conflicts") || id.equals("standby-behind") ? "" : object));
            case "connections" -> at("pool", BY_DATABASE.contains(id) ? "DATABASE/" + object : id.equals("role-limit") ? "USER/" + object : "STATE/");
            case "memory" -> memory(id, object);
            case "locks" -> locks(id, object);
            case "vacuum" -> vacuum(id, object);
            case "indexes" -> id.equals("sequential-reads") ? at("slow", last(object)) : at("data", object);
            case "tables" -> JOBS.containsKey(id) ? at("jobs", JOBS.get(id) + " " + object) : at("data", object);
            case "bloat" -> id.equals("catalogue-dead-rows") ? at("jobs", "maintenance/vacuum " + object) : at("data", object);
            case "security" -> security(id, object);
            default -> id.equals("rollback-ratio") || id.equals("log-size") ? at("slow", "LOG/") : null;
        };
    }

    private static String[] memory(String id, String object) {
        return switch (id) {
            case "hit-ratio", "slow-reads" -> at("cache", "RATIOS/" + object);
            case "temp-files" -> at("slow", "");
            case "temp-space" -> at("activity", "");
            default -> at("cache", "IO/");
        };
    }

    private static String[] locks(String id, String object) {
        return switch (id) {
            case "deadlocks" -> at("slow", "LOG/");
            case "lock-table", "prepared-transaction" -> at("activity", "LOCKS/");
            default -> at("activity", object);
        };
    }

    private static String[] vacuum(String id, String object) {
        if (object.startsWith("replication slot ") || object.startsWith("standby ")) {
            return at("servers", "REPLICATION/" + object.substring(object.lastIndexOf(' ') + 1));
        }
        return switch (id) {
            case "horizon-held" -> at("activity", object.startsWith("session ") ? object.substring("session ".length()) : "LOCKS/");
            case "workers-busy" -> at("activity", "PROGRESS/");
            case "wraparound-vacuum" -> at("activity", object);
            case "xid-age", "mxid-age" -> at("jobs", "maintenance/vacuum ");
            default -> at("jobs", JOBS.getOrDefault(id, "maintenance/vacuum") + " " + object);
        };
    }

    private static String @Nullable [] security(String id, String object) {
        return switch (id) {
            case "superuser-application" -> at("pool", "USER/" + last(object.replace(' ', '.')));
            case "unencrypted" -> at("pool", "USER/" + object.split(" from ", 2)[0]);
            case "public-write" -> at("data", object);
            default -> null;
        };
    }

    private static String[] at(String tab, String object) {
        return new String[] {tab, object};
    }

    private static String last(String object) {
        return object.substring(object.lastIndexOf('.') + 1);
    }
}
