package dev.howdah.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;

/** Dark or light, for one scene and the popups that it opens. */
public enum Theme {
    DARK,
    LIGHT;

    /** What the system is set to now. */
    public static Theme ofSystem() {
        return Platform.getPreferences().getColorScheme() == ColorScheme.DARK ? DARK : LIGHT;
    }

    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    public void apply(Scene scene) {
        Fonts.load();
        scene.setUserAgentStylesheet(
                this == DARK ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(sheets());
    }

    private List<String> sheets() {
        String own = name().toLowerCase(Locale.ROOT);
        return List.of(sheet("bridge"), sheet(own), sheet("app"), sheet("chart"), sheet("shell"));
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource("/css/" + name + ".css"), name).toExternalForm();
    }
}
