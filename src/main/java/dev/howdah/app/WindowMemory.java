package dev.howdah.app;

import dev.howdah.engine.db.Failures;
import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the window remembers, in a file of its own: nobody edits it, and losing it loses no setting. Written half a second after the
 * last change, whole or not at all. For the FX thread, but for {@link #flush}.
 */
final class WindowMemory implements Memory {
    private static final Logger LOG = LoggerFactory.getLogger(WindowMemory.class);
    private static final Duration REST = Duration.ofMillis(500);

    private final Path file;
    private final Fx fx;
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Map<String, String> values;
    private boolean waiting;
    private boolean dirty;
    private volatile Consumer<String> trouble = t -> {};

    WindowMemory(Path file, Fx fx) {
        this.file = file;
        this.fx = fx;
        this.values = new TreeMap<>(read());
    }

    @Override
    public String get(String key, String ifAbsent) {
        return values.getOrDefault(key, ifAbsent);
    }

    @Override
    public void put(String key, String value) {
        if (value.equals(values.put(key, value))) {
            return;
        }
        dirty = true;
        if (!waiting) {
            waiting = true;
            fx.after(REST, this::writeLater);
        }
    }

    /** Hears once, on the FX thread, why nothing is remembered. */
    void onTrouble(Consumer<String> listener) {
        trouble = listener;
    }

    /** Writes what is not written yet, now. */
    void flush() {
        if (dirty) {
            dirty = false;
            write(Map.copyOf(values));
        }
    }

    private void writeLater() {
        waiting = false;
        dirty = false;
        Map<String, String> now = Map.copyOf(values);
        fx.work(() -> {
            write(now);
            return file;
        });
    }

    private Map<String, String> read() {
        try {
            return mapper.readValue(Files.readString(file), new TypeReference<Map<String, String>>() {});
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException | JacksonException e) {
            LOG.warn("{} cannot be read; the window starts as it first did", file, e);
            return Map.of();
        }
    }

    private synchronized void write(Map<String, String> now) {
        try {
            Files.createDirectories(file.getParent());
            String all = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(new TreeMap<>(now)) + "\n";
            PrivateFiles.replace(file, all.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("{} cannot be written; the window will not remember its layout", file, e);
            Consumer<String> told = trouble;
            trouble = t -> {};
            fx.later(() -> told.accept(Text.of("settings.not-remembered", file, Failures.reason(e))));
        }
    }
}
