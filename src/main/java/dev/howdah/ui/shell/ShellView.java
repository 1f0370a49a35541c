package dev.howdah.ui.shell;

import dev.howdah.engine.sample.Link;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.util.HashMap;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The frame around the chosen tab. A tab that is not chosen is not in the scene. */
final class ShellView {
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
    /** The room that a tab needs: that of a window of 1280 x 800. */
    private static final double LEAST_WIDTH = 1216;

    private static final double LEAST_HEIGHT = 700;

    private final ShellModel model;
    private final ShellController controller;
    private final StartView start;
    private final Region stripe = new Region();
    private final VBox banner = new VBox();
    private final StackPane place = new StackPane();
    private final ScrollPane room = new ScrollPane();
    private final Map<String, Screen> screens = new HashMap<>();
    private final HeaderView header;
    private final StackPane root;

    ShellView(ShellModel model, ShellController controller, ReplayModel replay, ReplayController through, Kit kit, Overlay overlay, Runnable connect,
            Runnable search) {
        this.model = model;
        this.controller = controller;
        start = new StartView(model, controller, connect);
        stripe.setMinHeight(4);
        place.getStyleClass().add("tab-place");
        HBox middle = new HBox(new RailView(model, controller).root(), place);
        model.scale.subscribe(s -> scaled(middle, s.intValue()));
        HBox.setHgrow(place, Priority.ALWAYS);
        place.setMinWidth(0);
        room.setFitToWidth(true);
        room.setFitToHeight(true);
        room.getStyleClass().add("tab-room");
        HBox.setHgrow(room, Priority.ALWAYS);
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinHeight(0);
        header = new HeaderView(model, controller, new ReplayView(replay, through).root(), connect, search);
        Node bar = new ReplayBar(model, replay, through, kit.clock()).root();
        VBox frame = new VBox(stripe, header.root(), bar, banner, middle, new FooterView(model).root());
        root = new StackPane(frame, overlay);
        root.getStyleClass().add("shell");
        replay.wanted.subscribe(w -> {
            root.pseudoClassStateChanged(PAST, w != null);
            tab();
        });
        model.connected.subscribe(c -> {
            screens.clear();
            stripe.getStyleClass().setAll("environment", c == null ? "none" : FooterView.environmentStyle(c));
        });
        model.tab.subscribe(t -> tab());
        model.opening.subscribe(o -> tab());
        model.openProblem.subscribe(p -> tab());
        model.known.subscribe(k -> starting());
        model.link.subscribe(l -> banner());
        model.connected.subscribe(c -> banner());
    }

    Parent root() {
        return root;
    }

    /** Puts the bell into the header. */
    void bell(Node bell) {
        header.bell(bell);
    }

    /** What is drawn large may no longer fit the window: then it scrolls, rather than being squeezed. */
    private void scaled(HBox middle, int percent) {
        boolean large = percent > Zoom.NORMAL;
        if (large == place.getParent() instanceof HBox) {
            middle.getChildren().removeLast();
            room.setContent(null);
            middle.getChildren().add(large ? room : place);
            room.setContent(large ? place : null);
        }
        place.setMinSize(large ? LEAST_WIDTH : 0, large ? LEAST_HEIGHT : 0);
    }

    private void tab() {
        TabSpec tab = model.tab.get();
        if (tab == null) {
            place.getChildren().setAll(start.node());
            return;
        }
        banner();
        Screen screen = screens.computeIfAbsent(tab.id(), id -> tab.open());
        if (!place.getChildren().equals(java.util.List.of(screen.root()))) {
            place.getChildren().setAll(screen.root());
            screen.focus();
        }
    }

    /** The list of servers came while none was open. */
    private void starting() {
        if (model.tab.get() == null) {
            tab();
        }
    }

    /** The server is away, or another one could not be opened: said above the tab, which keeps its last data. */
    private void banner() {
        banner.getChildren().clear();
        Problem problem = model.openProblem.get();
        if (model.connected.get() != null && model.link.get() instanceof Link.Down down) {
            Problem p = Problem.of(down.problem());
            String when = Text.of("shell.lost-until", Format.clock(down.nextTry()));
            banner.getChildren()
                    .add(Problems.box(new Problem(p.title(), p.reason(), p.hint() + " " + when, true, p.details()), controller::onRefresh));
        }
        if (model.tab.get() != null && problem != null) {
            HBox row = Nodes.row(
                    Nodes.grow(Problems.box(problem, controller::onAgain)),
                    Nodes.iconButton(Text.of("kit.close"), Icons.CLOSE, () -> model.openProblem.set(null)));
            banner.getChildren().add(row);
        }
        banner.getStyleClass().setAll(banner.getChildren().isEmpty() ? "no-banner" : "banner");
    }
}
