package dev.howdah.app;

import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** German words are longer: no text is cut off at any size there either. */
@Isolated("it changes the language")
class GermanAccessibilityTest {
    private static final String BEFORE = Objects.requireNonNullElse(System.getProperty(Text.PROPERTY), Text.language());

    private static ReadableWindow window;

    @BeforeAll
    static void openWindow(@TempDir Path home) {
        System.setProperty(Text.PROPERTY, "de");
        window = new ReadableWindow(home);
    }

    @AfterAll
    static void closeWindow() {
        window.close();
        System.setProperty(Text.PROPERTY, BEFORE);
    }

    static List<String> tabs() {
        return WindowWalk.TABS;
    }

    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("tabs")
    void everyPartIsReadable(String tab) {
        window.shows(tab);
    }

    @Test
    void sheetsAreReachedNamedAndReadableAndKeepTheKeyboard() {
        window.reachesSheets();
    }

    @Test
    void theFrameHasRoomAtEverySize() {
        window.showsItsFrame();
    }
}
