package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
}
