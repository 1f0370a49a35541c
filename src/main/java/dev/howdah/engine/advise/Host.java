package dev.howdah.engine.advise;

import dev.howdah.engine.db.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine on which a server runs, as far as it is known: SQL does not tell it. Immutable.
 *
 * @param memory in bytes; 0 when not known
 * @param cores that the server may use; 0 when not known
 * @param storage kind of disk
 */
public record Host(long memory, int cores, Storage storage) {
    public static final Host UNKNOWN = new Host(0, 0, Storage.UNKNOWN);

    /** What the data lies on. */
    public enum Storage {
        SOLID_STATE,
        SPINNING,
        UNKNOWN
    }

    /** This machine for a target that is reached over loopback only, else unknown. A tunnel looks like loopback: people may correct it. */
    public static Host of(Target target) {
        boolean local = target.hosts().stream().map(Target.Host::name)
                .allMatch(n -> n.equals("localhost") || n.equals("::1") || n.startsWith("127."));
        return local ? here() : UNKNOWN;
    }

    /** The machine on which this process runs. Its storage is told on Linux only. */
    public static Host here() {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 0;
        return new Host(memory, Runtime.getRuntime().availableProcessors(), storage(Path.of("/sys/block")));
    }

    /** Solid state when no disk turns; unknown when there is nothing to read. */
    static Storage storage(Path disks) {
        boolean any = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(disks)) {
            for (Path disk : all) {
                Path turning = disk.resolve("queue/rotational");
                if (real(disk) && Files.isReadable(turning)) {
                    any = true;
                    if (Files.readString(turning).strip().equals("1")) {
                        return Storage.SPINNING;
                    }
                }
            }
        } catch (IOException e) {
            return Storage.UNKNOWN;
        }
        return any ? Storage.SOLID_STATE : Storage.UNKNOWN;
    }

    private static boolean real(Path disk) {
        String name = disk.getFileName().toString();
        return !name.startsWith("loop") && !name.startsWith("ram") && !name.startsWith("zram") && !name.startsWith("sr");
    }
}
