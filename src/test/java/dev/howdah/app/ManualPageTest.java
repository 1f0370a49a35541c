package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ManualPageTest {
    @Command(name = "howdah", description = "Watches.", subcommands = Sub.class)
    static final class Top {}

    @Command(name = "sub", description = {"Does – it.", ".not a request", "back\\slash"}, footer = "  howdah sub --deep=x")
    static final class Sub {
        @Option(names = {"-d", "--deep"}, paramLabel = "N", description = "How deep.")
        int deep;

        @Option(names = "--secret", hidden = true)
        boolean secret;
    }

    private final CommandLine top = new CommandLine(new Top());

    @Test
    void aPageNamesItsCommandsOnPagesOfTheirOwn() {
        assertThat(ManualPage.of(top.getCommandSpec())).startsWith(".TH HOWDAH 1\n").contains(".SH COMMANDS\n.TP\n.B howdah\\-sub(1)\nDoes");
    }

    @Test
    void whatMeansSomethingToRoffIsEscaped() {
        String page = ManualPage.of(top.getSubcommands().get("sub").getCommandSpec());
        assertThat(page).contains("\\&.not a request\n").contains("back\\eslash\n").contains("Does \\[u2013] it.\n")
                .contains(".B \\-d, \\-\\-deep N\nHow deep.\n").contains("  howdah sub \\-\\-deep=x\n").doesNotContain("secret");
        assertThat(page.codePoints()).allMatch(c -> c < 0x80);
    }
}
