package dev.howdah.engine.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The process between Howdah and a server: when Howdah's end of its input closes, on purpose or because Howdah died, it stops
 * the server and, for a temporary cluster, removes the folder.
 */
final class Guard {
    // The server must not hold the guard's input, or nobody would see its end. The guard itself waits for the server, so that one
    // that crashed is gone at once and does not stay as a zombie. The JVM closes the input of a process that ended: a server that
    // ended by itself keeps its folder, since its log says why.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            PATH=$PATH:/usr/bin:/bin
            signal=$1; folder=$2; shift 2
            exec 3<&0
            "$@" </dev/null 3<&- & server=$!
            (
                while read -r line; do :; done
                kill -s "$signal" "$server" 2>/dev/null || exit 0
                while kill -s 0 "$server" 2>/dev/null; do sleep 0.1; done
                if [ -n "$folder" ]; then rm -rf -- "$folder"; fi
            ) <&3 &
            exec 3<&- 0</dev/null
            wait "$server"
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
