package dev.howdah.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an installed program has beside itself: manual pages and completion. */
@Command(
        name = "manual",
        mixinStandardHelpOptions = true,
        description = "Writes the manual pages (man1) and the completion for bash and zsh, as the packages carry them.",
        footer = {"", "  howdah manual --out ~/.local/share/man"})
final class ManualCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "manual", description = "Where they go; default ${DEFAULT-VALUE}.")
    Path out = Path.of("manual");

    private final Wiring wiring;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before any command runs
    ManualCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine all = Cli.of(wiring, connect -> ExitCode.OK);
        Path pages = Files.createDirectories(out.resolve("man1"));
        write(pages, all);
        Files.writeString(out.resolve("howdah.bash"), AutoComplete.bash("howdah", all));
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static void write(Path folder, CommandLine command) throws IOException {
        CommandSpec one = command.getCommandSpec();
        Files.writeString(folder.resolve(ManualPage.name(one) + ".1"), ManualPage.of(one));
        for (CommandLine sub : command.getSubcommands().values()) {
            write(folder, sub);
        }
    }
}
