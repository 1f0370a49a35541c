package dev.howdah.ui.jobs;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.Signal;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Above what can be run, with its form and plan; below what runs and ran. */
final class JobsView {
    private final JobsModel model;
    private final JobsController controller;
    private final Kit kit;
    private final Environment environment;
    private final JobForm form = new JobForm();
    private final Label title = Nodes.paragraph("", "text-muted");
    private final Label plan = Nodes.paragraph("", "code");
    private final Label mistake = Nodes.paragraph("", "tone-bad");
    private final Label faults = Nodes.paragraph("", "tone-look");
    private final Table<Job> jobs;
    private final Table<RunRow> runs;
    private final Page page;

    JobsView(JobsModel model, JobsController controller, Kit kit, Environment environment) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.environment = environment;
        jobs = jobTable();
        runs = runTable();
        Card catalogue = Card.of(Text.of("jobstab.catalogue"), jobs);
        HBox above = new HBox(8, catalogue, chosen());
        HBox.setHgrow(catalogue, Priority.ALWAYS);
        catalogue.setPrefWidth(100);
        Card below = new Card(Text.of("jobstab.runs"), runs.node()).tools(runTools());
        VBox body = new VBox(8, faults, Nodes.grow(above), Nodes.grow(below));
        page = new Page(body);
        page.problem(model.problem, controller::onRetry);
        follow();
    }

    Parent root() {
        return page.root();
    }

    private void follow() {
        model.jobs.subscribe(jobs::rows);
        model.runs.subscribe(runs::rows);
        model.faults.subscribe(f -> text(faults, String.join("\n", f)));
        model.mistake.subscribe(m -> text(mistake, m));
        model.plan.subscribe(p -> text(plan, p == null ? "" : words(p)));
        jobs.selected().subscribe(j -> {
            if (j != null) {
                controller.onChoose(j);
            }
        });
        model.chosen.subscribe(j -> {
            text(title, j == null ? Text.of("jobstab.choose") : j.title());
            form.show(j);
        });
        runs.selected().subscribe(this::detail);
        model.ask.subscribe(this::ask);
    }

    private static void text(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    private Table<Job> jobTable() {
        return kit.<Job>table("jobs.catalogue")
                .text("jobstab.name", Job::name).width(250)
                .text("jobstab.title", Job::title).grows()
                .tag("jobstab.kind", j -> Text.of(j.destructive() ? "jobstab.destructive" : "jobstab.safe"),
                        j -> j.destructive() ? Tone.BAD : Tone.NEUTRAL).width(120)
                .key(Job::name)
                .empty(Text.of("jobstab.no-jobs"), "")
                .build();
    }

    private Node chosen() {
        Button dry = Nodes.button(Text.of("jobstab.dry-run"), Icons.SEARCH, () -> controller.onPlan(form.values()));
        Button run = Nodes.primary(Text.of("jobstab.run"), Icons.RUN, () -> controller.onRun(form.values()));
        dry.setId("job-dry-run");
        run.setId("job-run");
        dry.disableProperty().bind(model.chosen.isNull());
        run.disableProperty().bind(model.chosen.isNull());
        ScrollPane scroll = new ScrollPane(new VBox(8, title, form.node(), mistake, plan));
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Card card = new Card(Text.of("jobstab.chosen"), scroll, Nodes.row(dry, run));
        card.setMinWidth(380);
        card.setPrefWidth(460);
        return card;
    }

    private Table<RunRow> runTable() {
        return kit.<RunRow>table("jobs.runs")
                .tag("jobstab.state", r -> Text.of("jobstab.state." + r.state()), JobsView::tone).width(120)
                .text("jobstab.name", RunRow::job).width(220)
                .text("jobstab.arguments", r -> r.arguments().toString()).grows()
                .number("jobstab.share", RunRow::share, Unit.SHARE).bar()
                .number("jobstab.rows", RunRow::rows, Unit.COUNT)
                .number("jobstab.rate", RunRow::rate, Unit.PER_SECOND)
                .number("jobstab.left", RunRow::secondsLeft, Unit.SECONDS)
                .text("jobstab.message", RunRow::message).width(200)
                .time("jobstab.started", RunRow::startedAt)
                .key(RunRow::id)
                .empty(Text.of("jobstab.no-runs"), Text.of("jobstab.no-runs-hint"))
                .build();
    }

    private Node[] runTools() {
        return new Node[] {
            tool("jobstab.pause", Icons.PAUSE, r -> r.live() && !r.isPaused(), controller::onPause),
            tool("jobstab.resume", Icons.RUN, RunRow::canResume, controller::onResume),
            tool("jobstab.cancel", Icons.CANCEL, RunRow::live, controller::onCancel),
            tool("jobstab.slower", Icons.LOOK, RunRow::live, r -> controller.onSpeed(r, false)),
            tool("jobstab.faster", Icons.ACTIVITY, RunRow::live, r -> controller.onSpeed(r, true)),
            runs.tools()
        };
    }

    private Button tool(String key, Icons icon, java.util.function.Predicate<RunRow> possible, java.util.function.Consumer<RunRow> action) {
        Button button = Nodes.iconButton(Text.of(key), icon, () -> {
            RunRow r = runs.selected().get();
            if (r != null) {
                action.accept(r);
            }
        });
        button.setId(key.replace('.', '-'));
        button.disableProperty().bind(runs.selected().map(r -> r == null || !possible.test(r)).orElse(true));
        return button;
    }

    private void ask(JobsModel.@Nullable Ask ask) {
        if (ask == null) {
            return;
        }
        String text = Text.of("jobstab.question", ask.job().name());
        Question q = ask.job().destructive()
                ? Question.destructive(text, ask.consequence(), Text.of("jobstab.run"), environment)
                : Question.of(text, ask.consequence(), Text.of("jobstab.run"), environment);
        page.confirm().ask(ask.typed() == null ? q : q.typing(ask.typed()), ask.yes());
    }

    private void detail(@Nullable RunRow r) {
        if (r == null) {
            page.closeDetail();
            return;
        }
        VBox box = new VBox(6, Nodes.paragraph(r.id().toString(), "code"), Nodes.paragraph(r.arguments().toString()));
        if (r.message() != null) {
            box.getChildren().add(Nodes.paragraph(r.message()));
        }
        if (r.live()) {
            box.getChildren().add(Nodes.paragraph(Text.of("jobstab.chunks", r.chunks(), r.chunkSize())));
            r.signals().forEach(s -> box.getChildren().add(signal(s)));
        }
        page.detail(r.job(), box);
    }

    private static Node signal(Signal s) {
        Unit unit = switch (s.kind()) {
            case REPLICA_LAG -> Unit.SECONDS;
            case WAL_RATE -> Unit.BYTES_PER_SECOND;
            case SLOT_RETENTION -> Unit.BYTES;
            default -> Unit.COUNT;
        };
        double value = s.value() == null ? Double.NaN : s.value();
        String limit = s.limit() > 0 ? unit.text(s.limit()) : Text.of("jobstab.off");
        Label label = Nodes.label(Text.of("jobstab.signal", Text.of("jobstab.signal." + s.kind().name()), unit.text(value), limit));
        if (s.holds()) {
            label.getStyleClass().add(Tone.LOOK.style());
        }
        return label;
    }

    private static Tone tone(RunRow r) {
        return switch (r.state()) {
            case "done" -> Tone.GOOD;
            case "failed" -> Tone.BAD;
            case "throttled", "retrying", "paused", "cancelled", "interrupted" -> Tone.LOOK;
            default -> r.live() ? Tone.INFO : Tone.NEUTRAL;
        };
    }

    private static String words(JobPlan p) {
        StringBuilder text = new StringBuilder();
        if (!p.setup().isEmpty()) {
            text.append(Text.of("jobstab.setup")).append('\n').append(String.join(";\n", p.setup())).append(";\n\n");
        }
        text.append(String.join(";\n", p.steps()));
        text.append("\n\n").append(p.rows() < 0 ? Text.of("jobstab.rows-unknown") : Text.of("jobstab.rows-about", p.rows()));
        text.append('\n').append(Text.of("jobstab.locks", p.locks().isEmpty() ? "-" : String.join(", ", p.locks())));
        if (p.undo() != null) {
            text.append('\n').append(Text.of("jobstab.undo", p.undo()));
        }
        return text.toString();
    }
}
