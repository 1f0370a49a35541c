package dev.howdah.engine.apply;

import dev.howdah.engine.db.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One 0600 file a remedy. Thread-safe: each file has one writer. */
final class AppliedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedFiles.class);
    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path folder;

    AppliedFiles(Path folder) {
        this.folder = folder;
    }

    void write(Applied a) {
        try {
            Files.createDirectories(folder);
            PrivateFiles.replace(file(a.id()), JSON.writeValueAsBytes(a));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable Applied read(UUID id) {
        return read(file(id));
    }

    /** Newest first; what cannot be read is left out. */
    List<Applied> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Applied> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path f : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                Applied a = read(f);
                if (a != null) {
                    all.add(a);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.sort(Comparator.comparing(Applied::begunAt).reversed());
        return all;
    }

    private static @Nullable Applied read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), Applied.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            LOG.warn("cannot read {}", file, e);
            return null;
        }
    }

    private Path file(UUID id) {
        return folder.resolve(id + ".json");
    }
}
