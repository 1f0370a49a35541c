package dev.howdah.testing;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Who;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Audit logs for tests: real files. */
public final class Audits {
    private Audits() {}

    /** One in a folder of its own below the build's. */
    public static AuditLog scratch() {
        try {
            Path all = Files.createDirectories(Path.of("target", "test-audit"));
            return in(Files.createTempDirectory(all, "a"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static AuditLog in(Path folder) {
        return new AuditLog(folder, new Who("tester", "here", ProcessHandle.current().pid()), InstantSource.system());
    }
}
