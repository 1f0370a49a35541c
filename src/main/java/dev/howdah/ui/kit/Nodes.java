package dev.howdah.ui.kit;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Small nodes that all tabs are built of. */
public final class Nodes {
    private static final Duration TIP_DELAY = Duration.millis(300);

    private Nodes() {}

    public static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** Shows a node, and gives it room, only while this is true. */
    public static void when(ObservableValue<Boolean> shown, Node node) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(node.visibleProperty());
    }

    /** A sentence that wraps. */
    public static Label paragraph(String text, String... styles) {
        Label label = label(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A word or figure with an icon, coloured by its meaning. */
    public static Label tag(String text, Tone tone) {
        Label tag = label(text, "tag", tone.style());
        Icons icon = icon(tone);
        if (icon != null) {
            tag.setGraphic(icon.node(12));
        }
        return tag;
    }

    static @Nullable Icons icon(Tone tone) {
        return switch (tone) {
            case BAD -> Icons.BAD;
            case LOOK -> Icons.LOOK;
            case GOOD -> Icons.GOOD;
            case INFO -> Icons.INFO;
            case NEUTRAL -> null;
        };
    }

    /** A plain button. */
    public static Button button(String text, @Nullable Icons icon, Runnable action) {
        Button button = icon == null ? new Button(text) : new Button(text, icon.node(14));
        button.setMnemonicParsing(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(e -> action.run());
        return button;
    }

    /** The one button of a card that is meant to be pressed. */
    public static Button primary(String text, @Nullable Icons icon, Runnable action) {
        Button button = button(text, icon, action);
        button.getStyleClass().add("accent");
        return button;
    }

    /** A button that takes something away: red outline; its text says what it does. */
    public static Button destructive(String text, @Nullable Icons icon, Runnable action) {
        Button button = button(text, icon, action);
        button.getStyleClass().addAll("button-outlined", "danger");
        return button;
    }

    /** An icon to press, with its name as a tooltip and for screen readers. */
    public static Button iconButton(String name, Icons icon, Runnable action) {
        Button button = new Button("", icon.node());
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(name);
        button.setTooltip(tip(name));
        button.setOnAction(e -> action.run());
        return button;
    }

    /** Tab goes on to the next field, as everywhere else; Ctrl+Tab writes a tab. */
    public static TextArea leaving(TextArea area) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.TAB && !e.isShortcutDown() && !e.isAltDown()) {
                area.requestFocusTraversal(e.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                e.consume();
            }
        });
        return area;
    }

    public static Tooltip tip(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setShowDelay(TIP_DELAY);
        tip.setMaxWidth(480);
        tip.setWrapText(true);
        return tip;
    }

    public static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    public static VBox column(Node... nodes) {
        return new VBox(8, nodes);
    }

    /** Takes the free room of a row. */
    public static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    public static <N extends Node> N grow(N node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        VBox.setVgrow(node, Priority.ALWAYS);
        return node;
    }

    public static <N extends Node> N styled(N node, String... styles) {
        node.getStyleClass().addAll(styles);
        return node;
    }

    /** Why nothing is here and what to do about it. */
    public static Node empty(String sentence, String hint, Node... buttons) {
        VBox box = new VBox(8, Icons.EMPTY.node(24), paragraph(sentence, "empty-title"));
        if (!hint.isEmpty()) {
            box.getChildren().add(paragraph(hint, "text-muted"));
        }
        if (buttons.length > 0) {
            HBox row = row(buttons);
            row.setAlignment(Pos.CENTER);
            box.getChildren().add(row);
        }
        box.setAlignment(Pos.CENTER);
        return styled(box, "empty");
    }

    /** One chip for each thing that is missing; pressing it copies the statement that mends it. */
    public static Node lacks(ObservableValue<List<Lack>> lacks, Notices notices) {
        FlowPane chips = new FlowPane(8, 4);
        chips.getStyleClass().add("lacks");
        lacks.subscribe(now -> {
            chips.getChildren().setAll(now.stream().map(l -> lack(l, notices)).toList());
            chips.setVisible(!now.isEmpty());
            chips.setManaged(!now.isEmpty());
        });
        return chips;
    }

    /** Shows a node only while its value is known: an empty table would say that there is nothing. */
    public static <N extends Node> N known(N node, Sampled<?> sampled) {
        node.visibleProperty().bind(javafx.beans.binding.Bindings.isNotNull(sampled.value()));
        return node;
    }

    /** One chip of {@link #lacks}. */
    public static Node lack(Lack lack, Notices notices) {
        String remedy = lack.remedy();
        if (remedy == null) {
            return tag(lack.reason(), Tone.LOOK);
        }
        Button chip = button(lack.reason() + " · " + Text.of("kit.lack.copy", firstWord(remedy)), Icons.KEY, () -> {
            Clipboards.copy(remedy);
            notices.info(Text.of("kit.copied", remedy));
        });
        chip.setTooltip(tip(remedy));
        return styled(chip, "lack", "tone-look");
    }

    private static String firstWord(String statement) {
        int blank = statement.indexOf(' ');
        return blank < 0 ? statement : statement.substring(0, blank);
    }
}
