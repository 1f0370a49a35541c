package dev.howdah.engine.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server of ours wrote about its start. */
final class Logs {
    private Logs() {}

    /** True when the server gave up. */
    static boolean fatal(Path log) {
        try {
            return Files.exists(log) && Files.readString(log, StandardCharsets.ISO_8859_1).contains("FATAL");
        } catch (IOException e) {
            return false;
        }
    }

    /** True when it could not start because somebody else listens there. */
    static boolean portTaken(Path log) {
        return lastError(log).contains("in use");
    }

    /** The line that says why it did not start, else the last line; empty when there is none. */
    static String lastError(Path log) {
        try {
            List<String> lines = List.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n", -1));
            return lines.stream()
                    .filter(l -> l.contains("could not") || l.contains("FATAL") || l.contains("PANIC"))
                    .findFirst()
                    .or(() -> lines.reversed().stream().filter(l -> !l.isBlank()).findFirst())
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }
}
