package dev.howdah.app;

import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.testing.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Calls commands as the launcher does, each in a process's wiring of its own, and keeps what the last one said. */
final class Called {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final PgBinaries servers;

    /** With the servers that Howdah carries. */
    Called() {
        this(Servers.binaries());
    }

    private Called(PgBinaries servers) {
        this.servers = servers;
    }

    /** With none, where none shall be started. */
    static Called withoutServers() {
        return new Called(new PgBinaries(Path.of("none"), Path.of("none")));
    }

    /** @param environment beside HOWDAH_HOME */
    Wiring wiring(Path home, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HOWDAH_HOME", home.toString());
        // A server that is there is waited for, however busy the machine is.
        all.putIfAbsent("PGCONNECT_TIMEOUT", "180");
        return new Wiring(new Surroundings(all, home, "tester", "Linux"), servers);
    }

    /** The exit code. @param words of the call, the command first */
    int run(Path home, Map<String, String> environment, String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        try (Wiring wiring = wiring(home, environment)) {
            CommandLine line = Cli.of(wiring, connect -> 0, List.of(words));
            line.setOut(new PrintWriter(out, true));
            line.setErr(new PrintWriter(err, true));
            return line.execute(words);
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
