package dev.howdah.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The log files of a folder, or one file that is written to. Thread-safe. */
public final class LogFolder implements LogPlace {
    private final Path folder;
    private volatile boolean single;

    public LogFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<LogFile> files() throws IOException {
        if (Files.isRegularFile(folder)) {
            single = true;
        }
        if (single) {
            return alone();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> logs = all.filter(Files::isRegularFile)
                    .filter(p -> p.toString().matches(".*\\.(log|csv|json)")).toList();
            java.util.ArrayList<LogFile> files = new java.util.ArrayList<>();
            for (Path log : logs) {
                files.add(file(log));
            }
            files.sort(java.util.Comparator.comparing(LogFile::modified).thenComparing(LogFile::name));
            return files;
        }
    }

    /** Between its renaming and the next file of its name there is none. */
    private List<LogFile> alone() throws IOException {
        try {
            return List.of(file(folder));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static LogFile file(Path path) throws IOException {
        return new LogFile(String.valueOf(path.getFileName()), Files.size(path), Files.getLastModifiedTime(path).toInstant());
    }

    @Override
    public int read(LogFile file, long offset, byte[] b, int start, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
            return Math.max(0, channel.read(ByteBuffer.wrap(b, start, length), offset));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private Path path(LogFile file) {
        return single || Files.isRegularFile(folder) ? folder : folder.resolve(file.name());
    }

    @Override
    public Held hold(LogFile file) throws IOException {
        Path path = path(file);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new Open(path, channel, keyOf(path));
    }

    /** What tells a file from another of its name; null where there is none of that name, or the file system has no such thing. */
    private static @Nullable Object keyOf(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private record Open(Path path, FileChannel channel, @Nullable Object key) implements Held {
        @Override
        public int read(long offset, byte[] b, int start, int length) throws IOException {
            return Math.max(0, channel.read(ByteBuffer.wrap(b, start, length), offset));
        }

        @Override
        public boolean inPlace() {
            return Objects.equals(key, keyOf(path));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
