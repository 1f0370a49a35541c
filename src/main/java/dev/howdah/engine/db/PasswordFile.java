package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passwords from {@code .pgpass} ({@code hostname:port:database:username:password}), by the rules of passwordFromFile in libpq's
 * fe-connect.c: the first line that fits, {@code *} for anything, a backslash before a colon or backslash, and a file that others
 * may read is not used at all.
 */
final class PasswordFile {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Surroundings surroundings;
    private final Path file;

    /** @param named the file that the address names, or null */
    PasswordFile(Surroundings surroundings, @Nullable String named) {
        this.surroundings = surroundings;
        String path = named != null ? named : surroundings.get("PGPASSFILE");
        Path usual = surroundings.windows()
                ? surroundings.roaming().resolve("postgresql").resolve("pgpass.conf")
                : surroundings.home().resolve(".pgpass");
        this.file = path == null ? usual : surroundings.path(path);
    }

    /** Why the file is there but is not used; null when it is fine or not there. */
    @Nullable String warning() {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            if (!Files.isRegularFile(file)) {
                return Text.of("target.pgpass-no-file", surroundings.shown(file));
            }
            return openToOthers(file) ? Text.of("target.pgpass-open", surroundings.shown(file)) : null;
        } catch (IOException e) {
            return Text.of("target.unreadable", surroundings.shown(file), Failures.reason(e));
        }
    }

    /** The password for the first of the hosts that has one, or null. */
    @Nullable Secret find(List<Target.Host> hosts, String database, String user) {
        if (!Files.isRegularFile(file) || warning() != null) {
            return null;
        }
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            for (Target.Host host : hosts) {
                for (String line : lines) {
                    String password = password(line, host.name(), String.valueOf(host.port()), database, user);
                    if (password != null) {
                        return new Secret(password);
                    }
                }
            }
            return null;
        } catch (IOException e) {
            throw TargetException.of("target.unreadable", surroundings.shown(file), Failures.reason(e));
        }
    }

    static @Nullable String password(String line, String... fields) {
        if (line.startsWith("#")) {
            return null;
        }
        int at = 0;
        for (String field : fields) {
            at = after(line, at, field);
            if (at < 0) {
                return null;
            }
        }
        String password = line.substring(at);
        return password.isEmpty() ? null : unescape(password);
    }

    /** Where the next field begins when this one fits, else -1. */
    private static int after(String line, int start, String wanted) {
        if (line.startsWith("*:", start)) {
            return start + 2;
        }
        int at = start;
        for (int i = 0; at < line.length(); i++, at++) {
            if (line.charAt(at) == ':') {
                return i == wanted.length() ? at + 1 : -1;
            }
            if (line.charAt(at) == '\\' && ++at == line.length()) {
                return -1;
            }
            if (i >= wanted.length() || line.charAt(at) != wanted.charAt(i)) {
                return -1;
            }
        }
        return -1;
    }

    private static String unescape(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            result.append(text.charAt(i));
        }
        return result.toString();
    }

    /** True where the file system knows permissions and others than the owner have any. */
    static boolean openToOthers(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return false;
        }
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }
}
