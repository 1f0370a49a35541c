package dev.howdah.engine.audit;

import dev.howdah.engine.db.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Lines that are only ever added, in 0600 files; a full one is set aside under a number and a new one begun. Thread-safe. */
final class AuditFiles {
    /** Bytes after which a file is set aside. */
    static final long USUAL_SIZE = 8L << 20;

    private static final long PATIENCE = 5_000_000_000L;
    private static final String NAME = "audit.jsonl";

    private final Path folder;
    private final Path file;
    private final long size;
    private final ReentrantLock mine = new ReentrantLock();

    AuditFiles(Path folder, long size) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
        this.size = size;
    }

    Path folder() {
        return folder;
    }

    String shown() {
        return file.toString();
    }

    /** Returns when the line is on the disk. */
    void append(String line) throws IOException {
        mine.lock();
        try {
            Files.createDirectories(folder);
            make(folder.resolve("audit.lock"));
            try (FileChannel guard = FileChannel.open(folder.resolve("audit.lock"), StandardOpenOption.WRITE);
                    FileLock held = lock(guard)) {
                make(file);
                if (held.isValid() && Files.size(file) >= size) {
                    Files.move(file, folder.resolve(String.format(Locale.ROOT, "audit-%06d.jsonl", nextNumber())));
                    make(file);
                }
                write(line);
            }
        } finally {
            mine.unlock();
        }
    }

    /** A line that was cut off by a crash ends here, so that the next one can be read. */
    private void write(String line) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = out.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean cut = end > 0 && out.read(last, end - 1) == 1 && last.get(0) != '\n';
            ByteBuffer bytes = ByteBuffer.wrap(((cut ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += out.write(bytes, end);
            }
            out.force(true);
        }
    }

    private static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                PrivateFiles.create(file, new byte[0]);
            } catch (FileAlreadyExistsException e) {
                // Another process was faster.
                return;
            }
        }
    }

    /** Waits for another process, or another log of this one, to have written its line. */
    private static FileLock lock(FileChannel guard) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                FileLock lock = guard.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Held within this process: the same as held elsewhere.
            }
            if (System.nanoTime() - start > PATIENCE) {
                throw new IOException("locked by another process");
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private int nextNumber() throws IOException {
        return aside().stream().findFirst().map(f -> Integer.parseInt(f.getFileName().toString().replaceAll("\\D", "")) + 1).orElse(1);
    }

    /** Those that are full, newest first. */
    private List<Path> aside() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().matches("audit-\\d{6,9}\\.jsonl"))
                    .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed())
                    .toList();
        }
    }

    List<Path> newestFirst() throws IOException {
        return Stream.concat(Stream.of(file), aside().stream()).toList();
    }

    /** Empty for a file that is not there; of what is no text, the readable part. */
    List<String> lines(Path of) throws IOException {
        try {
            return new String(Files.readAllBytes(of), StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
