package dev.howdah.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The log files of a folder, or one file that is written to. Thread-safe. */
public final class LogFolder implements LogPlace {
    private final Path folder;

    public LogFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<LogFile> files() throws IOException {
        if (Files.isRegularFile(folder)) {
            return List.of(file(folder));
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

    private static LogFile file(Path path) throws IOException {
        return new LogFile(String.valueOf(path.getFileName()), Files.size(path), Files.getLastModifiedTime(path).toInstant());
    }

    @Override
    public int read(LogFile file, long offset, byte[] b, int start, int length) throws IOException {
        Path path = Files.isRegularFile(folder) ? folder : folder.resolve(file.name());
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return Math.max(0, channel.read(ByteBuffer.wrap(b, start, length), offset));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
