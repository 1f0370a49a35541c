package dev.howdah.ui.jobs;

import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.LogLine;
import dev.howdah.engine.job.Signal;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One run at the right: how far it is, what the server's signals say, its knobs, its log. Renewed in place. */
final class RunDetail {
    private final UUID id;
    private final boolean live;
    private final ProgressBar progress = new ProgressBar();
    private final Label state = Nodes.paragraph("");
    private final Label message = Nodes.paragraph("");
    private final VBox signals = new VBox(2);
    private final TextArea log = Nodes.leaving(new TextArea());
    private final VBox root;

    RunDetail(RunRow run, @Nullable Knobs knobs, JobsController controller) {
        id = run.id();
        live = run.live();
        progress.setMaxWidth(Double.MAX_VALUE);
        log.setEditable(false);
        log.setWrapText(true);
        log.getStyleClass().add("mono");
        log.setId("run-log");
        log.setAccessibleText(Text.of("jobstab.log"));
        log.setPrefRowCount(8);
        VBox.setVgrow(log, Priority.ALWAYS);
        root = new VBox(8, progress, state, message, Nodes.paragraph(arguments(run), "text-muted"), signals);
        if (knobs != null) {
            root.getChildren().add(new KnobForm(knobs, k -> controller.onKnobs(run, k)).node());
        }
        root.getChildren().addAll(Nodes.label(Text.of("jobstab.log"), "card-title"), log,
                Nodes.paragraph(Text.of("jobstab.run-id", run.id()), "text-muted"));
        show(run);
    }

    UUID id() {
        return id;
    }

    /** Whether its knobs can be turned. */
    boolean isLive() {
        return live;
    }

    Node node() {
        return root;
    }

    /** How fast it is and when it ends, as far as that is known. */
    private static String pace(RunRow r) {
        String rate = Double.isNaN(r.rate()) ? "" : ", " + Unit.PER_SECOND.text(r.rate());
        return Double.isNaN(r.secondsLeft()) ? rate : rate + ", " + Text.of("jobstab.time-left", Unit.SECONDS.text(r.secondsLeft()));
    }

    void show(RunRow r) {
        boolean known = !Double.isNaN(r.share());
        progress.setVisible(r.live() || known);
        progress.setManaged(progress.isVisible());
        progress.setProgress(known ? r.share() : -1);
        state.setText(r.live()
                ? Text.of("jobstab.going", Text.of("jobstab.state." + r.state()), Unit.COUNT.text(r.rows()), pace(r), r.chunks(), r.chunkSize())
                : Text.of("jobstab.over", Text.of("jobstab.state." + r.state()), Unit.COUNT.text(r.rows()), r.chunks()));
        String text = r.words();
        message.setText(text);
        message.setVisible(!text.isEmpty());
        message.setManaged(!text.isEmpty());
        message.getStyleClass().setAll("label", "tag", r.state().equals("failed") ? Tone.BAD.style() : Tone.LOOK.style());
        signals.getChildren().setAll(r.signals().stream().map(RunDetail::signal).toList());
    }

    void log(List<LogLine> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(l -> text.append(Format.clock(l.at())).append("  ").append(l.line()).append('\n'));
        if (lines.isEmpty()) {
            text.append(Text.of("jobstab.no-log"));
        }
        if (!text.toString().equals(log.getText())) {
            boolean atEnd = log.getCaretPosition() >= log.getLength();
            log.setText(text.toString());
            if (atEnd) {
                log.end();
            }
        }
    }

    private static String arguments(RunRow r) {
        StringBuilder all = new StringBuilder();
        r.arguments().forEach((k, v) -> all.append(all.isEmpty() ? "" : "\n").append(k).append(" = ").append(v));
        return all.toString();
    }

    private static Node signal(Signal s) {
        Unit unit = switch (s.kind()) {
            case REPLICA_LAG -> Unit.SECONDS;
            case WAL_RATE -> Unit.BYTES_PER_SECOND;
            case SLOT_RETENTION -> Unit.BYTES;
            default -> Unit.COUNT;
        };
        double value = s.value() == null ? Double.NaN : s.value();
        String name = s.kind().title();
        String words = s.limit() <= 0
                ? Text.of("jobstab.signal-off", name, unit.text(value))
                : Text.of(s.kind() == Signal.Kind.HEAD_ROOM ? "jobstab.signal-below" : "jobstab.signal", name, unit.text(value), unit.text(s.limit()));
        return s.holds() ? Nodes.tag(words, Tone.LOOK) : Nodes.label(words, "text-muted");
    }
}
