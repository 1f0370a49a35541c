package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.PageCommands;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every command in every page of the documentation runs as it is written, and every option that a page names exists. */
class DocsCommandsTest {
    /** What takes minutes or programs of others, by a pattern: {@link DocsCommandsCampaignTest} runs it. Its words and options are checked here all the same. */
    private static final List<String> LATER = List.of("(serve|worker) .*", "tour .*", "optimize .*", "advise .*--(apply|undo|loop|resume|upgrade).*",
            "advise --target .*", "pool .*--(bouncer|jmx).*", "cache clear .*", "slow own.*", "slow reset --(statement|server).*",
            "logs .*--(follow|target).*", "report .*--(last|from).*", "annotate .*", "job (resume|pause|cancel|turn) .*", "alert (?!rules).*");

    /** Options of other programs that the pages name. */
    private static final Set<String> OTHERS = Set.of("--add-opens", "--sbom", "--enable-native-access");

    @TempDir
    static Path home;

    private static Target target;

    @BeforeAll
    static void aServerAndAFewFiles() throws IOException {
        target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE SCHEMA shop",
                "CREATE TABLE public.orders (id bigint PRIMARY KEY, customer_id int, state text)",
                "INSERT INTO public.orders SELECT i, i % 50, 'open' FROM generate_series(1, 500) i",
                "CREATE TABLE shop.orders (id bigint PRIMARY KEY, price int, quantity int, total int)",
                "INSERT INTO shop.orders SELECT i, i, 2, NULL FROM generate_series(1, 100) i", "ANALYZE",
                "SELECT count(*) FROM orders WHERE customer_id = 7",
                "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)", "INSERT INTO howdah.marker VALUES (true)");
        Files.writeString(home.resolve("postgresql.log"),
                "2026-11-20 10:00:00.000 UTC [7] LOG:  duration: 12.3 ms  statement: SELECT 1\n");
        Files.writeString(home.resolve("slow.sql"), "SELECT * FROM orders WHERE customer_id = 7;\n");
    }

    @ParameterizedTest
    @MethodSource("inOrder")
    void everyCommandRunsAsItIsWritten(List<String> words) throws Exception {
        boolean runs = !later(words);
        StringWriter err = new StringWriter();
        int code = with(words.isEmpty() ? "" : words.getFirst(), err, line -> runs ? line.execute(here(line, words).toArray(String[]::new)) : parsed(line, words));
        assertThat(code).as(err.toString()).isIn(ExitCode.OK, ExitCode.FINDINGS);
    }

    @Test
    void everyOptionThatAPageNamesExists() throws Exception {
        Set<String> known = new TreeSet<>(OTHERS);
        with("", new StringWriter(), line -> {
            collect(line.getCommandSpec(), known);
            return 0;
        });
        Set<String> unknown = new TreeSet<>();
        for (Path page : PageCommands.pages()) {
            PageCommands.options(page).stream().filter(o -> !known.contains(o)).forEach(o -> unknown.add(page + ": " + o));
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyPictureAndPageThatAPageNamesExists() throws Exception {
        Set<String> missing = new TreeSet<>();
        for (Path page : PageCommands.pages()) {
            PageCommands.links(page).stream().filter(l -> !Files.exists(page.toAbsolutePath().getParent().resolve(l)))
                    .forEach(l -> missing.add(page + ": " + l));
        }
        assertThat(missing).isEmpty();
    }

    static boolean later(List<String> words) {
        return LATER.stream().anyMatch(String.join(" ", words)::matches);
    }

    /** Every command once; those that write files which others read come first. */
    static List<List<String>> inOrder() throws IOException {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (Path page : PageCommands.pages()) {
            PageCommands.of(page).forEach(words -> all.putIfAbsent(String.join(" ", words), words));
        }
        assertThat(all).hasSizeGreaterThan(30);
        return Stream.concat(all.values().stream().filter(DocsCommandsTest::makesCapsule), all.values().stream().filter(w -> !makesCapsule(w))).toList();
    }

    private static boolean makesCapsule(List<String> words) {
        return words.contains("capsule") && words.contains("--out");
    }

    /** The same command for this test's server, its files, and a second's patience. */
    private static List<String> here(CommandLine line, List<String> words) {
        List<String> here = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String before = i == 0 ? "" : words.get(i - 1);
            String word = words.get(i);
            here.add(switch (before) {
                case "--target", "-t", "--repository" -> "orders";
                case "--seconds", "--interval", "--scale" -> "1";
                case "--out", "--csv", "--capsule", "--workload" -> home.resolve(Path.of(word).getFileName()).toString();
                default -> words.getFirst().equals("logs") && word.contains("postgresql") ? home.resolve("postgresql.log").toString() : word.replace("…", "1");
            });
        }
        String command = words.isEmpty() ? "" : words.getFirst();
        if (Set.of("report", "bundle", "advise").contains(command) && !here.contains("--seconds")) {
            here.addAll(List.of("--seconds", "1"));
        }
        if (Set.of("reset", "seed", "cleanup", "optimize", "check", "verify").contains(command)) {
            here.addAll(List.of("--target", "orders", "--yes-destroy", target.database()));
        }
        if (command.equals("job") && Set.of("queue", "planned", "log").contains(words.get(1)) && !here.contains("--repository")) {
            here.addAll(List.of("--repository", "orders"));
        }
        if (!here.contains("--target") && takesTarget(line, words) && !Set.of("audit", "logs").contains(command) && !here.contains("--capsule") && !here.contains("--here")) {
            here.addAll(List.of("--target", "orders"));
        }
        return here;
    }

    private static boolean takesTarget(CommandLine line, List<String> words) {
        CommandLine leaf = line;
        for (String word : words) {
            CommandLine next = leaf.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            leaf = next;
        }
        return leaf.getCommandSpec().findOption("--target") != null;
    }

    private static int parsed(CommandLine line, List<String> words) {
        line.parseArgs(words.toArray(String[]::new));
        return 0;
    }

    private static void collect(CommandSpec spec, Set<String> options) {
        spec.options().forEach(o -> options.addAll(List.of(o.names())));
        spec.subcommands().values().forEach(c -> collect(c.getCommandSpec(), options));
    }

    private interface Call {
        int on(CommandLine line) throws Exception;
    }

    /** @param first the command that is called, as the launcher makes only that one; empty for all */
    private static int with(String first, StringWriter err, Call call) throws Exception {
        Surroundings here = new Surroundings(
                Map.of("HOWDAH_HOME", home.resolve("howdah").toString(), "PGPASSWORD", java.util.Objects.requireNonNull(target.password()).reveal()),
                home, "tester", System.getProperty("os.name"));
        try (Wiring wiring = new Wiring(here, Servers.binaries())) {
            wiring.settings().save(new Profile("orders", Environment.DEVELOPMENT, ConnInfo.of(target)));
            CommandLine line = Cli.of(wiring, connect -> 0, first.isEmpty() ? List.of() : List.of(first));
            line.setOut(new PrintWriter(new StringWriter()));
            line.setErr(new PrintWriter(err));
            return call.on(line);
        }
    }
}
