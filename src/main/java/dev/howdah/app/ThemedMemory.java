package dev.howdah.app;

import dev.howdah.ui.kit.Memory;
import java.util.List;
import java.util.Locale;

/**
 * The window's memory, but for the theme and the size: those are settings, which people also write by hand.
 *
 * @param rest for everything else
 */
record ThemedMemory(Memory rest, Settings settings) implements Memory {
    private static final String WINDOW_KEY = "shell.theme";
    private static final String SETTING = "window.theme";
    private static final String SYSTEM = "system";
    private static final String SCALE_KEY = "shell.scale";
    private static final String SCALE = "ui.scale";

    @Override
    public String get(String key, String ifAbsent) {
        if (key.equals(SCALE_KEY)) {
            return String.valueOf(settings.number(SCALE, 80, 200, 100));
        }
        if (!key.equals(WINDOW_KEY)) {
            return rest.get(key, ifAbsent);
        }
        String theme = settings.word(SETTING, List.of(SYSTEM, "dark", "light"), SYSTEM);
        return theme.equals(SYSTEM) ? ifAbsent : theme.toUpperCase(Locale.ROOT);
    }

    @Override
    public void put(String key, String value) {
        if (key.equals(WINDOW_KEY)) {
            settings.set(SETTING, value.toLowerCase(Locale.ROOT));
        } else if (key.equals(SCALE_KEY)) {
            settings.set(SCALE, Long.valueOf(value));
        } else {
            rest.put(key, value);
        }
    }
}
