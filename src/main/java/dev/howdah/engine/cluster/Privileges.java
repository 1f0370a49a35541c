package dev.howdah.engine.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is. */
final class Privileges {
    private Privileges() {}

    /** Words to put before a server's command; empty for an ordinary user. */
    static List<String> drop() {
        boolean root = "root".equals(System.getProperty("user.name")) && Files.isDirectory(Path.of("/proc/self/ns"));
        return root ? List.of("unshare", "--user", "--") : List.of();
    }
}
