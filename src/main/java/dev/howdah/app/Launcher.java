package dev.howdah.app;

import dev.howdah.engine.text.Text;
import picocli.CommandLine;

/** Where the process begins. It is no JavaFX Application, so that commands run without that toolkit. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        int code;
        try (Wiring wiring = Wiring.ofThisProcess()) {
            CommandLine line = Cli.of(wiring, connect -> {
                if (Display.present(wiring.surroundings())) {
                    Main.open(connect.target);
                } else {
                    System.err.println(Text.of("cli.no-display"));
                    return new CommandLine(new TourCommand(wiring)).execute(connect.words());
                }
                return ExitCode.OK;
            });
            code = line.execute(args);
        }
        System.exit(code);
    }
}
