package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.suite.Suite;
import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the utilities of the five systems have in common. */
abstract class SystemsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Option(names = "--system", paramLabel = "NAME", description = "skillsprint, jumpstart, trainingmonkey, learnpath or paintstudio; may be repeated. Without it all five.")
    List<String> names = new ArrayList<>();

    @Option(names = "--yes-destroy", paramLabel = "DATABASE", defaultValue = "",
            description = "Outside the sandbox: the database's name, in place of typing it. Never replaces the marker row.")
    String yes = "";

    final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    SystemsCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        List<SampleSystem> systems = Suite.named(names);
        Target target = wiring.target(connect.target);
        return run(new OneClick(target, wiring.audit()), target, systems);
    }

    abstract int run(OneClick oneClick, Target target, List<SampleSystem> systems);

    final SeedSpec seedSpec(int scale, long seed) {
        return new SeedSpec(scale, seed, wiring.clock().instant());
    }

    /** Prints the result as JSON, or as lines. */
    final void report(Object result, List<String> lines) {
        Printed.lines(spec, connect.json, result, lines);
    }

    /** One line on standard error for each step. */
    final Progress progress() {
        PrintWriter err = spec.commandLine().getErr();
        String[] last = {""};
        return (step, done, total) -> {
            synchronized (last) {
                if (!step.equals(last[0])) {
                    last[0] = step;
                    err.println(Text.of("cli.systems.step", step));
                    err.flush();
                }
            }
        };
    }
}
