package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.BlastRadius;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Unit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the systems as new. */
@Command(name = "reset", mixinStandardHelpOptions = true,
        description = "Sample systems: drop them, make them anew, seed them minimally.",
        footer = {"", "Only in a disposable database (a row in howdah.marker), never in production; else exit code 4.", "",
            "  howdah reset", "  howdah reset --seed --fast --scale 5 --system jumpstart", "  howdah reset --dry-run --json"})
final class ResetCommand extends SystemsCommand {
    @Option(names = "--dry-run", description = "Only show what would be lost.")
    boolean dryRun;

    @Option(names = "--seed", description = "Seed afterwards.")
    boolean seed;

    @Option(names = "--fast", description = "Seed by COPY; the default.")
    boolean fast;

    @Option(names = "--standard", description = "Seed row by row, looking for each row first.")
    boolean standard;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "0", description = "Size of the seed; 0 is minimal.")
    int scale;

    ResetCommand(Wiring wiring) {
        super(wiring);
    }

    /** @param preview what was there before */
    record Result(boolean done, long millis, BlastRadius preview, long seeded) {}

    @Override
    int run(OneClick oneClick, Target target, List<SampleSystem> systems) {
        BlastRadius radius = oneClick.preview(systems);
        List<String> lines = new ArrayList<>(preview(radius));
        if (dryRun) {
            report(new Result(false, 0, radius, 0), lines);
            return ExitCode.OK;
        }
        long start = System.nanoTime();
        oneClick.reset(systems, seedSpec(0, 1), yes, progress());
        long millis = (System.nanoTime() - start) / 1_000_000;
        long seeded = seed ? oneClick.seed(systems, seedSpec(scale, 1), !standard, yes, progress()).rows() : 0;
        lines.add(Text.of("cli.systems.reset", systems.size(), TextTable.millis((double) millis)));
        report(new Result(true, millis, radius, seeded), lines);
        return ExitCode.OK;
    }

    static List<String> preview(BlastRadius r) {
        List<String> lines = new ArrayList<>();
        long tables = r.items().stream().filter(i -> i.kind().equals("table")).count();
        lines.add(Text.of("cli.systems.lost", tables, r.items().size(), Format.count(r.rows()), TextTable.figure(Unit.BYTES, (double) r.bytes())));
        r.cascades().forEach(c -> lines.add(Text.of("cli.systems.cascade", c.kind(), c.name(), c.because())));
        r.cut().forEach(s -> lines.add(Text.of("cli.systems.cut", s.pid(), s.user(), String.valueOf(s.application()))));
        return lines;
    }
}
