package dev.howdah.ui.overview;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Scorecard;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Buttons for the sample systems, their clients' switches, and below what a check or a measurement found. */
final class SystemsView {
    private final SystemsModel model;
    private final SystemsController controller;
    private final Kit kit;
    private final Card bar;
    private final VBox results = new VBox();

    SystemsView(SystemsModel model, SystemsController controller, Kit kit) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        FlowPane switches = new FlowPane(8, 8, deeds(), clients());
        switches.setRowValignment(javafx.geometry.VPos.CENTER);
        bar = new Card("", switches, news());
        bar.setId("systems");
        onlyWhile(bar, model.offered);
        results.setMinHeight(200);
        onlyWhile(results, Bindings.isNotNull(model.result));
        model.result.subscribe(this::show);
    }

    /** The row of buttons; there only where the target is disposable. */
    Node bar() {
        return bar;
    }

    /** What was found; there only while something is. */
    VBox results() {
        return results;
    }

    private static void onlyWhile(Node node, ObservableBooleanValue shown) {
        Nodes.when(shown, node);
    }

    private HBox deeds() {
        BooleanBinding busy = Bindings.isNotNull(model.busy).or(kit.era().past());
        MenuButton seed = new MenuButton(Text.of("overview.systems.seed"), Icons.SEED.node(14));
        seed.setId("systems-seed");
        seed.disableProperty().bind(busy);
        seed.getItems().setAll(
                item("overview.systems.seed-minimal", () -> controller.onSeed(0, true)),
                item("overview.systems.seed-small", () -> controller.onSeed(1, true)),
                item("overview.systems.seed-large", () -> controller.onSeed(10, true)),
                item("overview.systems.seed-standard", () -> controller.onSeed(1, false)));
        HBox row = Nodes.row(
                Nodes.label(Text.of("overview.systems"), "card-title"),
                deed("reset", Nodes.destructive(Text.of("overview.systems.reset"), Icons.RESET, controller::onReset), busy),
                seed,
                deed("check", Nodes.button(Text.of("overview.systems.check"), Icons.TICK, controller::onCheck), busy),
                deed("verify", Nodes.button(Text.of("overview.systems.verify"), Icons.SEARCH, controller::onVerify), busy),
                deed("cleanup", Nodes.button(Text.of("overview.systems.cleanup"), Icons.DELETE, controller::onCleanup), busy),
                deed("optimise", Nodes.primary(Text.of("overview.systems.optimise"), Icons.OPTIMISE, controller::onOptimise), busy));
        return row;
    }

    private static Button deed(String id, Button button, BooleanBinding busy) {
        button.setId("systems-" + id);
        button.disableProperty().bind(busy);
        return button;
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setOnAction(e -> action.run());
        return item;
    }

    private HBox clients() {
        Button onOff = Nodes.button("", Icons.TRAFFIC, () -> controller.onTraffic(!model.traffic.get()));
        onOff.setId("systems-traffic");
        model.traffic.subscribe(on -> onOff.setText(Text.of(on ? "overview.systems.stop" : "overview.systems.start")));
        Node way = Segments.of(List.of(Way.values()), SystemsView::name, model.way);
        model.way.subscribe(w -> controller.onWay());
        HBox row = Nodes.row(onOff, way, apart(),
                knob("rate", model.rate, 5, 500, "overview.systems.rate"),
                knob("clients", model.clients, 1, 64, "overview.systems.clients"),
                flow());
        onlyWhile(row, model.playful);
        return row;
    }

    /** Single systems in the other way. */
    private Node apart() {
        MenuButton menu = new MenuButton();
        menu.setId("systems-apart");
        for (String system : controller.systems()) {
            CheckMenuItem item = new CheckMenuItem(Text.of("overview.systems.optimised", system));
            Runnable show = () -> item.setSelected((model.way.get() == Way.OPTIMISED) != model.apart.get().contains(system));
            model.way.subscribe(show);
            model.apart.subscribe(show);
            item.setOnAction(e -> controller.onWay(system, item.isSelected() ? Way.OPTIMISED : Way.BASELINE));
            menu.getItems().add(item);
        }
        model.apart.subscribe(a -> menu.setText(Text.of("overview.systems.apart", a.size())));
        return menu;
    }

    private Node knob(String id, IntegerProperty value, int least, int most, String words) {
        Slider slider = new Slider(least, most, value.get());
        slider.setId("systems-" + id);
        slider.setPrefWidth(72);
        slider.setBlockIncrement(Math.max(1, (most - least) / 20.0));
        slider.setAccessibleText(Text.of(words, value.get()));
        slider.valueProperty().bindBidirectional(value);
        Label label = Nodes.label("", "text-muted");
        label.setMinWidth(40);
        label.textProperty().bind(value.map(v -> Text.of(words, v.intValue())));
        // while it is dragged only the label follows; the clients hear of it when it is let go
        slider.valueChangingProperty().subscribe(dragged -> {
            if (!dragged) {
                controller.onTurned();
            }
        });
        value.subscribe(v -> {
            if (!slider.isValueChanging()) {
                controller.onTurned();
            }
        });
        return Nodes.row(slider, label);
    }

    private Label flow() {
        Label label = Nodes.label("", "text-muted");
        label.setId("systems-flow");
        model.flow.subscribe(f -> {
            label.setText(f == null ? "" : Text.of("overview.systems.flow", Unit.PER_SECOND.text(f.perSecond()),
                    Unit.MILLIS.text(f.stats().requests() == 0 ? Double.NaN : f.stats().p95()), f.stats().failed()));
            DbProblem last = f == null ? null : f.stats().lastFailure();
            label.setTooltip(last == null ? null : Nodes.tip(Text.of("overview.systems.last-failure", last.title(), last.detail())));
        });
        return label;
    }

    private Node news() {
        ProgressBar progress = new ProgressBar();
        progress.setPrefWidth(160);
        Label words = Nodes.label("");
        words.setId("systems-news");
        HBox row = Nodes.row(progress, words);
        model.busy.subscribe(s -> say(progress, words, row));
        model.news.subscribe(n -> say(progress, words, row));
        return row;
    }

    private void say(ProgressBar progress, Label words, HBox row) {
        SystemsModel.Step step = model.busy.get();
        SystemsModel.News news = model.news.get();
        progress.setVisible(step != null);
        progress.setManaged(step != null);
        row.setVisible(step != null || news != null);
        row.setManaged(row.isVisible());
        words.getStyleClass().setAll("label");
        if (step != null) {
            progress.setProgress(step.share());
            words.setText(step.at().isEmpty() ? step.title() : Text.of("overview.systems.step", step.title(), step.at()));
        } else if (news != null) {
            words.setText(news.text());
            words.getStyleClass().addAll("tag", news.tone().style());
        }
    }

    private void show(SystemsModel.@Nullable Result result) {
        results.getChildren().clear();
        if (result == null) {
            return;
        }
        Node close = Nodes.iconButton(Text.of("kit.close"), Icons.CLOSE, controller::onClose);
        Card card = switch (result) {
            case SystemsModel.Result.Card c -> {
                Table<Scorecard.Line> table = scorecard();
                table.rows(c.lines());
                yield Card.of(Text.of("overview.systems.scorecard"), table);
            }
            case SystemsModel.Result.Findings f -> {
                Table<SystemsModel.Found> table = findings();
                table.rows(f.rows());
                yield Card.of(f.title(), table);
            }
        };
        card.tools(close);
        card.setId("systems-result");
        results.getChildren().setAll(Nodes.grow(card));
    }

    private Table<Scorecard.Line> scorecard() {
        return kit.<Scorecard.Line>table("overview.scorecard")
                .text("overview.systems.system", Scorecard.Line::system).width(130)
                .text("overview.systems.measure", l -> Text.of("systems.claim." + l.measure())).grows()
                .text("overview.systems.before", l -> l.unit().isAlone() ? "–" : figure(l.unit(), l.baseline())).width(120)
                .text("overview.systems.after", l -> figure(l.unit(), l.optimised())).width(120)
                .text("overview.systems.factor", l -> factor(l.unit(), l.factor())).width(100)
                .text("overview.systems.claimed", l -> factor(l.unit(), l.claimed())).width(100)
                .tag("overview.systems.verdict", l -> Text.of(l.reached() ? "overview.systems.yes" : "overview.systems.no"),
                        l -> l.reached() ? Tone.GOOD : Tone.LOOK).width(130)
                .key(l -> l.system() + l.measure())
                .build();
    }

    private Table<SystemsModel.Found> findings() {
        return kit.<SystemsModel.Found>table("overview.findings")
                .text("overview.systems.system", SystemsModel.Found::system).width(130)
                .text("overview.systems.finding", SystemsModel.Found::kind).width(260)
                .code("overview.systems.what", SystemsModel.Found::what)
                .text("overview.systems.detail", SystemsModel.Found::detail).grows()
                .build();
    }

    private static String figure(Claim.Unit unit, double value) {
        return switch (unit) {
            case MILLISECONDS -> Unit.MILLIS.text(value);
            case STATEMENTS -> Unit.COUNT.text(value);
            case RATE -> Unit.PER_SECOND.text(value);
            case USERS -> Unit.COUNT.text(value);
            case SHARE, CEILING -> Unit.SHARE.text(value);
        };
    }

    private static String factor(Claim.Unit unit, double value) {
        return unit.isAlone() ? Unit.SHARE.text(value) : Text.of("overview.systems.times", Unit.COUNT.text(value));
    }

    private static String name(Way way) {
        return Text.of("overview.systems.way." + way.name());
    }
}
