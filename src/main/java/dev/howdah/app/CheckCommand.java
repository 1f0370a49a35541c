package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.text.Text;
import java.util.List;
import picocli.CommandLine.Command;

/** Compares the systems' structure with what it should be. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Sample systems: compare tables, columns, types, constraints, indexes and row counts with what they should be.",
        footer = {"", "Exit code 1 when something differs.", "", "  howdah check --json"})
final class CheckCommand extends SystemsCommand {
    CheckCommand(Wiring wiring) {
        super(wiring);
    }

    @Override
    int run(OneClick oneClick, Target target, List<SampleSystem> systems) {
        List<OneClick.Difference> found = oneClick.check(systems);
        report(found, found.isEmpty()
                ? List.of(Text.of("cli.systems.as-expected"))
                : found.stream().map(CheckCommand::line).toList());
        return found.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static String line(OneClick.Difference d) {
        return Text.of("cli.systems.difference", d.system(), d.kind(), d.part(),
                d.expected().isEmpty() ? "" : Text.of("cli.systems.difference-expected", d.expected()),
                d.actual().isEmpty() ? "" : Text.of("cli.systems.difference-found", d.actual()));
    }
}
