package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.text.Text;
import java.util.List;
import picocli.CommandLine.Command;

/** Looks for wrong rows. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Sample systems: look for rows that break a rule: equal URLs, unknown types, orphans.",
        footer = {"", "Exit code 1 when there are some.", "", "  howdah verify --system skillsprint"})
final class VerifyCommand extends SystemsCommand {
    VerifyCommand(Wiring wiring) {
        super(wiring);
    }

    @Override
    int run(OneClick oneClick, Target target, List<SampleSystem> systems) {
        List<OneClick.Finding> found = oneClick.verify(systems);
        report(found, found.isEmpty()
                ? List.of(Text.of("cli.systems.no-wrong-rows"))
                : found.stream().map(f -> Text.of("cli.systems.finding", f.system(), f.rule(), f.what(), f.rows())).toList());
        return found.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
