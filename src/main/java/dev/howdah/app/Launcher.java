package dev.howdah.app;

import dev.howdah.engine.text.Text;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Where the process begins. It is no JavaFX Application, so that commands run without that toolkit. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        int code;
        try (Wiring wiring = Wiring.ofThisProcess()) {
            // Without a word there is nothing to parse, and the window opens a second sooner on a slow machine.
            code = args.length == 0 && Display.present(wiring.surroundings())
                    ? window(null)
                    : Cli.of(wiring, connect -> console(wiring, connect), List.of(args)).execute(args);
        }
        System.exit(code);
    }

    private static int console(Wiring wiring, Connect connect) {
        if (Display.present(wiring.surroundings())) {
            return window(connect.target);
        }
        System.err.println(Text.of("cli.no-display"));
        return new CommandLine(new TourCommand(wiring)).execute(connect.words());
    }

    private static int window(@Nullable String target) {
        try {
            Main.open(target);
            return ExitCode.OK;
        } catch (RuntimeException e) {
            // The toolkit wraps what the window's start throws in a sentence that says nothing.
            Exception why = e.getCause() instanceof Exception cause ? cause : e;
            return Cli.failed(why, new PrintWriter(System.err, true, StandardCharsets.UTF_8), false);
        }
    }
}
