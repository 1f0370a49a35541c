package dev.howdah.ui.shell;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.replay.Scene;
import dev.howdah.engine.store.Level;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.TabSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Says all over the window's width that it is the past that is shown, which moment, and how well it is known; with the way back. */
final class ReplayBar {
    private final ShellModel shell;
    private final ReplayModel model;
    private final InstantSource clock;
    private final Label title = Nodes.label("", "replay-title");
    private final Label note = Nodes.label("", "replay-note");
    private final Button again;
    private final HBox root;

    ReplayBar(ShellModel shell, ReplayModel model, ReplayController controller, InstantSource clock) {
        this.shell = shell;
        this.model = model;
        this.clock = clock;
        title.setId("replay-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        note.setId("replay-note");
        note.setMinWidth(0);
        again = Nodes.button(Text.of("kit.problem.retry"), Icons.REFRESH, controller::onAgain);
        again.managedProperty().bind(again.visibleProperty());
        Button live = Nodes.button(Text.of("shell.replay.to-live"), Icons.RUN, controller::onLive);
        live.setId("replay-live");
        live.setMinWidth(Region.USE_PREF_SIZE);
        root = Nodes.row(Icons.HISTORY.node(), title, note, Nodes.spring(), again, live);
        root.setMinHeight(Region.USE_PREF_SIZE);
        root.getStyleClass().add("replay-bar");
        root.managedProperty().bind(root.visibleProperty());
        root.setVisible(false);
        model.scene.subscribe(s -> say());
        model.wanted.subscribe(w -> say());
        shell.tab.subscribe(t -> say());
    }

    Node root() {
        return root;
    }

    private void say() {
        Instant wanted = model.wanted.get();
        Scene scene = model.scene.get();
        root.setVisible(wanted != null);
        if (wanted == null) {
            return;
        }
        title.setText(Text.of("shell.replay.title", Format.moment(wanted)));
        title.setTooltip(Nodes.tip(Format.dateTime(wanted) + "\n" + Format.utc(wanted)));
        again.setVisible(scene != null && scene.problem() != null);
        note.setText(scene == null || !scene.at().equals(wanted) ? Text.of("shell.replay.reading") : words(scene));
        note.setTooltip(Nodes.tip(note.getText()));
    }

    private String words(Scene scene) {
        DbProblem problem = scene.problem();
        if (problem != null) {
            return Text.of("shell.replay.problem", problem.title());
        }
        String ago = Text.of("shell.replay.ago", Format.duration(Duration.ofSeconds(
                Math.max(0, Duration.between(scene.at(), clock.instant()).toSeconds()))));
        return ago + " · " + known(scene) + tab(shell.tab.get());
    }

    private static String known(Scene scene) {
        if (scene.empty()) {
            return Text.of("shell.replay.nothing");
        }
        Level level = scene.moment() == null ? null : scene.moment().level();
        return level == null
                ? Text.of("shell.replay.no-figures")
                : Text.of("shell.replay.level." + level.name().toLowerCase(Locale.ROOT));
    }

    private static String tab(@Nullable TabSpec tab) {
        return tab == null || tab.inPast() != TabSpec.InPast.PRESENT ? "" : " · " + Text.of("shell.replay.present", tab.title());
    }
}
