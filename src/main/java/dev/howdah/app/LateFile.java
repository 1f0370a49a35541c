package dev.howdah.app;

import dev.howdah.engine.db.Failures;
import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small text file that is written some time after the last change, in one step, and at {@link #close()}. When the folder is
 * read-only or full, nothing is kept and {@link #problem()} says why. Thread-safe.
 */
final class LateFile implements AutoCloseable {
    /** Makes the new content of the old one; null for no change. */
    @FunctionalInterface
    interface Edit {
        @Nullable String apply(@Nullable String old);
    }

    private final Path path;
    private final Edit edit;
    private final long delayMillis;
    private @Nullable CompletableFuture<Void> pending;
    private @Nullable String problem;

    LateFile(Path path, Duration delay, Edit edit) {
        this.path = path;
        this.edit = edit;
        this.delayMillis = delay.toMillis();
    }

    Path path() {
        return path;
    }

    /** The content, null when there is no file or it cannot be read. */
    synchronized @Nullable String read() {
        if (!Files.exists(path)) {
            return null;
        }
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            problem = Text.of("settings.unreadable", path, Failures.reason(e));
            return null;
        }
    }

    /** Why the file could not be read or written the last time, or null. */
    synchronized @Nullable String problem() {
        return problem;
    }

    /** Something is to be written, soon. */
    synchronized void changed() {
        if (pending == null) {
            pending = CompletableFuture.runAsync(this::flush, CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS));
        }
    }

    /** Writes what is outstanding. */
    synchronized void flush() {
        if (pending == null) {
            return;
        }
        pending = null;
        try {
            String text = edit.apply(read());
            if (text != null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                PrivateFiles.replaceKeeping(path, text.getBytes(StandardCharsets.UTF_8));
                problem = null;
            }
        } catch (IOException e) {
            problem = Text.of("settings.unwritable", path, Failures.reason(e));
        }
    }

    @Override
    public void close() {
        flush();
    }
}
