package dev.howdah.engine.twin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.text.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
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

    /** Unpacked: a small file may stand for far more than the memory holds. */
    private static final long MOST_BYTES = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4);
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CapsuleFile() {}

    /** Writes the file whole or not at all. */
    public static void write(Capsule capsule, Path file) throws IOException {
        try {
            PrivateFiles.replace(file, out -> write(capsule, out));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(Text.of("twin.not-written", file, String.valueOf(e.getMessage())));
        }
    }

    public static void write(Capsule capsule, OutputStream out) throws IOException {
        try (ZstdOutputStream zstd = new ZstdOutputStream(out, LEVEL)) {
            zstd.setChecksum(true);
            JSON.writeValue(zstd, capsule);
        } catch (JacksonException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getOriginalMessage(), e);
        }
    }

    /**
     * @throws CapsuleException when it is no capsule, is damaged, or was written by a newer Howdah
     * @throws IOException when it cannot be read
     */
    public static Capsule read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CapsuleException(Text.of("twin.no-capsule", file), null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /** As much as memory may hold; who reads it does not close what it comes from. */
    private static final class Bounded extends FilterInputStream {
        private final String name;
        private long left = MOST_BYTES;

        Bounded(InputStream in, String name) {
            super(in);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int n = super.read(to, from, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new CapsuleException(Text.of("twin.too-large", name, MOST_BYTES >> 20), null);
            }
        }

        @Override
        public void close() {
            // the zstd stream is still read to its end
        }
    }

    /** @param name what to call it in an error's sentence */
    public static Capsule read(InputStream in, String name) {
        JsonNode tree;
        try (ZstdInputStream zstd = new ZstdInputStream(in)) {
            Bounded bounded = new Bounded(zstd, name);
            tree = JSON.readTree(bounded);
            // to the end of the file: only there stands the sum that tells whether all of it is as it was written
            bounded.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | JacksonException e) {
            throw new CapsuleException(Text.of("twin.damaged", name), e);
        } catch (OutOfMemoryError e) {
            // few bytes may stand for very many values; what was made of them is garbage by now
            throw new CapsuleException(Text.of("twin.too-large", name, MOST_BYTES >> 20), e);
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
