package dev.howdah.engine.db;

import org.jspecify.annotations.Nullable;

/**
 * Why something cannot be shown, or only in part.
 *
 * @param reason a short sentence for people
 * @param remedy the statement that would mend it, ready to copy; null when no single statement does
 */
public record Lack(String reason, @Nullable String remedy) {}
