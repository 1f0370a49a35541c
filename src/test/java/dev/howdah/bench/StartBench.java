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
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
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
        compare("without class caches", "yes", List.of());
        Path jar = emptyWindow();
        Path cache = home.resolve("empty.aot");
        assertThat(empty(jar, List.of("-XX:AOTCacheOutput=" + cache)).start().waitFor()).isZero();
        compare("both with a class cache", "", List.of("-XX:AOTCache=" + cache));
    }

    private void compare(String what, String noCache, List<String> options) throws Exception {
        Target target = Servers.newDatabase();
        Path jar = emptyWindow();
        List<Double> ratios = new ArrayList<>();
        List<Double> console = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        for (int i = 0; i < PAIRS + 1; i++) {
            ProcessBuilder builder = console(target, "-Dhowdah.first-data=exit");
            builder.environment().put("HOWDAH_NO_CACHE", noCache);
            double c = seconds(builder, "first live data");
            double e = seconds(empty(jar, options), "empty window");
            if (i > 0) {
                console.add(c);
                empty.add(e);
                ratios.add(c / e);
            }
        }
        System.out.printf("%s: first live data %.2f s, empty window %.2f s, median ratio %.2f of %d pairs%n",
                what, median(console), median(empty), median(ratios), PAIRS);
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

    /** As a user starts it. */
    private ProcessBuilder console(Target target, String option) {
        String password = Objects.requireNonNull(target.password()).reveal();
        ProcessBuilder builder = new ProcessBuilder("./howdah").redirectErrorStream(true);
        builder.environment().put("DATABASE_URL", "postgresql://" + target.user() + "@" + target.address() + "/" + target.database());
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("DISPLAY", "headless");
        builder.environment().put("HOWDAH_HOME", home.toString());
        builder.environment().put("HOWDAH_JAVA_OPTS", "-Dglass.platform=Headless -Dprism.order=sw " + option);
        return builder;
    }

    /** With the options and the modules of the launcher. */
    private static ProcessBuilder empty(Path jar, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        try (Stream<String> lines = Files.lines(Path.of("packaging/jvm.options"))) {
            lines.filter(l -> !l.startsWith("#") && !l.isBlank()).forEach(command::add);
        }
        command.addAll(options);
        command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw", "--module-path", javafx()));
        command.addAll(List.of("--add-modules", "javafx.controls,javafx.swing", "-cp", jar.toString(), "dev.howdah.bench.EmptyWindow$Launcher"));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** A class cache is made of jars only. */
    private Path emptyWindow() throws IOException {
        Path jar = home.resolve("empty.jar");
        String folder = "dev/howdah/bench/";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("EmptyWindow.class", "EmptyWindow$Launcher.class")) {
                out.putNextEntry(new JarEntry(folder + name));
                Files.copy(Path.of("target/test-classes", folder + name), out);
            }
        }
        return jar;
    }

    private static String javafx() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("target/lib"))) {
            return all.map(Path::toString).filter(p -> p.contains("/javafx-")).sorted().collect(Collectors.joining(":"));
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(d -> d).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
