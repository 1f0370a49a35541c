package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleFile;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Planner;
import dev.howdah.engine.twin.TwinFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that asks a planner: a live target, or a capsule with no connection at all. */
final class PlannerOptions {
    @Mixin
    Connect connect = new Connect();

    @Option(names = "--capsule", paramLabel = "FILE", description = "Work from a capsule file, without any connection.")
    @Nullable Path capsule;

    @Option(names = "--major", paramLabel = "N", defaultValue = "0",
            description = "PostgreSQL version that plans; default the source's own. A newer one previews the upgrade.")
    int major;

    /** @param waiting told what it is busy with */
    Planner open(Wiring wiring, Waiting waiting) throws IOException {
        if (major != 0 && !wiring.binaries().majors().contains(major)) {
            throw new IllegalArgumentException(Text.of("advise.no-major", major, wiring.binaries().majors().stream().map(String::valueOf)
                    .collect(Collectors.joining(", "))));
        }
        Target target = capsule == null ? wiring.target(connect.target) : null;
        Capsule known = capsule(wiring, waiting);
        waiting.step(Text.of("advise.waiting-building", known.relations().size(), known.indexes().size()));
        return Planner.open(wiring.binaries(), folder(wiring), known, target, major, waiting);
    }

    /** What is known of the database, from the file or from the server. */
    Capsule capsule(Wiring wiring, Waiting waiting) throws IOException {
        Path file = capsule;
        return file == null ? read(wiring, connect.target, waiting) : CapsuleFile.read(file);
    }

    /** A planner of one major version for a capsule that was read already. */
    static Planner open(Wiring wiring, Capsule capsule, int major) throws IOException {
        return Planner.open(wiring.binaries(), folder(wiring), capsule, null, major);
    }

    static Capsule read(Wiring wiring, @Nullable String target, Waiting waiting) {
        waiting.step(Text.of("advise.waiting-reading"));
        try (Engine engine = wiring.connect(target)) {
            return new CapsuleReader(wiring.clock()).read(engine.interactive(), waiting);
        }
    }

    private static Path folder(Wiring wiring) throws IOException {
        return TwinFolder.create(wiring.folders().cache());
    }
}
