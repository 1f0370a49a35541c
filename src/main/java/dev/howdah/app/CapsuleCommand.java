package dev.howdah.app;

import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code howdah capsule}: what a planner knows of a database, in one file. */
@Command(
        name = "capsule",
        mixinStandardHelpOptions = true,
        description = "Writes schema, statistics, sizes, settings and workload of a database to one file, for advice elsewhere.",
        footer = {
            "",
            "No rows are read. Statistics hold most common values and histogram bounds of columns; --mask leaves them out.",
            "",
            "  howdah capsule --target orders --out orders.capsule"
        })
final class CapsuleCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
    Path out;

    @Option(names = "--mask", description = "Leave out every value that came from a row; estimates become coarser.")
    boolean mask;

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets spec and out before the command runs
    CapsuleCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    /** What is reported; the field names of the JSON form are these in snake_case. */
    record Written(String file, long bytes, String version, int relations, int indexes, int statistics, int statements, List<String> lacks) {}

    @Override
    public Integer call() throws IOException {
        if (Files.isDirectory(out)) {
            throw new IllegalArgumentException(Text.of("advise.out-folder", out));
        }
        Capsule read = PlannerOptions.read(wiring, connect.target, new Waiting(spec.commandLine().getErr()));
        CapsuleFile.write(mask ? read.masked() : read, out);
        Written w = new Written(
                out.toString(),
                Files.size(out),
                read.source().version(),
                read.relations().size(),
                read.indexes().size(),
                read.statistics().size(),
                read.statements().size(),
                read.lacks().stream().map(l -> l.reason()).toList());
        Printed.of(spec, connect.json, w, out -> {
            out.println(Text.of("advise.capsule-written", w.file(), w.bytes(), w.relations(), w.indexes(), w.statements()));
            read.lacks().forEach(l -> out.println(AdviceReport.note(l)));
        });
        return ExitCode.OK;
    }
}
