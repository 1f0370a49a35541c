package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adds rows to the systems. */
@Command(name = "seed", mixinStandardHelpOptions = true,
        description = "Sample systems: add the rows that are missing, by COPY or row by row. Equal seeds make equal rows.",
        footer = {"", "Only in a disposable database; else exit code 4.", "", "  howdah seed --scale 5", "  howdah seed --standard --system skillsprint"})
final class SeedCommand extends SystemsCommand {
    @Option(names = "--fast", description = "By COPY; the default.")
    boolean fast;

    @Option(names = "--standard", description = "Row by row, looking for each row first.")
    boolean standard;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "0", description = "0 is minimal.")
    int scale;

    @Option(names = "--number", paramLabel = "N", defaultValue = "1", description = "Another number makes other rows.")
    long number;

    SeedCommand(Wiring wiring) {
        super(wiring);
    }

    @Override
    int run(OneClick oneClick, Target target, List<SampleSystem> systems) {
        OneClick.Seeded seeded = oneClick.seed(systems, seedSpec(scale, number), !standard, yes, progress());
        report(seeded, List.of(Text.of("cli.systems.seeded", Format.count(seeded.rows()), TextTable.millis((double) seeded.took().toMillis()))));
        return ExitCode.OK;
    }
}
