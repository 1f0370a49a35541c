package dev.howdah.app;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code howdah advise} does beyond advising. */
final class ApplyOptions {
    @Option(names = "--apply", paramLabel = "N", defaultValue = "0",
            description = "Apply proposal N as a job, and measure its statements before and after.")
    int number;

    @Option(names = "--measure", paramLabel = "TIME", defaultValue = "",
            description = "How long to measure before and again after: 10s, 5m; default 60s, with --loop 8s.")
    String measure = "";

    @Option(names = "--yes", paramLabel = "DATABASE", defaultValue = "",
            description = "In staging and production: the database's name, in place of typing it.")
    String yes = "";

    @Option(names = "--applied", description = "List what was applied here, with what came of it.")
    boolean list;

    @Option(names = "--undo", paramLabel = "ID", description = "Take back what was applied.")
    @Nullable UUID undo;

    @Option(names = "--resume", paramLabel = "ID", description = "Go on with what was broken off.")
    @Nullable UUID resume;

    @Option(names = "--abandon", paramLabel = "ID", description = "Give up what was broken off, and clean up.")
    @Nullable UUID abandon;

    @Option(names = "--loop", description = "In the sandbox: run its clients, advise, apply all proposals, measure, judge.")
    boolean loop;

    /** Whether it needs no advice, or makes its own. */
    boolean alone() {
        return list || undo != null || resume != null || abandon != null || loop;
    }
}
