package dev.howdah.ui.shell;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Badge;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.TabSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The tabs, from top to bottom. */
final class RailView {
    private static final PseudoClass WIDE = PseudoClass.getPseudoClass("wide");

    private final ShellModel model;
    private final ShellController controller;
    private final VBox tabs = new VBox();
    private final Map<String, Runnable> badges = new HashMap<>();
    private final VBox root;

    RailView(ShellModel model, ShellController controller) {
        this.model = model;
        this.controller = controller;
        // in a low window, or drawn large, the last tabs are reached by scrolling
        ScrollPane scroll = new ScrollPane(tabs);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("rail-scroll");
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button widen = Nodes.iconButton(Text.of("shell.rail"), Icons.WIDEN, controller::onRail);
        widen.setId("rail-widen");
        root = new VBox(scroll, widen);
        root.setMinHeight(0);
        root.getStyleClass().add("rail");
        root.setAlignment(Pos.TOP_CENTER);
        model.connected.subscribe(c -> fill(model.tabs()));
        model.tab.subscribe(this::mark);
        model.badges.subscribe(b -> badges.values().forEach(Runnable::run));
        model.wideRail.subscribe(wide -> {
            root.pseudoClassStateChanged(WIDE, wide);
            widen.setGraphic((wide ? Icons.NARROW : Icons.WIDEN).node());
            fill(model.tabs());
        });
    }

    Node root() {
        return root;
    }

    private void fill(List<TabSpec> specs) {
        badges.clear();
        tabs.getChildren().setAll(specs.stream().map(this::tab).toList());
        mark(model.tab.get());
    }

    private Node tab(TabSpec spec) {
        boolean wide = model.wideRail.get();
        ToggleButton button = new ToggleButton(spec.title(), spec.icon().node(wide ? 18 : 20));
        button.setId("tab-" + spec.id());
        button.setUserData(spec);
        button.getStyleClass().setAll("rail-tab");
        button.setMnemonicParsing(false);
        button.setContentDisplay(wide ? ContentDisplay.LEFT : ContentDisplay.TOP);
        button.setAlignment(wide ? Pos.CENTER_LEFT : Pos.CENTER);
        button.setMaxWidth(Double.MAX_VALUE);
        int place = model.tabs().indexOf(spec) + 1;
        button.setTooltip(Nodes.tip(place < 10 ? Text.of("shell.tab-key", spec.title(), place) : spec.title()));
        button.setOnAction(e -> {
            button.setSelected(true);
            controller.onTab(spec);
        });
        Label badge = Nodes.label("", "badge");
        badge.setMouseTransparent(true);
        StackPane.setAlignment(badge, wide ? Pos.CENTER_RIGHT : Pos.TOP_RIGHT);
        ObservableValue<Badge> own = spec.badge();
        own.subscribe(b -> show(badge, b, found(spec)));
        badges.put(spec.id(), () -> show(badge, own.getValue(), found(spec)));
        return new StackPane(button, badge);
    }

    /** What checks and alerts have for that tab. */
    private Badge found(TabSpec spec) {
        return model.badges.get().getOrDefault(spec.id(), Badge.NONE);
    }

    /** A tab's own mark goes before what was found for it. */
    private static void show(Label label, Badge own, Badge found) {
        Badge badge = own.count() > 0 ? own : found;
        label.setVisible(badge.count() > 0);
        label.setText(badge.count() > 99 ? "99+" : String.valueOf(badge.count()));
        label.getStyleClass().setAll("badge", badge.tone().style());
    }

    private void mark(@Nullable TabSpec chosen) {
        for (Node node : tabs.getChildren()) {
            ToggleButton button = (ToggleButton) ((StackPane) node).getChildren().getFirst();
            button.setSelected(button.getUserData().equals(chosen));
        }
    }
}
