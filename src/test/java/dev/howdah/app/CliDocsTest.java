package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.testing.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/cli.md is what the commands say of themselves; {@code -Dcli.write=true} writes it anew. */
class CliDocsTest {
    private static final Path PAGE = Path.of("docs/cli.md");

    @TempDir
    Path home;

    @Test
    void thePageIsWhatTheCommandsSay() throws Exception {
        String page = page();
        if (Boolean.getBoolean("cli.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).as("mvn test -Dtest=CliDocsTest -Dtest.jvm=-Dcli.write=true").isEqualTo(page);
    }

    private String page() {
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "me", "Linux");
        try (Wiring wiring = new Wiring(here, Servers.binaries())) {
            CommandLine top = Cli.of(wiring, connect -> 0);
            StringBuilder page = new StringBuilder("""
                    # Command line

                    Results go to standard output, everything else to standard error. Every command that reports takes `--json`; the field
                    names are stable. Exit codes: 0 ok, 1 findings, 2 bad usage or input, 3 cannot connect, 4 refused for safety.

                    """);
            add(page, top, "howdah");
            return page.toString().stripTrailing() + "\n";
        }
    }

    private static void add(StringBuilder page, CommandLine command, String name) {
        command.setUsageHelpAutoWidth(false);
        command.setUsageHelpWidth(100);
        page.append("## ").append(name).append("\n```\n").append(command.getUsageMessage(Ansi.OFF).stripTrailing().replaceAll("(?m) +$", "")).append("\n```\n\n");
        command.getSubcommands().entrySet().stream().filter(e -> e.getKey().equals(e.getValue().getCommandName()))
                .forEach(e -> add(page, e.getValue(), name + " " + e.getKey()));

    }
}
