package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every part of every tab: what the keyboard reaches has a name and shows that it was reached, the Tab key goes round and is caught
 * nowhere, no text is cut off at any size, and all of it stands out from its ground in both themes.
 */
@ResourceLock("javafx")
class AccessibilityTest {
    private static ReadableWindow window;

    @BeforeAll
    static void openWindow(@TempDir Path home) {
        window = new ReadableWindow(home);
    }

    @AfterAll
    static void closeWindow() {
        window.close();
    }

    static List<String> tabs() {
        return WindowWalk.TABS;
    }

    @ParameterizedTest
    @MethodSource("tabs")
    void everyPartIsReachedNamedAndReadable(String tab) {
        window.reaches(tab);
    }

    @Test
    void sheetsAreReachedNamedAndReadableAndKeepTheKeyboard() {
        window.reachesSheets();
    }

    @Test
    void everyTabIsWalkedThrough() {
        assertThat(window.ids()).containsExactlyElementsOf(WindowWalk.TABS);
    }

    @Test
    void theFrameHasRoomAtEverySize() {
        window.showsItsFrame();
    }
}
