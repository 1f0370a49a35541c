package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says when something stands in its way. It runs in a copy of the checkout, so that nothing is built here. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script; howdah.cmd is its counterpart")
class LauncherScriptTest {
    @TempDir
    Path checkout;

    record Ended(int code, String output) {}

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        copy("howdah");
        Ended ended = run(Map.of("PATH", toolsWithoutJava(), "HOWDAH_JDK_FOLDER", checkout.toString(), "HOME", checkout.toString()));
        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.output()).contains("a JDK 25 or newer is needed").contains("HOWDAH_JAVA_HOME").hasLineCount(1);
    }

    @Test
    void anOlderJdkIsPassedOver() throws Exception {
        copy("howdah");
        Path old = Files.createDirectories(checkout.resolve("jdks/old/bin"));
        Files.createFile(old.resolve("java")).toFile().setExecutable(true);
        Files.writeString(checkout.resolve("jdks/old/release"), "JAVA_VERSION=\"21.0.2\"\n");
        Ended ended = run(Map.of(
                "PATH", toolsWithoutJava(), "HOWDAH_JDK_FOLDER", checkout.resolve("jdks").toString(), "HOME", checkout.toString()));
        assertThat(ended.output()).contains("a JDK 25 or newer is needed");
    }

    @Test
    void withoutANetworkTheFirstBuildSaysThatItNeedsOne() throws Exception {
        copy("howdah");
        copy("pom.xml");
        Ended ended = run(Map.of(
                "HOWDAH_JAVA_HOME", System.getProperty("java.home"),
                "MAVEN_OPTS", "-Dmaven.repo.local=" + checkout.resolve("repository")
                        + " -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1 -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1"));
        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.output()).contains("The first build needs the network once");
    }

    @Test
    void aFullHomeFolderIsNamedWithWhatToDo() throws Exception {
        boolean canMount = System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/unshare"));
        assumeTrue(canMount || "true".equals(System.getenv("CI")), "needs the right to mount a small file system");
        Path full = Files.createDirectory(checkout.resolve("full"));
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        Process process = new ProcessBuilder("unshare", "--mount", "sh", "-c",
                "mount -t tmpfs -o size=2m tmpfs \"$1\" && HOWDAH_HOME=\"$1\" && export HOWDAH_HOME && shift && exec \"$@\"", "sh",
                full.toString(), java, "-Dhowdah.postgres=" + System.getProperty("howdah.postgres"),
                "-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "status")
                .redirectErrorStream(true).start();
        Ended ended = end(process);
        assertThat(ended.code()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(ended.output()).contains("No space left on device").contains(full.toString()).contains("HOWDAH_HOME");
    }

    @Test
    void commandsLoadNoJavaFxClass() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-verbose:class",
                "-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "status", "--target", "postgres://x@127.0.0.1:1/x")
                .redirectErrorStream(true).start();
        Ended ended = end(process);
        assertThat(ended.code()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(ended.output().lines().filter(l -> l.contains(" javafx.") || l.contains("com.sun.javafx"))).isEmpty();
    }

    private void copy(String file) throws IOException {
        Files.copy(Path.of(file), checkout.resolve(file), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** A path with the shell's tools but no Java and no Maven. */
    private String toolsWithoutJava() throws IOException {
        Path tools = Files.createDirectory(checkout.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "readlink", "sed", "find", "head", "printf", "mkdir", "tail", "grep", "env")) {
            for (String folder : List.of("/usr/bin", "/bin")) {
                Path real = Path.of(folder, tool);
                if (Files.isExecutable(real) && !Files.exists(tools.resolve(tool))) {
                    Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
                    tools.resolve(tool).toFile().setExecutable(true);
                }
            }
        }
        return tools.toString();
    }

    private Ended run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", checkout.resolve("howdah").toString(), "status").redirectErrorStream(true);
        Map<String, String> all = new HashMap<>(builder.environment());
        all.remove("JAVA_HOME");
        all.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(all);
        return end(builder.start());
    }

    private static Ended end(Process process) throws Exception {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output.strip());
    }
}
