package dev.howdah.engine.serve;

import dev.howdah.engine.db.PrivateFiles;
import dev.howdah.engine.text.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/** One line of JSON an act, in a 0600 file that is only ever added to. Thread-safe; several processes may share the file. */
public final class AuditFile implements AuditLog {
    private final Path file;
    private final InstantSource clock;

    /** @param file made with its folder at the first entry */
    public AuditFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    @Override
    public synchronized void write(Entry e) {
        String line = JsonText.line(new Entry(clock.instant(), e.who(), e.target(), e.what(), e.result())) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                PrivateFiles.create(file, new byte[0]);
            } catch (FileAlreadyExistsException there) {
                // it is added to
            }
            Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        }
    }
}
