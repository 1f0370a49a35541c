package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.Arena;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.Scorecard;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the old way, makes the indexes, measures the new way. */
@Command(name = "optimize", aliases = "optimise", mixinStandardHelpOptions = true,
        description = "Sample systems: measure them in their old way, make indexes, and measure the new way with pool and cache.",
        footer = {"", "Prints every claim as reached or not. Only in a disposable database; else exit code 4.", "",
            "  howdah optimize --seconds 2 --scale 2"})
final class OptimizeCommand extends SystemsCommand {
    @Option(names = "--seconds", paramLabel = "S", defaultValue = "1", description = "For each figure; default ${DEFAULT-VALUE}.")
    double seconds;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "2", description = "Seed to this size first; default ${DEFAULT-VALUE}.")
    int scale;

    OptimizeCommand(Wiring wiring) {
        super(wiring);
    }

    @Override
    int run(OneClick oneClick, Target target, List<SampleSystem> systems) {
        oneClick.seed(systems, seedSpec(scale, 1), true, yes, progress());
        try (Arena arena = new Arena(target, PoolSpec.of(10, 20, Duration.ofMinutes(30), true), wiring.clock())) {
            Scorecard scorecard = new Scorecard(oneClick, arena.workbench(), Duration.ofMillis((long) (seconds * 1000)));
            List<Scorecard.Line> lines = scorecard.measure(systems, yes, progress());
            report(lines, table(lines));
            return ExitCode.OK;
        }
    }

    static List<String> table(List<Scorecard.Line> lines) {
        List<String> all = new ArrayList<>();
        all.add(String.format("%-15s %-38s %12s %12s %11s %9s  %s", Text.of("cli.systems.system"), Text.of("cli.systems.measure"),
                Text.of("cli.systems.before"), Text.of("cli.systems.after"), Text.of("cli.systems.factor"), Text.of("cli.systems.claimed"), ""));
        for (Scorecard.Line l : lines) {
            String[] figures = l.unit().isAlone()
                    ? new String[] {"", percent(l.optimised()), "", percent(l.claimed())}
                    : new String[] {number(3, l.baseline()), number(3, l.optimised()), number(2, l.factor()), number(2, l.claimed())};
            all.add(String.format("%-15s %-38s %12s %12s %11s %9s  %s", l.system(), Text.of("systems.claim." + l.measure()),
                    figures[0], figures[1], figures[2], figures[3], Text.of(l.reached() ? "cli.systems.reached" : "cli.systems.not-reached")));
        }
        return all;
    }

    private static String number(int digits, double value) {
        return String.format(Text.locale(), "%." + digits + "f", value);
    }

    private static String percent(double share) {
        return Share.text(share, 2);
    }
}
