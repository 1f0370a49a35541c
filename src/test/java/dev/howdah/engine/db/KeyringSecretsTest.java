package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real Secret Service on a session bus of its own, both in a folder that is thrown away. */
class KeyringSecretsTest {
    private static final String SESSION = """
            printf geheim | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
            exec "$@"
            """;

    @TempDir
    Path folder;

    @Test
    void keepsPasswordsInTheKeyring() throws Exception {
        assumeTrue(present("dbus-run-session") && present("gnome-keyring-daemon"), "no gnome-keyring or no D-Bus on this machine");
        ProcessBuilder builder = new ProcessBuilder(
                "dbus-run-session", "--", "sh", "-c", SESSION, "session", Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), KeyringMain.class.getName(), folder.toString());
        Path runtime = Files.createDirectory(
                folder.resolve("run"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().put("XDG_RUNTIME_DIR", runtime.toString());
        assertThat(said(builder)).containsSequence("kind KEYRING", "unknown null", "kept true", "removed null");
        assertThat(folder.resolve("secrets")).doesNotExist();
    }

    private List<String> said(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }

    private static boolean present(String command) {
        return List.of(System.getenv("PATH").split(":")).stream().anyMatch(p -> Files.isExecutable(Path.of(p, command)));
    }
}
