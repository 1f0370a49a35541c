package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.github.luben.zstd.ZstdInputStream;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Starts the program in processes of its own, and remembers all that it says, writes, sends and shows to other users of the machine. */
final class Witness {
    private final Path folder;
    private final Path home;
    private final Map<String, byte[]> seen = new ConcurrentSkipListMap<>();

    /**
     * @param folder where it works; everything in it counts as written by the program
     * @param home its HOWDAH_HOME
     */
    Witness(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
    }

    /** Something that came to others: the body of a request, a mail. */
    void see(String name, String content) {
        see(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void see(String name, byte[] content) {
        seen.put(name + " " + seen.size(), content);
    }

    int pieces() {
        return seen.size();
    }

    long bytes() {
        return seen.values().stream().mapToLong(b -> b.length).sum();
    }

    /** Runs a command to its end; 0 allows for findings. */
    void howdah(int code, Map<String, String> environment, String... words) throws Exception {
        howdah(code, "", environment, words);
    }

    /** @param typed what its standard input holds */
    void howdah(int code, String typed, Map<String, String> environment, String... words) throws Exception {
        int ended = -1;
        // A machine that is busy with something else may miss the time for a connection: that is not what is looked for here.
        for (int attempt = 0; attempt < 3 && ended != code && ended != (code == 0 ? 1 : code); attempt++) {
            Process process = start(environment, words);
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(typed);
            } catch (IOException e) {
                assertThat(typed).as("it did not read what was typed").isEmpty();
            }
            int number = seen.size();
            while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
                processList(number);
            }
            ended = process.exitValue();
        }
        assertThat(ended).as(Arrays.toString(words) + said()).isIn(code, code == 0 ? 1 : code);
        assertThat(said()).as(Arrays.toString(words)).hasSizeGreaterThan(10).doesNotContain("ClassNotFound");
    }

    Process start(Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", "--enable-native-access=ALL-UNNAMED",
                "-Dhowdah.postgres=" + Servers.folder().toAbsolutePath(), "-cp", classPath(),
                Launcher.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("PG") || k.startsWith("DBUS") || k.startsWith("XDG"));
        builder.environment().put("HOWDAH_HOME", home.toString());
        builder.environment().putAll(environment);
        File out = folder.resolve("said." + System.nanoTime() + "." + words[0] + ".txt").toFile();
        return builder.redirectErrorStream(true).redirectOutput(out).start();
    }

    /** In another folder relative paths mean nothing. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(p -> Path.of(p).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What the last process said. */
    String said() {
        try (Stream<Path> files = Files.list(folder)) {
            Path last = files.filter(p -> p.getFileName().toString().startsWith("said.")).max(Path::compareTo).orElseThrow();
            return "\n" + Files.readString(last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file of its folder holds; empty when it is not there. */
    String file(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every user of the machine may read of what was started from here. */
    void processList(int number) {
        ProcessHandle.current().descendants().forEach(p -> {
            try {
                seen.put("process list " + number + " " + p.pid(), Files.readAllBytes(Path.of("/proc", p.pid() + "", "cmdline")));
            } catch (IOException e) {
                assertThatCode(() -> p.isAlive()).doesNotThrowAnyException();
            }
        });
    }

    /** Takes in all files, also what stands in archives. */
    void collect(List<Path> given) throws IOException {
        Await.until("the files are written", () -> Files.exists(home.resolve("config/settings.toml")));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(f -> !given.contains(f)).toList()) {
                seen.put("file " + folder.relativize(file), Files.readAllBytes(file));
                if (file.toString().endsWith(".zip")) {
                    unzip(file);
                } else if (file.toString().endsWith(".capsule")) {
                    try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                        seen.put("file " + folder.relativize(file) + ", unpacked", in.readAllBytes());
                    }
                }
            }
        }
    }

    private void unzip(Path file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                seen.put("file " + folder.relativize(file) + ", " + entry.getName(), zip.readAllBytes());
            }
        }
    }

    /** Where these were seen. */
    Map<String, List<String>> find(List<String> secrets) {
        Map<String, List<String>> found = new TreeMap<>();
        for (String secret : secrets) {
            List<String> where = seen.entrySet().stream().filter(e -> contains(e.getValue(), secret)).map(Map.Entry::getKey).toList();
            if (!where.isEmpty()) {
                found.put(secret, where);
            }
        }
        return found;
    }

    private static boolean contains(byte[] where, String secret) {
        return new String(where, StandardCharsets.ISO_8859_1).contains(secret);
    }
}
