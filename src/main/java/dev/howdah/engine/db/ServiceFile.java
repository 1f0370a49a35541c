package dev.howdah.engine.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services of {@code pg_service.conf}: the user's file first ({@code PGSERVICEFILE} or {@code ~/.pg_service.conf}), then the
 * machine's, by the rules of parseServiceFile in libpq's fe-connect.c.
 */
final class ServiceFile {
    /** Where Debian, Red Hat and builds from source look when PGSYSCONFDIR does not say. */
    private static final List<String> SYSTEM_FOLDERS =
            List.of("/etc/postgresql-common", "/etc", "/etc/sysconfig/pgsql", "/usr/local/pgsql/etc", "/usr/local/etc");

    private final Surroundings surroundings;

    ServiceFile(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** A service and the file that defines it. */
    record Service(Path file, ConnInfo values) {}

    /**
     * @param file the file that the address itself names, or null
     * @return null when no file defines it
     * @throws TargetException when its lines are wrong
     */
    @Nullable Service find(String name, @Nullable String file) {
        for (Path path : files(file)) {
            ConnInfo values = read(path, name);
            if (values != null) {
                return new Service(path, values);
            }
        }
        return null;
    }

    /** All services that are defined, by name, in the order of the files. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Path file : files(null)) {
            for (String line : lines(file)) {
                if (line.startsWith("[") && line.indexOf(']') > 1) {
                    names.add(line.substring(1, line.indexOf(']')));
                }
            }
        }
        return names;
    }

    /** The files that are looked into, whether they are there or not. */
    List<Path> files(@Nullable String named) {
        List<Path> files = new ArrayList<>();
        String user = named != null ? named : surroundings.get("PGSERVICEFILE");
        Path usual = surroundings.windows()
                ? surroundings.roaming().resolve("postgresql").resolve(".pg_service.conf")
                : surroundings.home().resolve(".pg_service.conf");
        files.add(user == null ? usual : surroundings.path(user));
        String system = surroundings.get("PGSYSCONFDIR");
        if (system != null) {
            files.add(Path.of(system).resolve("pg_service.conf"));
        } else if (!surroundings.windows()) {
            SYSTEM_FOLDERS.forEach(f -> files.add(Path.of(f).resolve("pg_service.conf")));
        }
        return files;
    }

    private @Nullable ConnInfo read(Path file, String name) {
        Map<String, String> values = null;
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (values != null) {
                    break;
                }
                values = line.startsWith("[" + name + "]") ? new LinkedHashMap<>() : null;
            } else if (values != null) {
                parameter(line, surroundings.shown(file), i + 1, values);
            }
        }
        return values == null ? null : new ConnInfo(values);
    }

    private static void parameter(String line, String file, int number, Map<String, String> values) {
        int equals = line.indexOf('=');
        String keyword = equals < 0 ? "" : line.substring(0, equals);
        if (line.startsWith("ldap")) {
            throw TargetException.of("target.service-ldap", number, file);
        }
        if (equals < 0) {
            throw TargetException.of("target.service-equals", number, file);
        }
        if (keyword.equals("service") || keyword.equals("servicefile")) {
            throw TargetException.of("target.service-nested", number, file);
        }
        if (!ConnInfo.known(keyword)) {
            throw TargetException.of("target.service-parameter", number, file, keyword.strip());
        }
        values.putIfAbsent(keyword, line.substring(equals + 1));
    }

    private List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.lines().map(String::strip).toList();
        } catch (IOException e) {
            throw TargetException.of("target.unreadable", surroundings.shown(file), Failures.reason(e));
        }
    }
}
