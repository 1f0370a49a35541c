package dev.howdah.engine.text;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The sentences that people read, from {@code resources/i18n/<area>.properties}. Thread-safe.
 *
 * <p>{@code Text.of("pool.active")} reads key {@code active} of area {@code pool}. Patterns are {@link MessageFormat}'s: an
 * apostrophe is written twice. Numbers are inserted as they print in Java, without grouping, unless the pattern asks for a
 * number or choice format: callers format figures themselves.
 */
public final class Text {
    private Text() {}

    /** The text of a key in the user's language with its arguments inserted; the key itself between marks when it is missing. */
    public static String of(String key, @Nullable Object... args) {
        int dot = key.indexOf('.');
        try {
            ResourceBundle bundle = ResourceBundle.getBundle("i18n." + key.substring(0, dot));
            String pattern = bundle.getString(key.substring(dot + 1));
            return new MessageFormat(pattern, bundle.getLocale()).format(plain(pattern, args));
        } catch (MissingResourceException e) {
            return "!" + key + "!";
        }
    }

    private static Object[] plain(String pattern, @Nullable Object[] args) {
        boolean formatted = pattern.contains(",choice") || pattern.contains(",number");
        Object[] result = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            result[i] = args[i] instanceof Number n && formatted ? n : String.valueOf(args[i]);
        }
        return result;
    }
}
