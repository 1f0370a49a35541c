package dev.howdah.engine.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that only their owner may read, and files that are never seen half written. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes a folder that only its owner may enter, or takes the others' rights away from one that is there. */
    public static void folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (posix(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /**
     * Makes a 0600 file that is not there yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException when it is
     */
    public static void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(file, OWNER))) {
            writeAll(channel, content);
        }
    }

    /** Writes a 0600 file in one step: readers see the old content or the new one. */
    public static void replace(Path file, byte[] content) throws IOException {
        replace(file, content, OWNER);
    }

    /** The same for a file that keeps the permissions it has; 0600 when it is new. A symbolic link stays one. */
    public static void replaceKeeping(Path file, byte[] content) throws IOException {
        Path real = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
        boolean known = Files.exists(real) && posix(real);
        replace(real, content, known ? Files.getPosixFilePermissions(real, LinkOption.NOFOLLOW_LINKS) : OWNER);
    }

    private static void replace(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new java.nio.file.AccessDeniedException(file.toString());
        }
        // two threads may write the same file, such as the watchers of two profiles of one server
        Path half = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".new");
        try {
            Files.deleteIfExists(half);
            try (FileChannel channel = FileChannel.open(
                    half, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(file, permissions))) {
                writeAll(channel, content);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
