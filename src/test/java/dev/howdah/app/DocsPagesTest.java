package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.PageCommands;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the pages show besides commands of Howdah: settings, SQL, job files, names of tests and scripts. */
class DocsPagesTest {
    private static final Pattern TESTS = Pattern.compile("-Dtest=([\\w,#*]+)");
    private static final Pattern SCRIPT = Pattern.compile("(?:packaging|docs/perf)/[\\w-]+\\.(?:sh|ps1)");
    /** Stands for any name in a sentence. */
    private static final Set<String> PLACES = Set.of("NAME", "NameOfCampaign", "NameOfTest");

    @TempDir
    Path home;

    @Test
    void everySettingThatAPageShowsIsRead() throws IOException {
        for (Path page : PageCommands.pages()) {
            for (String settings : PageCommands.fences(page, "toml")) {
                Path file = home.resolve("config/settings.toml");
                Files.createDirectories(file.getParent());
                Files.writeString(file, settings);
                assertThat(said("alert", "rules")).as(page + ": " + settings).isEmpty();
                assertThat(said("job", "list")).as(page + ": " + settings).isEmpty();
            }
        }
    }

    @Test
    void everyStatementOfTheGuideRuns() throws IOException {
        Target target = Servers.newDatabase();
        try (Stream<Path> guide = Files.list(Path.of("docs/guide"))) {
            for (Path page : guide.sorted().toList()) {
                for (String sql : PageCommands.fences(page, "sql")) {
                    // the server of the tests has a role of that name, and roles are the whole server's
                    Servers.execute(target, "BEGIN; " + sql.replaceAll("\\b(ROLE|TO) howdah\\b", "$1 howdah_of_a_page") + " ROLLBACK");
                }
            }
        }
    }

    @Test
    void theJobFileOfThePageIsAJob() throws IOException {
        for (String sql : PageCommands.fences(Path.of("docs/howto.md"), "sql")) {
            if (sql.startsWith("-- job:")) {
                Path file = home.resolve("config/jobs/close-orders.sql");
                Files.createDirectories(file.getParent());
                Files.writeString(file, sql);
            }
        }
        assertThat(said("job", "list", "own/close-orders")).isEmpty();
    }

    @Test
    void everyTestAndScriptThatAPageNamesExists() throws IOException {
        Set<String> tests;
        try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
            tests = new TreeSet<>(all.map(p -> p.getFileName().toString().replace(".java", "")).toList());
        }
        Set<String> missing = new TreeSet<>();
        for (Path page : PageCommands.pages()) {
            String text = Files.readString(page);
            TESTS.matcher(text).results().flatMap(m -> Stream.of(m.group(1).split(","))).map(t -> t.replaceAll("#.*", ""))
                    .filter(t -> !PLACES.contains(t) && !t.contains("*") && !tests.contains(t)).forEach(t -> missing.add(page + ": " + t));
            SCRIPT.matcher(text).results().map(m -> m.group()).filter(s -> !Files.exists(Path.of(s))).forEach(s -> missing.add(page + ": " + s));
        }
        assertThat(missing).isEmpty();
    }

    /** What a command says on standard error. */
    private String said(String... words) {
        StringWriter err = new StringWriter();
        Surroundings here = new Surroundings(Map.of("HOWDAH_HOME", home.toString()), home, "tester", System.getProperty("os.name"));
        try (Wiring wiring = new Wiring(here, Path.of("postgres"))) {
            CommandLine line = Cli.of(wiring, connect -> 0, List.of(words));
            line.setOut(new PrintWriter(new StringWriter()));
            line.setErr(new PrintWriter(err, true));
            int code = line.execute(words);
            wiring.settings().problems().forEach(p -> err.append(p).append('\n'));
            return code == 0 ? err.toString() : err + "exit " + code;
        }
    }
}
