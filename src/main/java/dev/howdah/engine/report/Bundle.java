package dev.howdah.engine.report;

import dev.howdah.engine.db.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files for whoever helps, in one archive. Whatever is put in is scrubbed first; there is no other way in. Not thread-safe. */
public final class Bundle {
    private static final String CONTENTS = "contents.txt";

    private final Scrub scrub;
    private final List<Item> items = new ArrayList<>();

    /**
     * A file of the bundle.
     *
     * @param why what it tells, for people
     */
    public record Item(String name, String why, byte[] content) {}

    public Bundle(Scrub scrub) {
        this.scrub = scrub;
    }

    /** Facts: secrets go. */
    public void facts(String name, String why, String content) {
        add(name, why, scrub.secrets(content));
    }

    /** Lines of a log: secrets and constants go. */
    public void log(String name, String why, String content) {
        add(name, why, scrub.log(content));
    }

    private void add(String name, String why, String content) {
        items.add(new Item(scrub.secrets(name), why, content.getBytes(StandardCharsets.UTF_8)));
    }

    public List<Item> items() {
        return List.copyOf(items);
    }

    /** One line a file: name, size in bytes, what it tells. */
    public List<String> list() {
        return items.stream().map(i -> String.format(Locale.ROOT, "%-28s %9d  %s", i.name(), i.content().length, i.why())).toList();
    }

    /**
     * Writes the archive as a 0600 file, in one step.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void write(Path file) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                entry(zip, CONTENTS, (String.join("\n", list()) + "\n").getBytes(StandardCharsets.UTF_8));
                for (Item item : items) {
                    entry(zip, item.name(), item.content());
                }
            }
            PrivateFiles.replace(file.toAbsolutePath(), bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
