package dev.howdah.ui.overview;

import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.Outcome;
import dev.howdah.engine.health.Place;
import dev.howdah.engine.health.Score;
import dev.howdah.engine.health.Slowed;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Clipboards;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.MuteRow;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The health score, its findings in sentences, and for the chosen one why, what mends it and where its cause shows. */
final class HealthView {
    private static final int WELL = 90;
    private static final int FAIR = 60;
    private static final int MOST = 12;
    /** Its head and two rows. */
    private static final double LEAST_TABLE = 84;

    private static final double LEAST_DETAIL = 204;
    private static final double DETAIL = 240;

    private final HealthController controller;
    private final Kit kit;
    private final Label score = Nodes.tag("", Tone.NEUTRAL);
    private final MenuButton muted = new MenuButton("", Icons.FILTER.node(14));
    private final VBox detail = new VBox(6);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final Table<HealthRow> table;
    /** One line: it may be long, and all of it stands in the tooltip. */
    private final Label slowed = Nodes.label("", "text-muted");
    private final Card card;

    HealthView(HealthModel model, HealthController controller, Kit kit) {
        this.controller = controller;
        this.kit = kit;
        table = kit.<HealthRow>table("overview.health")
                .tag("overview.health.col.level", HealthRow::word, HealthRow::tone).width(104)
                .text("overview.health.col.finding", HealthRow::sentence).width(320).grows()
                .time("overview.health.col.since", HealthRow::since)
                .key(r -> r.check().id() + " " + r.object() + " " + r.finding())
                .empty(Text.of("overview.health.none"), "")
                .build();
        Label yet = Nodes.paragraph(Text.of("overview.health.yet"), "text-muted");
        yet.visibleProperty().bind(model.report.value().isNull());
        StackPane findings = new StackPane(Nodes.known(table.node(), model.report), yet);
        card = new Card(Text.of("overview.health"), Nodes.lacks(model.report.lacks(), kit.notices()), Nodes.grow(findings), slowed, room()).tools(muted, score);
        VBox.setVgrow(card.getChildren().get(1), Priority.NEVER);
        findings.setMinHeight(LEAST_TABLE);
        card.setId("health");
        card.setMinWidth(0);
        score.setId("health-score");
        muted.setVisible(false);
        muted.setManaged(false);
        slowed.setId("health-slowed");
        slowed.setMinWidth(0);
        slowed.setManaged(false);
        model.report.value().subscribe(r -> {
            score.setVisible(r != null);
            table.rows(r == null ? List.of() : HealthRow.of(r));
            if (r != null) {
                score(r);
                muted(r);
                slowed(r.slowed());
            }
        });
        table.selected().subscribe(this::detail);
    }

    Node node() {
        return card;
    }

    /** True while a finding is looked into: it then wants room. */
    ReadOnlyBooleanProperty open() {
        return open.getReadOnlyProperty();
    }

    /** The detail, which scrolls: a long one must not push the rest of the tab away. */
    private Node room() {
        ScrollPane room = new ScrollPane(detail);
        room.setFitToWidth(true);
        room.setMinHeight(LEAST_DETAIL);
        room.setPrefHeight(DETAIL);
        room.setMaxHeight(DETAIL);
        room.visibleProperty().bind(open);
        room.managedProperty().bind(open);
        return room;
    }

    private void score(HealthReport report) {
        Score s = report.score();
        int all = s.looked() + s.notLooked();
        boolean whole = s.notLooked() <= all / 10;
        score.setText(whole ? Text.of("overview.health.score", s.value()) : Text.of("overview.health.score-part", s.value(), s.looked(), all));
        score.getStyleClass().removeIf(c -> c.startsWith("tone-"));
        // what was not looked at may be ill
        Tone well = whole ? Tone.GOOD : Tone.NEUTRAL;
        score.getStyleClass().add((s.value() >= WELL ? well : s.value() >= FAIR ? Tone.LOOK : Tone.BAD).style());
        String lost = s.deductions().stream()
                .map(d -> Text.of("overview.health.deduction", d.points(), d.title(), d.findings()))
                .collect(Collectors.joining("\n"));
        score.setTooltip(Nodes.tip(Text.of("overview.health.looked", s.looked(), all) + (lost.isEmpty() ? "" : "\n" + lost)));
    }

    /** Which checks run less often than they want to, and why. */
    private void slowed(List<Slowed> all) {
        slowed.setManaged(!all.isEmpty());
        slowed.setVisible(!all.isEmpty());
        List<String> each = all.stream().map(s -> Text.of("overview.health.slowed-one", s.check().words().title(), Format.duration(s.interval()),
                Format.duration(s.check().manner().interval()), Unit.MILLIS.text(s.millis()))).toList();
        slowed.setText(all.isEmpty() ? "" : Text.of("overview.health.slowed", all.size(), Unit.MILLIS.text(Rhythm.checking().budget())));
        slowed.setTooltip(all.isEmpty() ? null : Nodes.tip(slowed.getText() + "\n" + String.join("\n", each)));
    }

    /** Everything that is muted, each with a way back. */
    private void muted(HealthReport report) {
        List<Outcome.Muted> all = report.outcomes().stream().flatMap(o -> o.muted().stream()).toList();
        muted.setDisable(kit.era().past().get());
        muted.setText(Text.of("overview.health.muted", all.size()));
        muted.setVisible(!all.isEmpty());
        muted.setManaged(!all.isEmpty());
        if (!muted.isShowing()) {
            muted.getItems().setAll(all.stream().map(m -> {
                MenuItem item = new MenuItem(Text.of("overview.health.unmute", m.finding().sentence(), m.by().reason()));
                item.setMnemonicParsing(false);
                item.setOnAction(e -> controller.onUnmute(m.by()));
                return item;
            }).toList());
        }
    }

    private void detail(@Nullable HealthRow row) {
        detail.getChildren().clear();
        open.set(row != null);
        if (row == null) {
            return;
        }
        Label sentence = Nodes.paragraph(row.sentence());
        sentence.setMaxWidth(Double.MAX_VALUE);
        detail.getChildren().addAll(
                Nodes.row(Nodes.grow(sentence), Nodes.iconButton(Text.of("kit.close"), Icons.CLOSE, table::deselect)), Nodes.paragraph(row.check().groupTitle() + ": " + row.check().words().why(), "text-muted"));
        evidence(row);
        HBox deeds = Nodes.row();
        Place cause = row.check().manner().places().of(row.object());
        if (cause != null) {
            var show = Nodes.button(Text.of("overview.health.show"), Icons.SEARCH, () -> detail.fireEvent(new OpenTab(cause.tab(), cause.row())));
            show.setId("health-show");
            deeds.getChildren().add(show);
        }
        copy(deeds, "overview.health.copy-fix", row.fix());
        copy(deeds, "overview.health.copy-undo", row.undo());
        detail.getChildren().add(deeds);
        if (row.finding() && !kit.era().past().get()) {
            detail.getChildren().add(mute(row));
        }
    }

    /** What else is known of it, each with its name. */
    private void evidence(HealthRow row) {
        if (!row.evidence().isEmpty()) {
            String all = row.evidence().entrySet().stream().limit(MOST).map(e -> e.getKey() + ": " + e.getValue()).collect(Collectors.joining(" · "));
            detail.getChildren().add(Nodes.paragraph(all, "text-muted"));
        }
    }

    private void copy(HBox deeds, String text, @Nullable String statement) {
        if (statement != null) {
            var button = Nodes.button(Text.of(text), Icons.COPY, () -> {
                Clipboards.copy(statement);
                kit.notices().info(Text.of("kit.copied", statement));
            });
            button.setTooltip(Nodes.tip(statement));
            deeds.getChildren().add(button);
        }
    }

    private Node mute(HealthRow row) {
        return new MuteRow("health", Text.of("overview.health.reason"), new MenuButton(Text.of("overview.health.mute")),
                (length, reason) -> controller.onMute(row, length, reason))
                .length(Text.of("overview.health.mute-day"), Duration.ofDays(1))
                .length(Text.of("overview.health.mute-month"), Duration.ofDays(30))
                .length(Text.of("overview.health.mute-always"), null)
                .node();
    }
}
