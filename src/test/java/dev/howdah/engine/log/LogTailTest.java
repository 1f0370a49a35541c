package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A log whose file is really renamed under its reader and its writer. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not rename a file that is open")
class LogTailTest {
    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();
    private Path log = Path.of("");
    private int written;

    @BeforeEach
    void begin() throws IOException {
        log = folder.resolve("postgresql.log");
        write(log, 3);
        seen.clear();
    }

    private void write(Path file, int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("2026-11-21 10:00:00.000 UTC [7] ann@shop LOG:  duration: 1.000 ms  statement: select ").append(++written).append('\n');
        }
        Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    private void poll(LogTail tail) throws IOException {
        tail.poll().forEach(e -> seen.add(e.text()));
    }

    private List<String> from(int first) {
        return IntStream.rangeClosed(first, written).mapToObj(i -> "select " + i).toList();
    }

    @Test
    void readsTheRestOfARenamedFileBeforeTheNew() throws IOException {
        for (Path place : List.of(log, folder)) {
            int first = written + 1;
            seen.clear();
            try (LogTail tail = new LogTail(new LogFolder(place), LogOptions.DEFAULT, false)) {
                write(log, 2);
                poll(tail);
                write(log, 5);
                Files.move(log, folder.resolve("postgresql.log." + written));
                write(log, 40);
                for (int i = 0; i < 4; i++) {
                    poll(tail);
                }
                write(log, 1);
                poll(tail);
                poll(tail);
            }
            assertThat(seen).as(place.toString()).isEqualTo(from(first));
        }
    }

    @Test
    void waitsWhileTheWriterHasTheOldFileOnly() throws IOException {
        try (LogTail tail = new LogTail(new LogFolder(log), LogOptions.DEFAULT, false)) {
            Path old = folder.resolve("postgresql.log.1");
            write(log, 1);
            Files.move(log, old);
            poll(tail);
            write(old, 2);
            poll(tail);
            Files.createFile(log);
            poll(tail);
            write(old, 2);
            write(log, 2);
            Files.delete(old);
            poll(tail);
            poll(tail);
        }
        assertThat(seen).isEqualTo(from(4));
    }

    @Test
    void losesAndDoublesNothingHoweverOftenItIsRenamed() throws IOException {
        Random random = new Random(7);
        try (LogTail tail = new LogTail(new LogFolder(log), LogOptions.DEFAULT, false)) {
            for (int round = 0; round < 300; round++) {
                write(log, random.nextInt(4));
                if (random.nextInt(3) == 0) {
                    poll(tail);
                }
                write(log, 1 + random.nextInt(3));
                Path old = folder.resolve("postgresql.log." + round);
                Files.move(log, old);
                if (random.nextBoolean()) {
                    poll(tail);
                    write(old, random.nextInt(3));
                }
                write(log, 1);
                if (random.nextInt(3) == 0) {
                    Files.delete(old);
                }
                poll(tail);
            }
            poll(tail);
            poll(tail);
        }
        assertThat(seen).isEqualTo(from(4));
    }

    @Test
    void aFileThatNeverWasIsNoLog() {
        assertThatThrownBy(() -> new LogTail(new LogFolder(folder.resolve("none.log")), LogOptions.DEFAULT, false))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void anEmptiedFileIsReadFromItsBeginning() throws IOException {
        try (LogTail tail = new LogTail(new LogFolder(log), LogOptions.DEFAULT, false)) {
            write(log, 5);
            poll(tail);
            poll(tail);
            Files.write(log, new byte[0]);
            poll(tail);
            write(log, 1);
            poll(tail);
            poll(tail);
        }
        assertThat(seen).isEqualTo(from(4));
    }
}
