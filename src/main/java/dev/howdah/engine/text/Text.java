package dev.howdah.engine.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The sentences that people read, from {@code resources/i18n/<area>.properties}. Thread-safe.
 *
 * <p>{@code Text.of("pool.active")} reads key {@code active} of area {@code pool}. Patterns are {@link MessageFormat}'s: an
 * apostrophe is written twice. Numbers are inserted as they print in Java, without grouping, unless the pattern asks for a
 * number or choice format: callers format figures themselves.
 *
 * <p>The language is that of the system property {@link #PROPERTY}, else the system's; English where Howdah does not speak that one.
 */
public final class Text {
    /** The system property that says in which language, as one of {@link #LANGUAGES}. */
    public static final String PROPERTY = "howdah.language";

    /** What Howdah speaks, as ISO 639 codes. */
    public static final List<String> LANGUAGES = List.of("en", "de");

    private Text() {}

    /** The language spoken, one of {@link #LANGUAGES}. */
    public static String language() {
        String told = System.getProperty(PROPERTY);
        String language = told == null ? Locale.getDefault(Locale.Category.DISPLAY).getLanguage() : told;
        return LANGUAGES.contains(language) ? language : LANGUAGES.getFirst();
    }

    /** In whose manner texts and figures are written: the root locale for English. */
    public static Locale locale() {
        String language = language();
        // English is the root: asked for by name, the bundles would fall back to the system's language.
        return language.equals(LANGUAGES.getFirst()) ? Locale.ROOT : Locale.of(language);
    }

    /** The user's language for names of days and months, which the root locale does not have. */
    public static Locale names() {
        Locale locale = locale();
        return locale.equals(Locale.ROOT) ? Locale.ENGLISH : locale;
    }

    /** The text of a key in the user's language with its arguments inserted; the key itself between marks when it is missing. */
    public static String of(String key, @Nullable Object... args) {
        int dot = key.indexOf('.');
        try {
            ResourceBundle bundle = ResourceBundle.getBundle("i18n." + key.substring(0, dot), locale());
            String pattern = bundle.getString(key.substring(dot + 1));
            return new MessageFormat(pattern, bundle.getLocale()).format(plain(pattern, args));
        } catch (MissingResourceException e) {
            return "!" + key + "!";
        }
    }

    /** A key's text as it stands, for patterns of another kind; the English one where the language has none. */
    public static String raw(String key, String english) {
        int dot = key.indexOf('.');
        if (language().equals(LANGUAGES.getFirst())) {
            return english;
        }
        try {
            return ResourceBundle.getBundle("i18n." + key.substring(0, dot), locale()).getString(key.substring(dot + 1));
        } catch (MissingResourceException e) {
            return english;
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
