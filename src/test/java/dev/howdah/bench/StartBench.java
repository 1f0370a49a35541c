package dev.howdah.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of the process to the first live figures on the screen, and the resident memory after a while of live charts,
 * beside an empty JavaFX window started the same way. Needs a built checkout ({@code mvn package}); runs without a display.
 */
@Tag("campaign")
class StartBench {
    private static final int PAIRS = Integer.getInteger("bench.pairs", 9);
    private static final int MINUTES = Integer.getInteger("bench.minutes", 10);

    @TempDir
    Path home;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void firstLiveDataAgainstAnEmptyWindow() throws Exception {
        Target target = Servers.newDatabase();
        List<Double> ratios = new ArrayList<>();
        List<Double> console = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        for (int i = 0; i < PAIRS + 1; i++) {
            double c = seconds(console(target, "-Dhowdah.first-data=exit"), "first live data");
            double e = seconds(java(List.of(), "dev.howdah.bench.EmptyWindow$Launcher"), "empty window");
            if (i > 0) {
                console.add(c);
                empty.add(e);
                ratios.add(c / e);
            }
        }
        System.out.printf("first live data %.2f s, empty window %.2f s, median ratio %.2f of %d pairs%n",
                median(console), median(empty), median(ratios), PAIRS);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void residentMemoryOfLiveCharts() throws Exception {
        Process process = console(Servers.newDatabase(), "-Dprism.order=sw").start();
        try {
            for (int i = 1; i <= MINUTES; i++) {
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isFalse();
                System.out.printf("after %d min: %d MB resident%n", i, resident(process.pid()));
            }
        } finally {
            process.destroy();
        }
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(l -> l.startsWith("VmRSS"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024).findFirst().orElse(-1);
    }

    private static double seconds(ProcessBuilder builder, String mark) throws Exception {
        long start = System.nanoTime();
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                if (line.contains(mark)) {
                    double took = (System.nanoTime() - start) / 1e9;
                    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                    return took;
                }
            }
        }
        throw new AssertionError("never said '" + mark + "':\n" + said);
    }

    private ProcessBuilder console(Target target, String option) throws IOException {
        String password = Objects.requireNonNull(target.password()).reveal();
        ProcessBuilder builder = java(List.of(option), "dev.howdah.app.Launcher");
        builder.environment().put("DATABASE_URL", "postgresql://" + target.user() + "@" + target.address() + "/" + target.database());
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("DISPLAY", "headless");
        builder.environment().put("HOWDAH_HOME", home.toString());
        return builder;
    }

    /** As the launcher starts it: the same options, JavaFX on the module path, the rest on the class path. */
    private static ProcessBuilder java(List<String> options, String main) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        try (Stream<String> lines = Files.lines(Path.of("packaging/jvm.options"))) {
            lines.filter(l -> !l.startsWith("#") && !l.isBlank()).forEach(command::add);
        }
        command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
        command.addAll(options);
        command.add("--module-path");
        command.add(jars(true));
        command.addAll(List.of("--add-modules", "javafx.controls,javafx.swing", "-cp", "target/howdah.jar:target/test-classes:" + jars(false), main));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static String jars(boolean javafx) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("target/lib"))) {
            return all.map(Path::toString).filter(p -> p.contains("/javafx-") == javafx).sorted().collect(Collectors.joining(":"));
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(d -> d).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
