package dev.howdah.engine.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Small logs for tests. */
final class Logs {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private Logs() {}

    static LogReport report(String text, LogOptions options) {
        return report(text.getBytes(StandardCharsets.UTF_8), options);
    }

    static LogReport report(String text) {
        return report(text, LogOptions.DEFAULT.withTop(0));
    }

    static LogReport report(byte[] bytes, LogOptions options) {
        return report(bytes, options, 4096, ChunkReader.LONGEST_ENTRY);
    }

    static LogReport report(byte[] bytes, LogOptions options, int chunk, int longestEntry) {
        try {
            return new LogAnalysis(CLOCK, chunk, longestEntry).run(LogFiles.of(new ByteArrayInputStream(bytes), "test"), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of csvlog as PostgreSQL 15 writes it. */
    static String csv(int line, String severity, String state, String message, String detail) {
        return "2026-11-21 10:00:00.%03d UTC,\"ann\",\"shop\",77,\"[local]\",6b01.4d,%d,\"SELECT\",2026-11-21 09:00:00 UTC,3/1,0,%s,%s,%s,%s,,,,,,,,\"web\",\"client backend\",,42\n"
                .formatted(line % 1000, line, severity, state, quoted(message), detail.isEmpty() ? "" : quoted(detail));
    }

    /** A line of jsonlog. */
    static String json(int line, String message) {
        return "{\"timestamp\":\"2026-11-21 10:00:00.%03d UTC\",\"user\":\"ann\",\"dbname\":\"shop\",\"pid\":77,\"session_id\":\"6b01.4d\",\"line_num\":%d,\"error_severity\":\"LOG\",\"message\":\"%s\",\"application_name\":\"web\"}\n"
                .formatted(line % 1000, line, message.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }

    private static String quoted(String s) {
        return '"' + s.replace("\"", "\"\"") + '"';
    }
}
