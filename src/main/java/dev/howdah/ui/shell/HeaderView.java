package dev.howdah.ui.shell;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.TimeRange;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** Which server, which time, and the way to everything else. */
final class HeaderView {
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    /** Below this width there is no room for the slider, and below that none for words on the search button. */
    private static final double SLIDER = 900;

    private static final double WORDS = 760;

    private final ShellModel model;
    private final ShellController controller;
    private final Runnable connect;
    private final MenuButton switcher = new MenuButton();
    private final Label environment = Nodes.label("", "environment-name");
    private final Node replay;
    private final Button find;
    private final HBox root;

    HeaderView(ShellModel model, ShellController controller, Node replay, Runnable connect, Runnable search) {
        this.model = model;
        this.controller = controller;
        this.connect = connect;
        this.replay = replay;
        switcher.setId("switcher");
        switcher.setMnemonicParsing(false);
        switcher.setAccessibleText(Text.of("shell.switcher"));
        switcher.setTooltip(Nodes.tip(Text.of("shell.switcher")));
        find = Nodes.button(Text.of("shell.search"), Icons.SEARCH, search);
        find.setAccessibleText(Text.of("shell.search"));
        find.setId("search");
        find.getStyleClass().add("search");
        find.setGraphicTextGap(8);
        Button theme = Nodes.iconButton(Text.of("shell.theme"), Icons.THEME, controller::onTheme);
        theme.setId("theme");
        model.theme.subscribe(t -> theme.setGraphic((t == Theme.DARK ? Icons.THEME : Icons.NIGHT).node()));
        StackPane place = new StackPane(replay);
        place.setMinWidth(0);
        root = new HBox(
                8, switcher, environment, Nodes.grow(place),
                Segments.of(List.of(TimeRange.values()), TimeRange::title, model.range), find,
                Nodes.iconButton(Text.of("shell.refresh"), Icons.REFRESH, controller::onRefresh), theme);
        root.getStyleClass().add("header");
        root.getChildren().forEach(n -> {
            if (n != place && n instanceof Region r) {
                r.setMinWidth(Region.USE_PREF_SIZE);
            }
        });
        root.widthProperty().subscribe(w -> room(w.doubleValue()));
        model.known.subscribe(k -> menu());
        model.connected.subscribe(this::connected);
    }

    Node root() {
        return root;
    }

    /** What is drawn large has less room: the slider's steps are keys too, and search stays as an icon. */
    private void room(double width) {
        boolean unknown = width == 0;
        replay.setVisible(unknown || width >= SLIDER);
        boolean narrow = !unknown && width < WORDS;
        find.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
        find.pseudoClassStateChanged(NARROW, narrow);
    }

    /** Puts the bell before the last buttons. */
    void bell(Node bell) {
        root.getChildren().add(root.getChildren().size() - 2, bell);
    }

    private void connected(@Nullable Connected now) {
        switcher.setText(now == null ? Text.of("shell.no-server") : now.target().name());
        environment.setVisible(now != null);
        if (now != null) {
            String style = FooterView.environmentStyle(now);
            environment.setText(Text.of("shell.environment." + style));
            environment.getStyleClass().setAll("label", "environment-name", style);
        }
    }

    private void menu() {
        switcher.getItems().clear();
        for (Entry entry : model.known.get()) {
            Circle dot = new Circle(4);
            dot.getStyleClass().addAll("environment-dot", entry.environment().name().toLowerCase(Locale.ROOT));
            MenuItem item = new MenuItem(entry.name(), dot);
            item.setMnemonicParsing(false);
            item.setOnAction(e -> controller.onOpen(entry));
            switcher.getItems().add(item);
        }
        MenuItem other = new MenuItem(Text.of("shell.connect"), Icons.ADD.node());
        other.setOnAction(e -> connect.run());
        switcher.getItems().addAll(new SeparatorMenuItem(), other);
    }
}
