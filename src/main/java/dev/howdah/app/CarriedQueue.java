package dev.howdah.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Remembers that the queue which Howdah carries was ever used: only then must its server run beside a console that looks at another
 * one. Thread-safe.
 */
record CarriedQueue(Path file) {
    boolean isNoted() {
        return Files.exists(file);
    }

    void note() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            LoggerFactory.getLogger(CarriedQueue.class).warn("{}", file, e);
        }
    }
}
