package dev.howdah.app;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command's manual page in the roff of man(7), from the very words that {@code --help} prints. */
final class ManualPage {
    private static final int WIDTH = 1000;

    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManualPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** The page's name without its section: {@code howdah-job-run}. */
    static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    /** The whole page. */
    static String of(CommandSpec spec) {
        return new ManualPage(spec).text();
    }

    private String text() {
        UsageMessageSpec usage = spec.usageMessage();
        List<String> description = List.of(usage.description());
        page.append(".TH ").append(name(spec).toUpperCase(Locale.ROOT)).append(" 1\n");
        heading("NAME");
        line(name(spec) + " - " + description.getFirst());
        heading("SYNOPSIS");
        synopsis();
        heading("DESCRIPTION");
        description.forEach(this::line);
        options();
        commands();
        if (usage.footer().length > 0) {
            heading("NOTES");
            page.append(".nf\n");
            List.of(usage.footer()).forEach(this::line);
            page.append(".fi\n");
        }
        heading("SEE ALSO");
        line(spec.parent() == null ? "psql(1), https://www.postgresql.org/docs/" : name(spec.parent()) + "(1)");
        return page.toString();
    }

    private void synopsis() {
        Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
        spec.usageMessage().width(WIDTH);
        line(help.synopsis(0).strip());
    }

    private void options() {
        if (spec.positionalParameters().isEmpty() && spec.options().isEmpty()) {
            return;
        }
        heading("OPTIONS");
        for (PositionalParamSpec p : spec.positionalParameters()) {
            entry(p.paramLabel(), p.description());
        }
        for (OptionSpec o : spec.options()) {
            if (!o.hidden()) {
                entry(String.join(", ", o.names()) + (o.arity().max() > 0 ? " " + o.paramLabel() : ""), o.description());
            }
        }
    }

    private void commands() {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        heading("COMMANDS");
        for (CommandLine sub : spec.subcommands().values()) {
            entry(name(sub.getCommandSpec()) + "(1)", List.of(sub.getCommandSpec().usageMessage().description()).getFirst());
        }
    }

    private void heading(String title) {
        page.append(".SH ").append(title).append('\n');
    }

    private void entry(String term, String... description) {
        page.append(".TP\n.B ").append(escaped(term)).append('\n');
        if (description.length == 0) {
            page.append(".br\n");
        }
        List.of(description).forEach(this::line);
    }

    private void line(String text) {
        page.append(text.isBlank() ? ".sp" : escaped(text)).append('\n');
    }

    /** A backslash and a hyphen mean something to roff, so does a line's first point or apostrophe, and it reads ASCII only. */
    private static String escaped(String text) {
        String plain = text.replace("%n", " ").replace("\\", "\\e").replace("-", "\\-");
        StringBuilder all = new StringBuilder(plain.startsWith(".") || plain.startsWith("'") ? "\\&" : "");
        plain.codePoints().forEach(c -> {
            if (c < 0x80) {
                all.append((char) c);
            } else {
                all.append(String.format(Locale.ROOT, "\\[u%04X]", c));
            }
        });
        return all.toString();
    }
}
