package dev.howdah.engine.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the files of {@code resources/checks}, in a folder or in a jar: a check is added by adding its file. */
final class CheckCatalogue {
    private static final String GROUPS = "groups";

    private CheckCatalogue() {}

    /** All checks, in the order of the file {@code groups} and then by id. */
    static List<Check> load() {
        try {
            URL groups = Objects.requireNonNull(CheckCatalogue.class.getResource("/checks/" + GROUPS));
            URI uri = groups.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return read(Objects.requireNonNull(Path.of(uri).getParent()));
            }
            String inside = uri.getRawSchemeSpecificPart();
            Path jar = Path.of(URI.create(inside.substring(0, inside.indexOf("!/"))));
            try (FileSystem files = FileSystems.newFileSystem(jar)) {
                return read(files.getPath("/checks"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Check> read(Path folder) throws IOException {
        List<Check> all = new ArrayList<>();
        for (String group : Files.readAllLines(folder.resolve(GROUPS))) {
            try (Stream<Path> files = Files.list(folder.resolve(group))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
                    String id = file.getFileName().toString().replaceFirst("\\.sql$", "");
                    all.add(Check.parse(group, id, Files.readString(file)));
                }
            }
        }
        return List.copyOf(all);
    }
}
