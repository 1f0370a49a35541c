package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinFolderTest {
    @TempDir
    Path temp;

    @Test
    void isOnDiskWhereNoMemoryIsToBeHad() throws IOException {
        assertThat(TwinFolder.create(temp.resolve("nowhere"), temp.resolve("cache"))).isDirectory().hasParent(temp.resolve("cache"));
        assertThat(TwinFolder.create(temp, temp.resolve("cache"))).hasParent(temp.resolve("cache"));
    }
}
