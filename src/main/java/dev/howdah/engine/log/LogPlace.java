package dev.howdah.engine.log;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a server's log files are: a folder, or the server itself. */
public interface LogPlace {
    /** So much older than the newest file is what is no longer written. */
    Duration STALE = Duration.ofHours(1);

    /** One file, as long as it was when it was looked at. */
    record LogFile(String name, long size, Instant modified) {
        /** csv, json or log. */
        String form() {
            return name.endsWith(".csv") ? "csv" : name.endsWith(".json") ? "json" : "log";
        }
    }

    /** All files, oldest first. */
    List<LogFile> files() throws IOException;

    /** Reads from {@code offset} of a file on. @return how many bytes, 0 at its end */
    int read(LogFile file, long offset, byte[] b, int start, int length) throws IOException;

    /** A file that is read on and on; it is the same one still when it is given another name, or another file gets its own. Not thread-safe. */
    interface Held extends Closeable {
        /** @return how many bytes from {@code offset} on, 0 at its end */
        int read(long offset, byte[] b, int start, int length) throws IOException;

        /** Whether it is what one finds under its name. */
        boolean inPlace();
    }

    /** Holds a file by its name: a server gives its logs no other. @throws IOException when it is not there, for one that would be opened */
    default Held hold(LogFile file) throws IOException {
        return new Held() {
            @Override
            public int read(long offset, byte[] b, int start, int length) throws IOException {
                return LogPlace.this.read(file, offset, b, start, length);
            }

            @Override
            public boolean inPlace() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    /**
     * The files of the form that tells most, csv before json before stderr, oldest first; of forms that are still written to: what the server wrote
     * before its log_destination was changed says nothing about today.
     */
    default List<LogFile> ofOneForm() throws IOException {
        List<LogFile> all = new ArrayList<>(files());
        all.sort(Comparator.comparing(LogFile::modified).thenComparing(LogFile::name));
        Instant newest = all.stream().filter(f -> f.size() > 0).map(LogFile::modified).max(Comparator.naturalOrder()).orElse(Instant.MIN);
        for (String form : List.of("csv", "json")) {
            List<LogFile> some = all.stream().filter(f -> f.form().equals(form) && f.size() > 0).toList();
            if (!some.isEmpty() && Duration.between(some.getLast().modified(), newest).compareTo(STALE) < 0) {
                return some;
            }
        }
        return all.stream().filter(f -> "log".equals(f.form())).toList();
    }

    /** Some of the files, read one after the other. */
    default LogInput open(List<LogFile> files) {
        return new PlaceInput(this, files);
    }
}
