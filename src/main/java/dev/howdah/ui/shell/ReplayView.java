package dev.howdah.ui.shell;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Mark;
import dev.howdah.ui.kit.Nodes;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The slider in the header: back through what was recorded, with a field for the exact moment. */
final class ReplayView {
    private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");
    private static final PseudoClass MISTAKEN = PseudoClass.getPseudoClass("mistaken");

    private final ReplayModel model;
    private final ReplayController controller;
    private final Slider slider = new Slider();
    private final TextField moment = new TextField();
    private final Ticks ticks = new Ticks();
    private final HBox root;
    private boolean following;

    ReplayView(ReplayModel model, ReplayController controller) {
        this.model = model;
        this.controller = controller;
        slider.setId("replay");
        slider.setMin(0);
        slider.setAccessibleText(Text.of("shell.replay.slider"));
        slider.valueProperty().subscribe(v -> moved(v.doubleValue()));
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        moment.setId("replay-moment");
        moment.setPromptText(Text.of("shell.replay.live"));
        moment.setAccessibleText(Text.of("shell.replay.moment"));
        moment.setTooltip(Nodes.tip(Text.of("shell.replay.moment-tip")));
        moment.setPrefColumnCount(11);
        moment.setMinWidth(Region.USE_PREF_SIZE);
        moment.setOnAction(e -> controller.onTyped(moment.getText()));
        StackPane track = new StackPane(slider, ticks);
        track.setMinWidth(80);
        HBox.setHgrow(track, Priority.ALWAYS);
        root = Nodes.row(
                step("shell.replay.back", Icons.STEP_BACK, false), track, step("shell.replay.forward", Icons.STEP_FORWARD, true), moment);
        root.getStyleClass().add("replay");
        root.setMinWidth(0);
        root.disableProperty().bind(model.available.not());
        model.reach.subscribe(r -> follow());
        model.wanted.subscribe(w -> follow());
        model.marks.subscribe(m -> ticks.requestLayout());
        model.mistaken.subscribe(m -> moment.pseudoClassStateChanged(MISTAKEN, m));
        slider.tooltipProperty().bind(Bindings.createObjectBinding(
                () -> Nodes.tip(Text.of("shell.replay.tip", Format.moment(model.reach.get().from()), Format.moment(model.reach.get().to()))),
                model.reach));
    }

    Node root() {
        return root;
    }

    private Button step(String key, Icons icon, boolean later) {
        Button button = Nodes.iconButton(Text.of(key), icon, () -> controller.onStep(later));
        button.setId(later ? "replay-forward" : "replay-back");
        return button;
    }

    /** The thumb goes where the model is, which asks for nothing. */
    private void follow() {
        following = true;
        ReplayModel.Reach reach = model.reach.get();
        Instant at = model.wanted.get();
        slider.setMax(reach.seconds());
        slider.setValue(at == null ? slider.getMax() : Duration.between(reach.from(), at).toMillis() / 1e3);
        following = false;
        root.pseudoClassStateChanged(PAST, at != null);
        if (!moment.isFocused() || at != null) {
            moment.setText(at == null ? "" : Format.moment(at));
        }
        ticks.requestLayout();
    }

    private void moved(double value) {
        if (following) {
            return;
        }
        if (value >= slider.getMax()) {
            controller.onLive();
        } else {
            controller.onSeek(model.reach.get().from().plusMillis((long) (value * 1e3)));
        }
    }

    private void key(KeyEvent e) {
        Runnable action = switch (e.getCode()) {
            case LEFT -> () -> controller.onStep(false);
            case RIGHT -> () -> controller.onStep(true);
            case HOME -> controller::onHome;
            case END -> controller::onEnd;
            default -> null;
        };
        if (action != null && !e.isAltDown()) {
            action.run();
            e.consume();
        }
    }

    /** What happened, as ticks above the track. */
    private final class Ticks extends Region {
        private static final double MARGIN = 8;

        Ticks() {
            setMouseTransparent(true);
        }

        @Override
        protected void layoutChildren() {
            ReplayModel.Reach reach = model.reach.get();
            double room = getWidth() - 2 * MARGIN;
            getChildren().clear();
            for (Mark mark : model.marks.get()) {
                double share = Duration.between(reach.from(), mark.at()).toMillis() / 1e3 / reach.seconds();
                if (share >= 0 && share <= 1) {
                    Region tick = new Region();
                    tick.getStyleClass().add("replay-tick");
                    tick.resizeRelocate(MARGIN + Math.rint(share * room), getHeight() / 2 - 11, 2, 5);
                    getChildren().add(tick);
                }
            }
        }
    }
}
