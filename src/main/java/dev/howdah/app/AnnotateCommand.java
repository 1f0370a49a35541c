package dev.howdah.app;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Marks a moment in the history. */
@Command(name = "annotate", mixinStandardHelpOptions = true,
        description = "Mark this moment in the history: a deploy, a change. It shows in charts and in replays.",
        footer = {"", "  howdah annotate \"release 4.2\" --target orders", "  howdah annotate \"failover drill\" --kind note"})
final class AnnotateCommand implements Callable<Integer> {
    /** What a person can mark. */
    enum Kind {
        DEPLOY,
        NOTE
    }

    @Spec
    CommandSpec spec;

    @Mixin
    Connect connect = new Connect();

    @Parameters(paramLabel = "TEXT", description = "What happened.")
    String text = "";

    @Option(names = "--kind", paramLabel = "KIND", defaultValue = "DEPLOY", description = "DEPLOY or NOTE; default ${DEFAULT-VALUE}.")
    Kind kind = Kind.DEPLOY;

    @Option(names = "--at", paramLabel = "TIME", description = "When, as 2026-11-21T10:00:00Z; default now.")
    @Nullable Instant at;

    @Option(names = "--repository", paramLabel = "TARGET", defaultValue = "",
            description = "The database with the history; without it the one of the settings, else the one that Howdah carries.")
    String repository = "";

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    AnnotateCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        try (Repository open = wiring.hold().past(repository)) {
            Integer target = null;
            String name = connect.target;
            if (name != null) {
                target = known(open, name);
            }
            Instant when = at == null ? wiring.clock().instant() : at;
            Annotation mark = new Annotation(when, Annotation.Kind.valueOf(kind.name()), text, wiring.surroundings().user(), target);
            open.annotate(mark);
            String said = name == null ? Text.of("history.annotated-all", when) : Text.of("history.annotated", when, name);
            Printed.lines(spec, connect.json, mark, List.of(said));
            return ExitCode.OK;
        }
    }

    private int known(Repository open, String name) {
        Target target = wiring.target(name);
        Repository.Known known = open.find(target);
        if (known == null) {
            throw new IllegalArgumentException(Text.of("history.no-target", name));
        }
        return known.id();
    }
}
