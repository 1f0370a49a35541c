package dev.howdah.ui.shell;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Problems;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/** What stands in the window while no server is open: what is being opened, or the servers to choose from and the way to another. */
final class StartView {
    private static final double WIDTH = 360;
    /** Of a button, left and right together. */
    private static final double INSIDE = 26;
    /** More stand in the switcher and the palette. */
    private static final int MOST = 8;

    private final ShellModel model;
    private final ShellController controller;
    private final Runnable connect;

    StartView(ShellModel model, ShellController controller, Runnable connect) {
        this.model = model;
        this.controller = controller;
        this.connect = connect;
    }

    Node node() {
        String opening = model.opening.get();
        return opening == null ? choice() : underWay(opening);
    }

    private Node underWay(String opening) {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setMaxSize(32, 32);
        Button stop = Nodes.button(Text.of("shell.opening-stop"), null, controller::onGiveUp);
        stop.setId("start-stop");
        VBox box = new VBox(16, turning, Nodes.label(Text.of("shell.opening", opening)), stop);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private Node choice() {
        List<Entry> known = model.known.get();
        VBox servers = Nodes.column();
        servers.setMaxWidth(WIDTH);
        known.stream().limit(MOST).map(this::server).forEach(servers.getChildren()::add);
        Button other = Nodes.primary(Text.of("shell.connect"), Icons.CONNECT, connect);
        other.setMaxWidth(WIDTH);
        other.setId("start-connect");
        VBox box = new VBox(8, Nodes.label(Text.of("shell.nothing"), "page-title"), Nodes.paragraph(Text.of("shell.nothing-hint"), "text-muted"), servers);
        if (known.size() > MOST) {
            box.getChildren().add(Nodes.label(Text.of("shell.nothing-more", known.size() - MOST), "text-muted"));
        }
        box.getChildren().add(other);
        box.setAlignment(Pos.CENTER);
        Problem problem = model.openProblem.get();
        return problem == null ? box : Nodes.styled(new VBox(8, Problems.box(problem, controller::onAgain), Nodes.grow(box)), "page");
    }

    private Node server(Entry entry) {
        String environment = entry.environment().name().toLowerCase(Locale.ROOT);
        String text = entry.environment() == Environment.SANDBOX ? Text.of("shell.nothing-sandbox", entry.name()) : entry.name();
        String kind = Text.of("shell.environment." + environment);
        Button button = Nodes.button("", null, () -> controller.onOpen(entry));
        Circle dot = new Circle(4);
        dot.getStyleClass().addAll("environment-dot", environment);
        HBox row = Nodes.row(dot, Nodes.label(text));
        if (entry.environment() != Environment.SANDBOX) {
            Label word = Nodes.label(kind, "text-muted");
            word.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().addAll(Nodes.spring(), word);
        }
        row.setPrefWidth(WIDTH - INSIDE);
        button.setGraphic(row);
        button.setMinWidth(0);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(text + ", " + kind);
        button.setTooltip(Nodes.tip(text + "\n" + kind));
        button.setId("start-" + entry.name());
        return button;
    }
}
