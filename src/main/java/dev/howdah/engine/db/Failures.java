package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Errors and odd texts in words. */
public final class Failures {
    private Failures() {}

    /** What the file system said, without the class names of its exceptions. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> Text.of("target.reason-denied");
            case NoSuchFileException missing -> Text.of("target.reason-missing");
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /** A text from outside as it may stand in a sentence: control characters as escapes, at most 60 characters. */
    public static String visible(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().limit(60).forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE || type == Character.LINE_SEPARATOR) {
                result.append(String.format("\\u%04X", c));
            } else {
                result.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > 60 ? result.append('…').toString() : result.toString();
    }
}
