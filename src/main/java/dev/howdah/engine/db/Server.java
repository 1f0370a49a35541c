package dev.howdah.engine.db;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection found on the other side. Immutable; read anew at every reconnect.
 *
 * @param versionNum as server_version_num, 180006 say
 * @param version as server_version, for people
 * @param roles the names of all roles whose rights the session has, its own included; a superuser has all
 * @param extensions installed in this database, name to version
 * @param preloaded libraries of shared_preload_libraries; empty where the role may not see them
 * @param systemIdentifier the cluster's own number, null where the role may not read it
 */
public record Server(
        int versionNum,
        String version,
        String database,
        String user,
        boolean superuser,
        boolean inRecovery,
        Instant startedAt,
        int maxConnections,
        int reservedConnections,
        Set<String> roles,
        Map<String, String> extensions,
        Set<String> preloaded,
        @Nullable String systemIdentifier) {

    /** The oldest major version that is supported. */
    public static final int OLDEST = 14;

    /** The newest major version that Howdah was tested with. */
    public static final int NEWEST = 18;

    /** 14, 15, … */
    public int major() {
        return versionNum / 10_000;
    }

    /** True when the session has this role's rights. */
    public boolean has(String role) {
        return superuser || roles.contains(role);
    }

    /** Connections that ordinary roles can have together: max_connections less all reserved ones. */
    public int usableConnections() {
        return maxConnections - reservedConnections;
    }
}
