package dev.howdah.ui.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/** The faces that Howdah brings along, so that figures stand in columns on every system. */
final class Fonts {
    private static final List<String> FILES = List.of("IBMPlexSans-Regular.woff", "IBMPlexSans-SemiBold.woff", "IBMPlexMono-Regular.woff");

    private Fonts() {}

    static void load() {
        for (String file : FILES) {
            try (InputStream in = Fonts.class.getResourceAsStream("/fonts/" + file)) {
                Font.loadFont(in, 13);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
