package dev.howdah.engine.twin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Capsules as files: JSON compressed with zstd. Thread-safe. */
public final class CapsuleFile {
    private static final int LEVEL = 15;
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CapsuleFile() {}

    /** Writes the file whole or not at all. */
    public static void write(Capsule capsule, Path file) throws IOException {
        PrivateFiles.replace(file, out -> write(capsule, out));
    }

    public static void write(Capsule capsule, OutputStream out) throws IOException {
        try (ZstdOutputStream zstd = new ZstdOutputStream(out, LEVEL)) {
            zstd.setChecksum(true);
            JSON.writeValue(zstd, capsule);
        }
    }

    /**
     * @throws CapsuleException when it is no capsule, is damaged, or was written by a newer Howdah
     * @throws IOException when it cannot be read
     */
    public static Capsule read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /** @param name what to call it in an error's sentence */
    public static Capsule read(InputStream in, String name) {
        JsonNode tree;
        try (ZstdInputStream zstd = new ZstdInputStream(in)) {
            // to the end of the file: only there stands the sum that tells whether all of it is as it was written
            tree = JSON.readTree(zstd.readAllBytes());
        } catch (IOException | JacksonException e) {
            throw new CapsuleException(Text.of("twin.damaged", name), e);
        }
        int format = tree.path("format").asInt(0);
        if (format < 1) {
            throw new CapsuleException(Text.of("twin.no-capsule", name), null);
        }
        if (format > Capsule.FORMAT) {
            throw new CapsuleException(Text.of("twin.newer-format", name, format, Capsule.FORMAT), null);
        }
        try {
            return JSON.treeToValue(tree, Capsule.class);
        } catch (JacksonException | NullPointerException e) {
            throw new CapsuleException(Text.of("twin.damaged", name), e);
        }
    }
}
