package dev.howdah.app;

import dev.howdah.engine.text.JsonText;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** What a command found, on its standard output: as JSON, or as people read it. */
final class Printed {
    private Printed() {}

    static void of(CommandSpec spec, boolean json, Object found, Consumer<PrintWriter> text) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            // written as it is made: a report may be larger than anyone wants in memory twice
            JsonText.write(found, out);
            out.println();
        } else {
            text.accept(out);
        }
        out.flush();
    }

    static void lines(CommandSpec spec, boolean json, Object found, List<String> lines) {
        of(spec, json, found, out -> lines.forEach(out::println));
    }
}
