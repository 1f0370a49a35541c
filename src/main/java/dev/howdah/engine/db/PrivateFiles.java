package dev.howdah.engine.db;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
import org.jspecify.annotations.Nullable;

/** Files that only their owner may read, and files that are never seen half written. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final int BUFFER = 1 << 16;

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

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
        replace(file, out -> out.write(content), OWNER);
    }

    /** The same for content that comes in pieces; none of it is left when it fails. */
    public static void replace(Path file, Content content) throws IOException {
        replace(file, content, OWNER);
    }

    /**
     * The same for a file that is meant for others too: a new one gets the rights that every new file gets, an old one keeps its own. What
     * is no ordinary file, a pipe or a terminal, is written as it comes.
     */
    public static void replaceOpenly(Path file, Content content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                content.writeTo(out);
            }
            return;
        }
        Path real = Files.exists(file) ? file.toRealPath() : file;
        replace(real, content, Files.exists(real) && posix(real) ? Files.getPosixFilePermissions(real) : null);
    }

    /** The same for a file that keeps the permissions it has; 0600 when it is new. A symbolic link stays one. */
    public static void replaceKeeping(Path file, byte[] content) throws IOException {
        Path real = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
        boolean known = Files.exists(real) && posix(real);
        replace(real, out -> out.write(content), known ? Files.getPosixFilePermissions(real, LinkOption.NOFOLLOW_LINKS) : OWNER);
    }

    private static void replace(Path file, Content content, @Nullable Set<PosixFilePermission> permissions) throws IOException {
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new java.nio.file.AccessDeniedException(file.toString());
        }
        // two threads may write the same file, such as the watchers of two profiles of one server
        Path half = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".new");
        try {
            Files.deleteIfExists(half);
            try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(FileChannel.open(
                    half, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(file, permissions))), BUFFER)) {
                content.writeTo(out);
            }
            try (FileChannel written = FileChannel.open(half, StandardOpenOption.WRITE)) {
                written.force(true);
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

    private static FileAttribute<?>[] attributes(Path file, @Nullable Set<PosixFilePermission> permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return permissions != null && folder != null && posix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
