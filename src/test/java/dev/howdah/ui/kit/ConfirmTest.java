package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Environment;
import dev.howdah.testing.FxWindow;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class ConfirmTest {
    private final List<String> done = new ArrayList<>();

    private Confirm ask(FxWindow window, Confirm confirm, Question question) {
        FxWindow.run(() -> confirm.ask(question, () -> done.add("done")));
        window.settle();
        return confirm;
    }

    @Test
    void asksForTheNameBeforeSomethingIsDestroyed() {
        FxWindow.start();
        Confirm confirm = FxWindow.call(Confirm::new);
        try (FxWindow window = FxWindow.show(() -> new VBox(new Button("other"), confirm.node()))) {
            ask(window, confirm, Question.destructive("Reset orders?", "All rows are lost.", "Reset orders", Environment.SANDBOX).typing("orders"));
            Button yes = window.robot().lookup("#confirm-yes").queryButton();
            assertThat(yes.isDisabled()).isTrue();
            window.robot().press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
            assertThat(done).isEmpty();
            window.robot().write("order");
            assertThat(yes.isDisabled()).isTrue();
            window.robot().write("s");
            assertThat(yes.isDisabled()).isFalse();
            window.robot().press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
            assertThat(done).containsExactly("done");
            assertThat(confirm.isOpen()).isFalse();
        }
    }

    @Test
    void escapeAndTheDefaultFocusSayNo() {
        FxWindow.start();
        Confirm confirm = FxWindow.call(Confirm::new);
        try (FxWindow window = FxWindow.show(() -> new VBox(new Button("other"), confirm.node()))) {
            ask(window, confirm, Question.destructive("Terminate?", "", "Terminate", Environment.PRODUCTION));
            assertThat(FxWindow.call(() -> window.stage().getScene().getFocusOwner().getId())).isEqualTo("confirm-no");
            window.robot().press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
            assertThat(confirm.isOpen()).isFalse();
            ask(window, confirm, Question.of("Analyze?", "", "Analyze", Environment.PRODUCTION));
            window.robot().clickOn("#confirm-yes");
            assertThat(done).containsExactly("done");
            ask(window, confirm, Question.of("Analyze?", "", "Analyze", Environment.PRODUCTION));
            FxWindow.run(confirm::withdraw);
            assertThat(confirm.isOpen()).isFalse();
            assertThat(done).containsExactly("done");
        }
    }
}
