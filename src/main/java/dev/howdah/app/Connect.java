package dev.howdah.app;

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
}
