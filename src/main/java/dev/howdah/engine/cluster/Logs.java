package dev.howdah.engine.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server of ours wrote about its start. */
final class Logs {
    private Logs() {}

    /** The first FATAL or ERROR line, else the last line; empty when there is none. */
    static String lastError(Path log) {
        try {
            List<String> lines = List.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n", -1));
            return lines.stream()
                    .filter(l -> l.contains("FATAL") || l.contains("PANIC") || l.contains("could not"))
                    .findFirst()
                    .or(() -> lines.reversed().stream().filter(l -> !l.isBlank()).findFirst())
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }
}
