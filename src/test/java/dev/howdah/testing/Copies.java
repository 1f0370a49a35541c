package dev.howdah.testing;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies of clusters that do not run: backups, and standbys of the original. */
public final class Copies {
    private Copies() {}

    /** Copies a cluster's folder to one that does not exist yet; the copy belongs to whom the original belongs. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path p : all.toList()) {
                Files.copy(p, to.resolve(from.relativize(p).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        // The server refuses a folder of another user.
        var owner = Files.getOwner(from.resolve("data"));
        try (Stream<Path> all = Files.walk(to)) {
            for (Path p : all.toList()) {
                Files.setOwner(p, owner);
            }
        }
    }

    /** Makes a cluster that never ran before ready to have standbys, and one of them in another folder. */
    public static void standby(ClusterSpec spec, Path folder) throws IOException {
        PgCluster.start(Servers.binaries(), spec).close();
        Files.writeString(spec.folder().resolve("data/pg_hba.conf"), "\nhost replication all 127.0.0.1/32 scram-sha-256\n", StandardOpenOption.APPEND);
        copy(spec.folder(), folder);
        Files.createFile(folder.resolve("data/standby.signal"));
    }

    /** How a standby in a folder is started, once its primary runs. */
    public static ClusterSpec following(PgCluster primary, int major, Path folder) {
        var target = primary.target("postgres");
        return ClusterSpec.lasting(major, folder).with("primary_conninfo", "host=127.0.0.1 port=" + primary.port() + " user=" + target.user()
                + " application_name=mirror password=" + Objects.requireNonNull(target.password()).reveal());
    }
}
