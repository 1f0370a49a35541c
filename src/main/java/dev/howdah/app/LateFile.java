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
import java.util.concurrent.locks.ReentrantLock;
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
    private final Runnable written;
    private final long delayMillis;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable CompletableFuture<Void> pending;
    private @Nullable String problem;

    /** @param written called after each time that an edit was written */
    LateFile(Path path, Duration delay, Edit edit, Runnable written) {
        this.path = path;
        this.edit = edit;
        this.written = written;
        this.delayMillis = delay.toMillis();
    }

    Path path() {
        return path;
    }

    /** The content, null when there is no file or it cannot be read. */
    @Nullable String read() {
        try {
            return content();
        } catch (IOException e) {
            problem(Text.of("settings.unreadable", path, Failures.reason(e)));
            return null;
        }
    }

    private @Nullable String content() throws IOException {
        return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : null;
    }

    /** Why the file could not be read or written the last time, or null. */
    synchronized @Nullable String problem() {
        return problem;
    }

    private synchronized void problem(@Nullable String sentence) {
        problem = sentence;
    }

    /** Something is to be written, soon. */
    synchronized void changed() {
        if (pending == null) {
            pending = CompletableFuture.runAsync(this::flush, CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS));
        }
    }

    /**
     * Writes what is outstanding, one after the other. The edit may take its maker's lock, and who holds that lock may call
     * {@link #changed} and {@link #problem}: so this object's is not held meanwhile. Not to be called with the maker's lock held.
     */
    void flush() {
        writing.lock();
        try {
            if (taken()) {
                write();
            }
        } finally {
            writing.unlock();
        }
    }

    private synchronized boolean taken() {
        boolean was = pending != null;
        pending = null;
        return was;
    }

    /** A file that is there and cannot be read is left as it is: what stands in it would be lost. */
    private void write() {
        String old;
        try {
            old = content();
        } catch (IOException e) {
            problem(Text.of("settings.unreadable", path, Failures.reason(e)));
            return;
        }
        String text = edit.apply(old);
        if (text == null) {
            return;
        }
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            PrivateFiles.replaceKeeping(path, text.getBytes(StandardCharsets.UTF_8));
            problem(null);
            written.run();
        } catch (IOException e) {
            problem(Text.of("settings.unwritable", path, Failures.reason(e)));
        }
    }

    @Override
    public void close() {
        flush();
    }
}
