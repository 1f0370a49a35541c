package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How every tab is laid out: a bar with its tools, a problem if there is one, the content, a detail at the right, a question below. */
public final class Page {
    private static final double DETAIL_SHARE = 0.64;

    private final HBox bar = Nodes.styled(new HBox(), "page-bar");
    private final VBox above = new VBox(8);
    private final VBox content = new VBox(8);
    private final SplitPane split = new SplitPane();
    private final Confirm confirm = new Confirm();
    private final VBox root;
    private @Nullable Node detail;
    private final Focus focus = new Focus();

    public Page(Node... content) {
        this.content.getChildren().addAll(content);
        if (content.length > 0) {
            VBox.setVgrow(content[content.length - 1], Priority.ALWAYS);
        }
        split.setOrientation(Orientation.HORIZONTAL);
        split.getItems().add(this.content);
        VBox.setVgrow(split, Priority.ALWAYS);
        bar.setVisible(false);
        bar.setManaged(false);
        root = new VBox(bar, above, split, confirm.node());
        root.getStyleClass().add("page");
        root.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE && detail != null) {
                closeDetail();
                e.consume();
            }
        });
    }

    public Parent root() {
        return root;
    }

    /** Tools of the tab, from the left; {@link Nodes#spring} pushes the following ones to the right. */
    public Page bar(Node... tools) {
        bar.getChildren().setAll(tools);
        bar.setVisible(true);
        bar.setManaged(true);
        return this;
    }

    /** Shows the problem above the content while there is one. */
    public Page problem(ObservableValue<? extends @Nullable Problem> problem, Runnable retry) {
        above.getChildren().add(Problems.box(problem, retry));
        return this;
    }

    /** Chips, hints and other small things above the content. */
    public Page note(Node node) {
        above.getChildren().add(node);
        return this;
    }

    public Confirm confirm() {
        return confirm;
    }

    /** Opens the detail of the chosen thing at the right; Escape or its cross closes it. */
    public void detail(String title, Node node) {
        if (detail == null) {
            focus.note(root);
        }
        HBox head = Nodes.row(
                Nodes.label(title, "card-title"),
                Nodes.spring(),
                Nodes.iconButton(Text.of("kit.close"), Icons.CLOSE, this::closeDetail));
        ScrollPane scroll = new ScrollPane(node);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox box = Nodes.styled(new VBox(8, head, scroll), "detail-pane");
        box.setMinWidth(320);
        detail = box;
        if (split.getItems().size() == 1) {
            split.getItems().add(box);
            split.setDividerPositions(DETAIL_SHARE);
        } else {
            double place = split.getDividerPositions()[0];
            split.getItems().set(1, box);
            split.setDividerPositions(place);
        }
    }

    /** The keyboard goes back to where it was when the detail opened, if the detail has it. */
    public void closeDetail() {
        boolean within = detail != null && Focus.isIn(detail);
        if (split.getItems().size() > 1) {
            split.getItems().remove(1);
        }
        detail = null;
        if (within) {
            focus.back();
        } else {
            focus.forget();
        }
    }
}
