package dev.howdah.engine.log;

import java.io.IOException;
import java.util.List;

/** Files of a place as one input, each up to the length that it had. */
final class PlaceInput implements LogInput {
    private final LogPlace place;
    private final List<LogPlace.LogFile> files;
    private int file;
    private long offset;
    private long done;

    PlaceInput(LogPlace place, List<LogPlace.LogFile> files) {
        this.place = place;
        this.files = List.copyOf(files);
    }

    @Override
    public int read(byte[] b, int start, int length) throws IOException {
        while (file < files.size()) {
            LogPlace.LogFile current = files.get(file);
            int want = (int) Math.min(length, current.size() - offset);
            int got = want <= 0 ? 0 : place.read(current, offset, b, start, want);
            if (got > 0) {
                offset += got;
                done += got;
                return got;
            }
            file++;
            offset = 0;
        }
        return -1;
    }

    @Override
    public long done() {
        return done;
    }

    @Override
    public long total() {
        return files.stream().mapToLong(LogPlace.LogFile::size).sum();
    }

    @Override
    public List<String> names() {
        return files.stream().map(LogPlace.LogFile::name).toList();
    }

    @Override
    public void close() {
        file = files.size();
    }
}
