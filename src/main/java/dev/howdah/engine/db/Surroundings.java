package dev.howdah.engine.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system says about the user and the machine, so that nothing below asks it behind the back of a test.
 * Immutable.
 *
 * @param environment the environment variables
 * @param home the user's home folder
 * @param user the user's login name: PostgreSQL's default role
 * @param os as the system property {@code os.name}
 */
public record Surroundings(Map<String, String> environment, Path home, String user, String os) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable's value; null when it is not set or empty, which libpq takes for the same. */
    public @Nullable String get(String variable) {
        String value = environment.get(variable);
        return value == null || value.isEmpty() ? null : value;
    }

    public boolean windows() {
        return os.startsWith("Windows");
    }

    public boolean mac() {
        return os.startsWith("Mac");
    }

    /** The machine's name, as far as it is told without asking the network. */
    public String machine() {
        String name = windows() ? get("COMPUTERNAME") : get("HOSTNAME");
        if (name != null) {
            return name;
        }
        try {
            return Files.readString(Path.of("/etc/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }

    /** The folder in which libpq looks for {@code root.crt} and its like. */
    public Path libpqFolder() {
        return windows() ? roaming().resolve("postgresql") : home.resolve(".postgresql");
    }

    /** Windows' folder for settings that follow the user. */
    public Path roaming() {
        String appData = get("APPDATA");
        return appData == null ? home.resolve("AppData").resolve("Roaming") : Path.of(appData);
    }

    /** A path as people type it: {@code ~} stands for the home folder, also on Windows. */
    public Path path(String text) {
        return text.equals("~") || text.startsWith("~/") || text.startsWith("~\\")
                ? home.resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }

    /** A path for people: short within the home folder. */
    public String shown(Path path) {
        return path.startsWith(home) && !path.equals(home) ? Path.of("~").resolve(home.relativize(path)).toString() : path.toString();
    }
}
