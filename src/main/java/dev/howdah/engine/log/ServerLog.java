package dev.howdah.engine.log;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server's own log, read through SQL: for listing the files the role pg_monitor is needed, for reading them the right to
 * execute pg_read_binary_file, which only a superuser has unless it was granted. Thread-safe.
 */
public final class ServerLog implements LogPlace {
    private static final int RANGE = 4 << 20;

    private final Db db;

    public ServerLog(Db db) {
        this.db = db;
    }

    /**
     * How the server writes its log.
     *
     * @param collector whether the logging collector runs: without it there are no files to read
     */
    public record Settings(String prefix, String zone, String destination, boolean collector, String directory,
            String minDuration, String language) {
        /** The escapes that log_line_prefix should have and has not. */
        public List<String> lacks() {
            return new Prefix(prefix).lacks();
        }
    }

    /** A part of a file. */
    public record Part(byte @Nullable [] bytes) {
    }

    /** @throws DbException as every query */
    public Settings settings() {
        return db.one("log/settings", Settings.class);
    }

    /** Options with this server's prefix and time zone. */
    public LogOptions options(LogOptions base) {
        Settings settings = settings();
        try {
            return base.withPrefix(settings.prefix()).withZone(ZoneId.of(settings.zone()));
        } catch (DateTimeException e) {
            return base.withPrefix(settings.prefix());
        }
    }

    /** @throws DbException without the right to list them */
    @Override
    public List<LogFile> files() {
        return db.list("log/files", LogFile.class);
    }

    /** @throws IOException with a {@link DbException} as its cause, without the right to read them */
    @Override
    public int read(LogFile file, long offset, byte[] b, int start, int length) throws IOException {
        try {
            Part part = db.one("log/read", Part.class,
                    Map.of("name", file.name(), "from", offset, "length", (long) Math.min(length, RANGE)));
            byte[] bytes = part.bytes();
            if (bytes == null) {
                return 0;
            }
            System.arraycopy(bytes, 0, b, start, bytes.length);
            return bytes.length;
        } catch (DbException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
