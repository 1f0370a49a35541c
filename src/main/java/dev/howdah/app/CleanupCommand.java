package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.text.Text;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes redundant rows. */
@Command(name = "cleanup", mixinStandardHelpOptions = true,
        description = "Sample systems: remove redundant rows (duplicates, orphans, long expired tokens) and unused tables and indexes. Shows them first with --dry-run.",
        footer = {"", "Only in a disposable database; else exit code 4.", "", "  howdah cleanup --dry-run"})
final class CleanupCommand extends SystemsCommand {
    @Option(names = "--dry-run", description = "Only count what would go.")
    boolean dryRun;

    CleanupCommand(Wiring wiring) {
        super(wiring);
    }

    @Override
    int run(OneClick oneClick, Target target, List<SampleSystem> systems) {
        List<OneClick.Cleaned> cleaned = oneClick.cleanup(systems, dryRun, yes);
        report(cleaned, cleaned.stream().map(c -> Text.of("cli.systems.cleaned", c.system(), c.what(), c.rows())).toList());
        return ExitCode.OK;
    }
}
