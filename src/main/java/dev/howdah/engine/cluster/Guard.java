package dev.howdah.engine.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The process between Howdah and a server: when Howdah's end of its input closes, on purpose or because Howdah died, it stops
 * the server and, for a temporary cluster, removes the folder.
 */
final class Guard {
    // The server must not hold the guard's input, or the guard would never see its end.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            signal=$1; folder=$2; shift 2
            "$@" </dev/null & server=$!
            while read -r line; do :; done
            kill -s "$signal" "$server" 2>/dev/null
            wait "$server"
            if [ -n "$folder" ]; then rm -rf -- "$folder"; fi
            exit 0
            """;

    private Guard() {}

    static List<String> command(List<String> server, ClusterSpec spec) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return server;
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "howdah-guard"));
        command.add(spec.temporary() ? "QUIT" : "INT");
        command.add(spec.temporary() ? spec.folder().toString() : "");
        command.addAll(server);
        return command;
    }
}
