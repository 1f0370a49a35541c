package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.ui.kit.Fx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class WindowMemoryTest {
    @TempDir
    Path folder;

    private WindowMemory memory(Path file) {
        FxWindow.start();
        return FxWindow.call(() -> new WindowMemory(file, Fx.live()));
    }

    @Test
    void remembersByItselfAfterAMoment() throws Exception {
        Path file = folder.resolve("deep/window.json");
        WindowMemory memory = memory(file);
        FxWindow.run(() -> memory.put("shell.tab", "pool"));
        Await.until("it is written", () -> Files.exists(file));
        assertThat(memory(file).get("shell.tab", "")).isEqualTo("pool");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void writesTheRestWhenTheWindowCloses() {
        Path file = folder.resolve("window.json");
        WindowMemory memory = memory(file);
        FxWindow.run(() -> memory.put("table.widths", "naïve 🐘 \"x\""));
        memory.flush();
        assertThat(memory(file).get("table.widths", "")).isEqualTo("naïve 🐘 \"x\"");
    }

    @Test
    void startsAsAtFirstWithAFileThatIsBroken() throws Exception {
        Path file = folder.resolve("window.json");
        for (String broken : List.of("{\"a\": ", "[1]", "\u0000", "")) {
            Files.writeString(file, broken);
            assertThat(memory(file).get("a", "first")).as(broken).isEqualTo("first");
        }
    }

    @Test
    void saysOnceThatNothingIsRemembered() throws Exception {
        Files.writeString(folder.resolve("file"), "in the way");
        WindowMemory memory = memory(folder.resolve("file/window.json"));
        List<String> told = new CopyOnWriteArrayList<>();
        FxWindow.run(() -> memory.onTrouble(told::add));
        FxWindow.run(() -> memory.put("a", "1"));
        memory.flush();
        Await.until("told", () -> !told.isEmpty());
        FxWindow.run(() -> memory.put("a", "2"));
        memory.flush();
        FxWindow.run(() -> {});
        assertThat(told).singleElement().asString().contains("window.json");
    }

    @Test
    void putsTheWindowWhereItStoodWhenThatIsOnAScreen() {
        WindowMemory memory = memory(folder.resolve("window.json"));
        FxWindow.run(() -> {
            memory.put("window.bounds", "12,34,970,650,0");
            Stage stage = stage(memory);
            assertThat(stage.getX()).isEqualTo(12);
            assertThat(stage.getWidth()).isEqualTo(970);
            stage.setWidth(980);
            assertThat(memory.get("window.bounds", "")).isEqualTo("12,34,980,650,0");
            stage.close();
        });
    }

    @Test
    void leavesAPlaceThatNoScreenShows() {
        WindowMemory memory = memory(folder.resolve("window.json"));
        for (String lost : List.of("90000,90000,970,650,0", "nonsense", "1,2,3,4,5", "0,-5000,970,650,0")) {
            FxWindow.run(() -> {
                memory.put("window.bounds", lost);
                Stage stage = stage(memory);
                assertThat(stage.getX()).as(lost).isLessThan(2000);
                assertThat(stage.getY()).as(lost).isGreaterThan(-100);
                stage.close();
            });
        }
    }

    private static Stage stage(WindowMemory memory) {
        Stage stage = new Stage();
        stage.setScene(new Scene(new StackPane()));
        Bounds.restore(stage, memory);
        stage.show();
        return stage;
    }
}
