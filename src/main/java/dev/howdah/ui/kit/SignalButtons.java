package dev.howdah.ui.kit;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What can be done to a session in detail: cancel its statement, or terminate it after a question; nothing once it is over. */
public final class SignalButtons {
    private final Button cancel;
    private final Button terminate;
    private final Label said = Nodes.paragraph("");
    private final VBox node;
    private boolean over;

    /** @param who whose session it is, for the question */
    public SignalButtons(Page page, Environment environment, int pid, String who, Runnable onCancel, Runnable onTerminate) {
        cancel = Nodes.button(Text.of("activity.cancel"), Icons.CANCEL, onCancel);
        cancel.setTooltip(Nodes.tip(Text.of("activity.cancel-tip")));
        terminate = Nodes.destructive(Text.of("activity.terminate"), Icons.KILL, () -> page.confirm().ask(
                Question.destructive(Text.of("activity.terminate-ask", pid, who), Text.of("activity.terminate-consequence"),
                        Text.of("activity.terminate"), environment), onTerminate));
        said.setId("signal-over");
        said.setVisible(false);
        said.setManaged(false);
        node = new VBox(8, said, Nodes.row(cancel, Nodes.spring(), terminate));
    }

    public Node node() {
        return node;
    }

    /** Whether it runs a statement now: one that does nothing has nothing to cancel. */
    public void working(boolean working) {
        cancel.setDisable(over || !working);
    }

    public boolean isOver() {
        return over;
    }

    /** It is over: says so, and both buttons are off for good. */
    public void over(String words) {
        over = true;
        said.setText(words);
        said.setVisible(true);
        said.setManaged(true);
        cancel.setDisable(true);
        terminate.setDisable(true);
    }
}
