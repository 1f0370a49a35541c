package dev.howdah.ui.shell;

import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.time.Duration;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/** Connection, age of what is shown, and what Howdah itself costs the server. */
final class FooterView {
    private static final double WIDE = 1200;
    private static final double NARROW = 800;
    private static final double LEAST_LINK = 120;
    private static final Duration OLD = Duration.ofSeconds(5);

    private final ShellModel model;
    private final Circle lamp = new Circle(4);
    private final Label link = Nodes.label("");
    private final Label age = Nodes.label("");
    private final Label cost = Nodes.label("");
    private final Tooltip tip = Nodes.tip("");
    private final Tooltip told = Nodes.tip("");
    private final Label slowed = Nodes.label("");
    private final Label jobs = Nodes.label("");
    private final HBox root = new HBox(16, Nodes.row(lamp, link), age, Nodes.spring(), jobs, slowed, cost);

    FooterView(ShellModel model) {
        this.model = model;
        root.getStyleClass().add("footer");
        root.getChildren().forEach(n -> {
            if (n instanceof Region r && r != root.getChildren().get(2)) {
                r.setMinWidth(Region.USE_PREF_SIZE);
            }
        });
        // A long name gives way before the figures do.
        ((Region) root.getChildren().getFirst()).setMinWidth(LEAST_LINK);
        link.setTooltip(told);
        link.setId("footer-link");
        root.widthProperty().subscribe(w -> room());
        cost.setTooltip(tip);
        cost.setOnMouseClicked(e -> cost.fireEvent(new OpenTab("servers")));
        model.link.subscribe(l -> link());
        model.connected.subscribe(c -> {
            link();
            room();
        });
        model.opening.subscribe(l -> link());
        model.age.subscribe(a -> age());
        model.cost.subscribe(c -> cost());
        model.pace.subscribe(p -> cost());
        model.jobs.subscribe(n -> {
            jobs.setText(Text.of("shell.footer.jobs", n.intValue()));
            jobs.setVisible(n.intValue() > 0);
        });
    }

    Node root() {
        return root;
    }

    private void link() {
        Connected now = model.connected.get();
        if (now == null) {
            String name = model.opening.get();
            say(Tone.NEUTRAL, name == null ? Text.of("shell.footer.none") : Text.of("shell.footer.connecting", name));
            return;
        }
        String address = now.target().database() + "@" + now.target().address();
        switch (model.link.get()) {
            case Link.Connecting c -> say(Tone.INFO, Text.of("shell.footer.connecting", address));
            case Link.Up up -> say(Tone.GOOD, Text.of("shell.footer.up", address, up.server().version(), up.server().user()));
            case Link.Down d -> say(Tone.BAD, Text.of("shell.footer.down", address, Format.clock(d.since())));
        }
    }

    private void say(Tone tone, String words) {
        link.setText(words);
        told.setText(words);
        lamp.getStyleClass().setAll("lamp", tone.style());
    }

    /** What sampling costs, and that it was slowed down so that it costs no more. */
    private void cost() {
        Cost now = model.cost.get();
        Pace pace = model.pace.get();
        // How long answers took says how busy the server and the network are, and not what the reading costs.
        String statements = Unit.COUNT.text(now.statementsPerSecond());
        String words = Double.isNaN(pace.millisPerSecond()) ? Text.of("shell.footer.cost-statements", statements)
                : Text.of("shell.footer.cost", Unit.MILLIS.text(pace.millisPerSecond()), statements);
        cost.setText(words);
        slowed.setText(pace.slowed() ? Text.of(pace.over() ? "shell.footer.slowest" : "shell.footer.slowed", Unit.COUNT.text(pace.factor())) : "");
        room();
    }

    /** In a small window, or a large scale, the reason why sampling is slow is left to the tooltip, and the cost to the Servers tab. */
    private void room() {
        String words = slowed.getText();
        boolean fits = root.getWidth() == 0 || root.getWidth() >= WIDE;
        slowed.setVisible(fits && !words.isEmpty());
        slowed.setManaged(slowed.isVisible());
        cost.setVisible(model.connected.get() != null && (root.getWidth() == 0 || root.getWidth() >= NARROW));
        cost.setManaged(cost.isVisible());
        String cost = Text.of("shell.footer.cost-tip");
        tip.setText(words.isEmpty() ? cost : words + "\n" + cost);
    }

    private void age() {
        Duration now = model.age.get();
        age.getStyleClass().removeAll("text-look");
        if (now == null) {
            age.setText("");
            return;
        }
        Duration whole = Duration.ofSeconds(Math.max(0, now.toSeconds()));
        age.setText(Text.of("shell.footer.age", whole.isZero() ? Text.of("shell.footer.now") : Format.duration(whole)));
        if (now.compareTo(OLD) > 0) {
            age.getStyleClass().add("text-look");
        }
    }

    /** The class that colours a stripe for an environment. */
    static String environmentStyle(Connected now) {
        return now.target().environment().name().toLowerCase(Locale.ROOT);
    }
}
