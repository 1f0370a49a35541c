package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    @Test
    void threadsThatWriteTheSameFileDoNotHinderEachOther() throws Exception {
        Path file = folder.resolve("memory");
        byte[] content = "the same".getBytes(StandardCharsets.UTF_8);
        List<Callable<Void>> writers = IntStream.range(0, 40).<Callable<Void>>mapToObj(i -> () -> {
            PrivateFiles.replace(file, content);
            return null;
        }).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (var written : pool.invokeAll(writers)) {
                written.get();
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void leavesTheOldFileAndNothingElseWhenItsContentFails() throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), "old");
        assertThatThrownBy(() -> PrivateFiles.replaceOpenly(file, out -> {
            out.write(new byte[100_000]);
            throw new IOException("full");
        })).hasMessage("full");
        assertThat(file).hasContent("old");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no such rights")
    void aFileForOthersKeepsItsRightsAndItsLink() throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(folder.resolve("newest.html"), file);
        PrivateFiles.replaceOpenly(link, out -> out.write('n'));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
        PrivateFiles.replace(file, out -> out.write('p'));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such file")
    void whatIsNoFileIsWrittenAsItComes() throws Exception {
        PrivateFiles.replaceOpenly(Path.of("/dev/null"), out -> out.write('n'));
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
