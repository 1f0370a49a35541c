package dev.howdah.engine.log;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a server's log files are: a folder, or the server itself. */
public interface LogPlace {

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

    /** The files of the form that tells most, csv before json before stderr, oldest first. */
    default List<LogFile> ofOneForm() throws IOException {
        List<LogFile> all = new ArrayList<>(files());
        all.sort(Comparator.comparing(LogFile::modified).thenComparing(LogFile::name));
        for (String form : List.of("csv", "json")) {
            List<LogFile> some = all.stream().filter(f -> f.form().equals(form) && f.size() > 0).toList();
            if (!some.isEmpty()) {
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
