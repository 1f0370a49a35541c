package dev.howdah.engine.cluster;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of Howdah's own could not be made or started; the message is a sentence for people. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What the file system said, without the class names of its exceptions. */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        String message = e.getMessage();
        return e instanceof java.nio.file.AccessDeniedException || message == null ? "permission denied" : message;
    }
}
