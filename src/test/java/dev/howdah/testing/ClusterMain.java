package dev.howdah.testing;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import java.io.IOException;
import java.nio.file.Path;

/** A console to be killed: starts a temporary cluster in the folder given, says its process id, and waits. */
public final class ClusterMain {
    private ClusterMain() {}

    public static void main(String[] args) throws IOException {
        PgCluster cluster = PgCluster.start(Servers.binaries(), ClusterSpec.temporary(18, Path.of(args[0])));
        System.out.println(cluster.pid());
        System.out.flush();
        if (System.in.read() < 0) {
            cluster.close();
        }
    }
}
