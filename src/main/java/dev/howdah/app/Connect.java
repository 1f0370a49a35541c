package dev.howdah.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a server. */
final class Connect {
    @Option(
            names = {"-t", "--target"},
            paramLabel = "TARGET",
            description = {
                "A profile's name, a JDBC or postgres:// URL, or service=NAME.",
                "Without it: DATABASE_URL, then the PG* variables, then the sandbox."
            })
    @Nullable String target;

    @Option(names = "--json", description = "Print JSON with stable field names.")
    boolean json;

    /** The same as words of a command line. */
    String[] words() {
        List<String> words = new ArrayList<>();
        if (target != null) {
            words.add("--target=" + target);
        }
        if (json) {
            words.add("--json");
        }
        return words.toArray(String[]::new);
    }
}
