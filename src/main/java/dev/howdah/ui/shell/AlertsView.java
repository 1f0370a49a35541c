package dev.howdah.ui.shell;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.out.Lane;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.MuteRow;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The sheet of alerts: those that stand or those of the last days, one in detail, and how the outputs do. */
final class AlertsView {
    private static final double WIDTH = 960;
    private static final double LIST = 300;

    private final AlertsModel model;
    private final AlertsController controller;
    private final Runnable close;
    private final Table<AlertRow> table;
    private final Label summary = Nodes.paragraph("", "text-muted");
    private final VBox problem = new VBox();
    private final VBox detail = new VBox(8);
    private final Label sentence = Nodes.paragraph("");
    private final FlowPane outputs = new FlowPane(8, 4);
    private final Node list;
    private final VBox root;
    private @Nullable AlertRow shown;

    AlertsView(AlertsModel model, AlertsController controller, Kit kit, Runnable close) {
        this.model = model;
        this.controller = controller;
        this.close = close;
        table = kit.<AlertRow>table("shell.alerts")
                .tag("alerts.col.level", AlertRow::word, AlertRow::tone).width(148)
                .text("alerts.col.server", AlertRow::target).width(140)
                .text("alerts.col.alert", AlertRow::sentence).width(280).grows()
                .text("alerts.col.since", r -> Format.moment(r.since())).width(120)
                .text("alerts.col.lasted", r -> Format.duration(Duration.between(r.since(), r.until() == null ? kit.clock().instant() : r.until()))).width(76)
                .text("alerts.col.told", AlertRow::hushed).width(120)
                .onOpen(this::open)
                .key(r -> List.of(r.target(), r.rule(), r.object(), r.since()))
                .build();
        list = table.node();
        ((javafx.scene.layout.Region) list).setMinHeight(LIST);
        ((javafx.scene.layout.Region) list).setPrefHeight(LIST);
        root = new VBox(12, title(), summary, problem, list, detail, outputs);
        root.getStyleClass().addAll("sheet", "alerts-sheet");
        root.setPrefWidth(WIDTH);
        root.setId("alerts-sheet");
        VBox.setVgrow(list, Priority.NEVER);
        table.selected().subscribe(this::select);
        model.all.subscribe(a -> rows());
        model.past.subscribe(p -> rows());
        model.part.subscribe(p -> rows());
        model.problem.subscribe(this::problem);
        model.outputs.subscribe(this::outputs);
    }

    VBox root() {
        return root;
    }

    Node first() {
        return list;
    }

    private Node title() {
        return Nodes.row(Nodes.label(Text.of("alerts.title"), "page-title"), Nodes.spring(),
                Segments.of(List.of(AlertsModel.Part.values()), p -> Text.of("alerts.part." + p), model.part),
                Nodes.iconButton(Text.of("kit.close"), Icons.CLOSE, close));
    }

    private void rows() {
        List<Alert> all = model.all.get();
        boolean past = model.part.get() == AlertsModel.Part.PAST;
        table.rows(past ? model.past.get() : model.open().stream().map(AlertRow::of).toList());
        none(past, all != null);
        if (all == null) {
            summary.setText(Text.of("alerts.off"));
            return;
        }
        long unknown = all.stream().filter(a -> a.state() == Alert.State.UNKNOWN && !a.open()).count();
        long watched = all.stream().map(a -> a.rule().id()).distinct().count();
        long servers = all.stream().map(Alert::target).distinct().count();
        String said = Text.of("alerts.summary", watched, servers);
        summary.setText(unknown == 0 ? said : said + " " + Text.of("alerts.unknown", unknown));
        summary.setTooltip(unknown == 0 ? null : Nodes.tip(unknowns(all)));
    }

    /** What an empty list means. */
    private void none(boolean past, boolean watched) {
        if (past && model.problem.get() != null) {
            table.empty(Text.of("alerts.past-unread"), "");
        } else if (past) {
            table.empty(Text.of("alerts.no-past"), Text.of("alerts.no-past-hint"));
        } else if (watched) {
            table.empty(Text.of("alerts.none"), Text.of("alerts.none-hint"));
        } else {
            table.empty(Text.of("alerts.off-short"), Text.of("alerts.off-short-hint"));
        }
    }

    /** What is not collected, each with why. */
    private static String unknowns(List<Alert> all) {
        List<String> lines = all.stream().filter(a -> a.state() == Alert.State.UNKNOWN && !a.open())
                .map(a -> a.rule().title() + ": " + a.sentence()).distinct().toList();
        String first = String.join("\n", lines.subList(0, Math.min(12, lines.size())));
        return lines.size() > 12 ? first + "\n…" : first;
    }

    private void problem(@Nullable Problem p) {
        problem.getChildren().clear();
        if (p != null) {
            problem.getChildren().add(Problems.box(p, controller::onLook));
        }
        problem.setManaged(p != null);
        none(model.part.get() == AlertsModel.Part.PAST, model.all.get() != null);
    }

    private void outputs(List<Lane.State> states) {
        List<Node> chips = states.stream().map(AlertsView::output).toList();
        outputs.getChildren().setAll(chips);
        outputs.setManaged(!chips.isEmpty());
    }

    private static Node output(Lane.State s) {
        Instant sent = s.sentAt();
        String problem = s.problem();
        String name = s.spec().name();
        String words = problem != null ? Text.of("alerts.output-failed", name, problem)
                : s.waiting() > 0 ? Text.of("alerts.output-waits", name, s.waiting())
                : sent == null ? Text.of("alerts.output-ready", name) : Text.of("alerts.output-sent", name, Format.clock(sent));
        Label chip = Nodes.tag(words, problem != null ? Tone.BAD : Tone.NEUTRAL);
        chip.setMaxWidth(WIDTH - 40);
        chip.setTooltip(Nodes.tip(words));
        return chip;
    }

    private void select(@Nullable AlertRow row) {
        AlertRow before = shown;
        shown = row;
        // Values change each round; what somebody types must not go away with them.
        boolean same = row != null && before != null && row.rule().equals(before.rule()) && row.object().equals(before.object())
                && row.since().equals(before.since()) && row.hush().equals(before.hush()) && Objects.equals(row.until(), before.until());
        sentence.setText(row == null ? "" : row.sentence());
        if (!same) {
            detail(row);
        }
    }

    private void detail(@Nullable AlertRow row) {
        detail.getChildren().clear();
        detail.setManaged(row != null);
        if (row == null) {
            return;
        }
        Instant until = row.until();
        String when = until == null ? Text.of("alerts.since", Format.moment(row.since()))
                : Text.of("alerts.from-to", Format.moment(row.since()), Format.duration(Duration.between(row.since(), until)));
        detail.getChildren().addAll(
                sentence,
                Nodes.paragraph(Text.of("alerts.why", row.title(), row.rule(), when, row.target()), "text-muted"));
        if (!row.hush().isEmpty()) {
            detail.getChildren().add(Nodes.paragraph(row.hush(), "text-muted"));
        }
        Node show = Nodes.primary(Text.of("alerts.show"), Icons.SEARCH, () -> open(row));
        show.setId("alerts-show");
        Node now = Nodes.button(Text.of("alerts.show-now"), null, () -> {
            root.fireEvent(OpenTab.on(row.target(), row.place().tab(), row.place().row(), null));
            close.run();
        });
        detail.getChildren().add(Nodes.row(show, now));
        Alert alert = row.standing();
        if (alert != null) {
            Alert.Hush hush = alert.hush();
            detail.getChildren().add(hush != null && hush.muted() ? unmute(row) : mute(row));
        }
    }

    private void open(AlertRow row) {
        // While the sheet is in the window, for only then does the event reach it.
        root.fireEvent(OpenTab.on(row.target(), row.place().tab(), row.place().row(), row.since()));
        close.run();
    }

    private Node unmute(AlertRow row) {
        Node button = Nodes.button(Text.of("alerts.unmute"), Icons.BELL, () -> controller.onUnmute(row));
        button.setId("alerts-unmute");
        return Nodes.row(button);
    }

    private Node mute(AlertRow row) {
        return new MuteRow("alerts", Text.of("alerts.reason"), new MenuButton(Text.of("alerts.mute"), Icons.BELL_OFF.node(14)),
                (length, reason) -> controller.onMute(row, length, reason))
                .length(Text.of("alerts.mute-hour"), Duration.ofHours(1))
                .length(Text.of("alerts.mute-day"), Duration.ofDays(1))
                .length(Text.of("alerts.mute-week"), Duration.ofDays(7))
                .length(Text.of("alerts.mute-always"), null)
                .node();
    }
}
