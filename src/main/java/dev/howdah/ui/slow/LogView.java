package dev.howdah.ui.slow;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Problems;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.slow.LogModel.Doing;
import dev.howdah.ui.slow.LogModel.Part;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The log explorer: where to read, how well it was understood, and what is in it. */
final class LogView {
    private final LogModel model;
    private final LogController controller;
    private final Page page;
    private final Kit kit;
    private List<String> files = List.of();
    private final VBox said = new VBox(2);
    private final VBox node;

    LogView(LogModel model, LogController controller, Page page, Kit kit) {
        this.model = model;
        this.controller = controller;
        this.page = page;
        this.kit = kit;
        LogTables tables = new LogTables(model, controller, page, kit);
        StackPane place = new StackPane();
        VBox.setVgrow(place, Priority.ALWAYS);
        Card report = new Card("", place);
        report.setId("log-report");
        VBox.setVgrow(report, Priority.ALWAYS);
        StackPane tools = new StackPane();

        report.tools(Segments.of(List.of(Part.values()), p -> Text.of("slow.log.part." + SlowView.key(p)), model.part), Nodes.spring(), tools);
        model.part.subscribe(p -> {
            page.closeDetail();
            place.getChildren().setAll(tables.node(p));
            tools.getChildren().setAll(tables.of(p).tools());
        });
        node = new VBox(8, new Card(Text.of("slow.log.title"), source(), said), report);
        model.report.subscribe(r -> {
            another(r);
            say();
        });
        model.problem.subscribe(p -> say());
        model.refused.subscribe(s -> say());
    }

    Node node() {
        return node;
    }

    /** What was opened is of the log that was read before. */
    private void another(@Nullable LogReport r) {
        List<String> now = r == null ? List.of() : r.source().files();
        if (!now.equals(files)) {
            files = now;
            page.closeDetail();
        }
    }

    private Node source() {
        TextField path = new TextField();
        path.setPromptText(Text.of("slow.log.path"));
        path.setAccessibleText(Text.of("slow.log.path"));
        path.getStyleClass().add("mono");
        path.textProperty().bindBidirectional(model.path);
        path.setOnAction(e -> controller.onRead());
        HBox.setHgrow(path, Priority.ALWAYS);
        Button read = Nodes.primary(Text.of("slow.log.read"), Icons.RUN, controller::onRead);
        read.disableProperty().bind(model.path.isEmpty().or(model.doing.isNotEqualTo(Doing.NOTHING)));
        Button server = Nodes.button(Text.of("slow.log.server"), Icons.SERVERS, controller::onServer);
        server.disableProperty().bind(model.doing.isNotEqualTo(Doing.NOTHING));
        Button follow = Nodes.button(Text.of("slow.log.follow"), Icons.RIGHT, controller::onFollow);
        follow.setTooltip(Nodes.tip(Text.of("slow.log.follow-tip")));
        follow.disableProperty().bind(model.doing.isNotEqualTo(Doing.NOTHING));
        Button stop = Nodes.button(Text.of("slow.stop"), Icons.STOP, controller::onStop);
        stop.setId("log-stop");
        Nodes.when(model.doing.isNotEqualTo(Doing.NOTHING), stop);
        CheckBox mask = new CheckBox(Text.of("slow.log.mask"));
        mask.setTooltip(Nodes.tip(Text.of("slow.log.mask-tip")));
        mask.selectedProperty().bindBidirectional(model.mask);
        ProgressBar progress = new ProgressBar();
        progress.progressProperty().bind(model.progress);
        progress.setPrefWidth(120);
        Nodes.when(model.doing.isEqualTo(Doing.READING), progress);
        return Nodes.row(path, Nodes.button(Text.of("slow.log.choose"), Icons.FILE, () -> choose(path)), read, server, follow, mask, progress, stop);
    }

    private void choose(TextField path) {
        Path chosen = kit.files().open(path.getScene().getWindow());
        if (chosen != null) {
            model.path.set(chosen.toString());
            controller.onRead();
        }
    }

    /** What was read and how well it was understood, or why it was not. */
    private void say() {
        said.getChildren().clear();
        if (model.problem.get() != null) {
            said.getChildren().add(Problems.box(model.problem.get(), controller::onServer));
        }
        if (!model.refused.get().isEmpty()) {
            said.getChildren().add(Nodes.styled(Nodes.row(Icons.LOOK.node(14), Nodes.grow(Nodes.paragraph(model.refused.get()))), "tone-look"));
        }
        LogReport r = model.report.get();
        if (r == null) {
            if (said.getChildren().isEmpty()) {
                said.getChildren().add(Nodes.paragraph(Text.of("slow.log.hint"), "text-muted"));
            }
            return;
        }
        said.getChildren().add(Nodes.paragraph(summary(r), "text-muted"));
        said.getChildren().add(Nodes.paragraph(proof(r)));
        for (LogReport.Note note : r.notes()) {
            said.getChildren().add(Nodes.paragraph(Text.of(note.key(), note.args().toArray()), "text-muted"));
        }
    }

    private static String summary(LogReport r) {
        LogReport.Source s = r.source();
        String files = s.files().size() > 3 ? Text.of("slow.log.files", s.files().size()) : String.join(", ", s.files());
        String format = s.prefix().isEmpty() ? s.format() : s.format() + " " + s.prefix().strip();
        String span = s.first() == null || s.last() == null ? "" : Format.dateTime(s.first()) + " – " + Format.dateTime(s.last());
        return String.join(" · ", files, format, Unit.BYTES.text(s.bytes()), span);
    }

    /** "98.7 % of 1,000 lines parsed; these 3 did not: …". */
    private static String proof(LogReport r) {
        LogReport.Proof p = r.source().proof();
        LogReport.Understood u = r.understood();
        String share = Unit.SHARE.text(Math.floor(p.share() * 1000) / 1000);
        String first = p.failed().isEmpty()
                ? Text.of("slow.log.proof-all", Unit.WHOLE.text(p.lines()))
                : Text.of("slow.log.proof", share, Unit.WHOLE.text(p.lines()), p.failed().size(), cut(p.failed()));
        return first + " " + Text.of("slow.log.understood", Unit.WHOLE.text(u.entries()), Unit.WHOLE.text(u.strayLines() + u.malformed()),
                Unit.WHOLE.text(u.cutEntries()));
    }

    private static String cut(List<String> lines) {
        return String.join("  |  ", lines.stream().map(l -> l.length() > 80 ? l.substring(0, 80) + "…" : l).toList());
    }

    static String name(@Nullable String text) {
        return text == null || text.isEmpty() ? "–" : text;
    }
}
