package dev.howdah.engine.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Patterns that nobody wants to see, one id a line in a file. Thread-safe. */
public final class Mutes {
    private final Path file;

    public Mutes(Path file) {
        this.file = file;
    }

    public synchronized Set<String> ids() {
        try {
            return Files.exists(file) ? new LinkedHashSet<>(Files.readAllLines(file)) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void mute(String id, boolean muted) {
        Set<String> all = new LinkedHashSet<>(ids());
        if (muted ? all.add(id) : all.remove(id)) {
            try {
                if (file.getParent() != null) {
                    Files.createDirectories(file.getParent());
                }
                Files.write(file, all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
