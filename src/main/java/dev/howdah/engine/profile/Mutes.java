package dev.howdah.engine.profile;

import dev.howdah.engine.db.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Patterns that nobody wants to see, one a line in a file: its id, a tab, and what it was called. Thread-safe. */
public final class Mutes {
    private static final int LONGEST = 300;

    private final Path file;

    public Mutes(Path file) {
        this.file = file;
    }

    /** @param name normalised statements, without constants; "" when it was not kept */
    public record Muted(String id, String name) {}

    public synchronized Set<String> ids() {
        return read().keySet();
    }

    /** In the order of muting. */
    public synchronized List<Muted> all() {
        return read().entrySet().stream().map(e -> new Muted(e.getKey(), e.getValue())).toList();
    }

    private Map<String, String> read() {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    int tab = line.indexOf('\t');
                    all.put(tab < 0 ? line : line.substring(0, tab), tab < 0 ? "" : line.substring(tab + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    public synchronized void mute(String id, String name) {
        Map<String, String> all = read();
        String flat = name.replaceAll("\\s+", " ");
        all.put(id, flat.length() > LONGEST ? flat.substring(0, LONGEST) : flat);
        write(all);
    }

    public synchronized void unmute(String id) {
        Map<String, String> all = read();
        if (all.remove(id) != null) {
            write(all);
        }
    }

    private void write(Map<String, String> all) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            String lines = all.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue() + "\n").collect(Collectors.joining());
            PrivateFiles.replace(file, lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
