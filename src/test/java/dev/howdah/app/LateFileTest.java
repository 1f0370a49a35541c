package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateFileTest {
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path folder;

    @Test
    void whoChangesSomethingDoesNotWaitForAWriteThatWaitsForHim() throws Exception {
        CountDownLatch editing = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        LateFile file = new LateFile(folder.resolve("a"), NEVER, old -> {
            editing.countDown();
            // as one waits for the lock that the thread below holds
            return await(changed) ? "written" : "stuck";
        }, () -> {});
        file.changed();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(file::flush, Thread::startVirtualThread);
        assertThat(editing.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture.runAsync(() -> {
            file.changed();
            assertThat(file.problem()).isNull();
            changed.countDown();
        }, Thread::startVirtualThread).get(1, TimeUnit.MINUTES);
        writing.get(1, TimeUnit.MINUTES);
        assertThat(folder.resolve("a")).hasContent("written");
    }

    @Test
    void whatIsThereAndCannotBeReadIsNotOverwritten() throws Exception {
        Path folderInItsPlace = Files.createDirectory(folder.resolve("b"));
        AtomicInteger edits = new AtomicInteger();
        try (LateFile file = new LateFile(folderInItsPlace, NEVER, old -> "anew " + edits.incrementAndGet(), () -> {})) {
            file.changed();
            file.flush();
            assertThat(file.problem()).contains("Cannot read");
        }
        assertThat(edits).hasValue(0);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
