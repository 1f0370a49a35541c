package dev.howdah.ui.kit;

import java.time.Duration;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/** Mutes something: a reason, then for how long. The reason comes first, since who comes later wants to know it. */
public final class MuteRow {
    private final TextField reason = new TextField();
    private final MenuButton mute;
    private final Deed deed;

    /** What is done then. */
    public interface Deed {
        /** @param length null for always */
        void mute(@Nullable Duration length, String reason);
    }

    /**
     * @param id of the row's parts: {@code <id>-reason} and {@code <id>-mute}
     * @param prompt what the reason's field asks for
     */
    public MuteRow(String id, String prompt, MenuButton mute, Deed deed) {
        this.mute = mute;
        this.deed = deed;
        reason.setId(id + "-reason");
        reason.setPromptText(prompt);
        reason.setAccessibleText(prompt);
        mute.setId(id + "-mute");
        mute.disableProperty().bind(reason.textProperty().map(String::isBlank));
    }

    /** One more length to choose; null for always. */
    public MuteRow length(String text, @Nullable Duration length) {
        MenuItem item = new MenuItem(text);
        item.setOnAction(e -> deed.mute(length, Objects.requireNonNullElse(reason.getText(), "").strip()));
        mute.getItems().add(item);
        return this;
    }

    public Node node() {
        return Nodes.row(Nodes.grow(reason), mute);
    }
}
