package dev.howdah.engine.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A stream of log bytes from one or several places, read once from start to end. Not thread-safe. */
public interface LogInput extends Closeable {

    /** Reads at most {@code length} bytes. @return how many, at least 1 unless {@code length} is 0; -1 at the end */
    int read(byte[] b, int offset, int length) throws IOException;

    /** Bytes of the sources that are read, as they lie on disk. */
    long done();

    /** Bytes of the sources, as they lie on disk; -1 when nobody knows. */
    long total();

    /** What is read, for the report. */
    List<String> names();

    /** Names of packed files that end too early or are broken: what came out of them before that counts. */
    default List<String> damaged() {
        return List.of();
    }
}
