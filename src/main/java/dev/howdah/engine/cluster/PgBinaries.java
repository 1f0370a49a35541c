package dev.howdah.engine.cluster;

import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.XZFormatException;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL servers that Howdah carries: one jar a major version, unpacked once into the user's cache folder. Thread-safe,
 * also between processes.
 */
public final class PgBinaries {
    private final Path jars;
    private final Path cache;

    /**
     * @param jars folder with {@code postgres-<major>.jar}
     * @param cache folder to unpack into; made when missing
     */
    public PgBinaries(Path jars, Path cache) {
        this.jars = jars;
        this.cache = cache;
    }

    /** The major versions at hand, newest first; empty when none is. */
    public List<Integer> majors() {
        try (Stream<Path> files = Files.isDirectory(jars) ? Files.list(jars) : Stream.empty()) {
            return files.map(p -> p.getFileName().toString())
                    .filter(n -> n.matches("postgres-\\d+\\.jar"))
                    .map(n -> Integer.valueOf(n.replaceAll("\\D", "")))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The folder that holds {@code bin}, {@code lib} and {@code share} of a major version.
     *
     * @throws ClusterException when the version is not carried, or the cache folder cannot be written
     */
    public Path home(int major) {
        Path jar = jars.resolve("postgres-" + major + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new ClusterException(Text.of("cluster.no-binaries", major, jars), null);
        }
        try {
            Path home = cache.resolve("postgres-" + major + "-" + Files.size(jar));
            if (!Files.exists(home.resolve("bin"))) {
                unpackOnce(jar, home);
            }
            return home;
        } catch (ZipException | CorruptedInputException | XZFormatException e) {
            throw new ClusterException(Text.of("cluster.damaged-binaries", jar), e);
        } catch (IOException e) {
            throw new ClusterException(Text.of("cluster.cannot-unpack", cache, ClusterException.reason(e)), e);
        }
    }

    private void unpackOnce(Path jar, Path home) throws IOException {
        Files.createDirectories(cache);
        Path lockFile = cache.resolve(home.getFileName() + ".lock");
        synchronized (PgBinaries.class) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(home.resolve("bin"))) {
                    Path half = Files.createTempDirectory(cache, "unpack");
                    try {
                        unpack(jar, half);
                        Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
                    } finally {
                        Trees.delete(half);
                    }
                }
            }
        }
    }

    private static void unpack(Path jar, Path into) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = file.stream()
                    .filter(e -> e.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no archive in " + jar));
            try (InputStream in = file.getInputStream(archive);
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
                for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                    write(tar, e, into);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry e, Path into) throws IOException {
        Path to = into.resolve(e.getName()).normalize();
        if (!to.startsWith(into)) {
            throw new IOException("archive entry leaves its folder: " + e.getName());
        }
        if (e.isDirectory()) {
            Files.createDirectories(to);
            return;
        }
        Files.createDirectories(to.getParent());
        if (e.isSymbolicLink()) {
            Files.createSymbolicLink(to, Path.of(e.getLinkName()));
            return;
        }
        Files.copy(tar, to);
        if ((e.getMode() & 0100) != 0 && Files.getFileStore(to).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
