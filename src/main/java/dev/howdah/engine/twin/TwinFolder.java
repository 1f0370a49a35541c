package dev.howdah.engine.twin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a twin's files live. They are many, small or sparse, and gone after a while: kept in memory they are made ten times as fast as
 * on a busy disk.
 */
public final class TwinFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 1L << 30;

    private TwinFolder() {}

    /**
     * A new folder for a twin, in memory where there is a gigabyte to spare.
     *
     * @param disk the folder to make it in otherwise; made when it is missing
     */
    public static Path create(Path disk) throws IOException {
        return create(MEMORY, disk);
    }

    static Path create(Path memory, Path disk) throws IOException {
        return Files.createTempDirectory(roomy(memory) ? memory : Files.createDirectories(disk), "howdah-twin");
    }

    private static boolean roomy(Path folder) {
        try {
            return Files.isWritable(folder) && Files.getFileStore(folder).type().equals("tmpfs") && Files.getFileStore(folder).getUsableSpace() > ROOM;
        } catch (IOException e) {
            return false;
        }
    }
}
