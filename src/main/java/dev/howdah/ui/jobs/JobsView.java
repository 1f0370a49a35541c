package dev.howdah.ui.jobs;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.jobs.JobsModel.When;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Above what can be run, with its form and plan; below what runs, ran and waits. */
final class JobsView {
    private final JobsModel model;
    private final JobsController controller;
    private final Kit kit;
    private final Environment environment;
    private final JobForm form = new JobForm();
    private final Label title = Nodes.paragraph("", "text-muted");
    private final Label plan = Nodes.paragraph("", "mono");
    private final Label mistake = Nodes.paragraph("", "text-bad");
    private final Label faults = Nodes.paragraph("", "tone-look");
    private final ScrollPane scroll = new ScrollPane();
    private final Table<Job> jobs;
    private final Page page;

    JobsView(JobsModel model, JobsController controller, Kit kit, Environment environment) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.environment = environment;
        jobs = jobTable();
        Card catalogue = Card.of(Text.of("jobstab.catalogue"), jobs);
        HBox above = new HBox(8, catalogue, chosen());
        HBox.setHgrow(catalogue, Priority.ALWAYS);
        catalogue.setPrefWidth(100);
        VBox body = new VBox(8);
        page = new Page(body);
        body.getChildren().addAll(faults, Nodes.grow(above), Nodes.grow(new RunsView(model, controller, kit, page).node()));
        page.problem(model.problem, controller::onRetry);
        follow();
    }

    Parent root() {
        return page.root();
    }

    private void follow() {
        model.jobs.subscribe(jobs::rows);
        model.faults.subscribe(f -> text(faults, String.join("\n", f)));
        model.mistake.subscribe(m -> text(mistake, m));
        model.plan.subscribe(p -> {
            text(plan, p == null ? "" : words(p));
            if (p != null) {
                kit.fx().later(this::toPlan);
            }
        });
        jobs.selected().subscribe(j -> {
            if (j != null) {
                controller.onChoose(j);
            }
        });
        model.chosen.subscribe(j -> {
            text(title, j == null ? Text.of("jobstab.choose") : j.title());
            form.show(j);
            Job selected = jobs.selected().get();
            if (j != null && (selected == null || !selected.name().equals(j.name()))) {
                jobs.select(j);
            }
        });
        model.table.subscribe(t -> {
            if (!t.isEmpty()) {
                form.give("table", t);
            }
        });
        model.ask.subscribe(this::ask);
    }

    /** Below a long form nobody would see that it has come. */
    private void toPlan() {
        scroll.applyCss();
        scroll.layout();
        double room = scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
        scroll.setVvalue(room <= 0 ? 0 : Math.min(1, plan.getBoundsInParent().getMinY() / room));
    }

    private static void text(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    private Table<Job> jobTable() {
        return kit.<Job>table("jobs.catalogue")
                .text("jobstab.name", Job::name).width(240)
                .text("jobstab.title", Job::title).grows()
                .tag("jobstab.kind", j -> j.destructive() ? Text.of("jobstab.destructive") : "", j -> Tone.BAD).width(80)
                .tip("jobstab.kind-tip")
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
        scroll.setContent(new VBox(8, title, form.node(), plan));
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox buttons = Nodes.row(run, dry);
        HBox when = when();
        buttons.setMinHeight(HBox.USE_PREF_SIZE);
        when.setMinHeight(HBox.USE_PREF_SIZE);
        VBox box = new VBox(8, scroll, mistake, buttons, when);
        Card card = new Card("", box);
        card.tools();
        card.title().textProperty().bind(model.chosen.map(Job::name).orElse(Text.of("jobstab.chosen")));
        card.setMinWidth(400);
        card.setPrefWidth(480);
        return card;
    }

    /** Queue it for a worker: as soon as one is free, later, or again and again. */
    private HBox when() {
        ComboBox<When> kind = new ComboBox<>();
        kind.getItems().setAll(When.values());
        kind.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable When w) {
                return w == null ? "" : w.title();
            }

            @Override
            public @Nullable When fromString(String text) {
                return null;
            }
        });
        kind.setValue(When.NOW);
        kind.setId("job-when");
        kind.setAccessibleText(Text.of("jobstab.when"));
        TextField detail = new TextField();
        detail.setId("job-when-detail");
        detail.accessibleTextProperty().bind(kind.valueProperty().map(When::title));
        detail.setPrefColumnCount(11);
        detail.promptTextProperty().bind(kind.valueProperty().map(When::example));
        detail.visibleProperty().bind(kind.valueProperty().isNotEqualTo(When.NOW));
        detail.managedProperty().bind(detail.visibleProperty());
        kind.setMinWidth(Region.USE_PREF_SIZE);
        kind.disableProperty().bind(model.chosen.isNull());
        detail.disableProperty().bind(model.chosen.isNull());
        HBox.setHgrow(detail, Priority.ALWAYS);
        Button queue = Nodes.button(Text.of("jobstab.queue"), Icons.TIME,
                () -> controller.onQueue(form.values(), kind.getValue(), detail.getText()));
        queue.setId("job-queue");
        queue.disableProperty().bind(Bindings.isNull(model.chosen));
        queue.setTooltip(Nodes.tip(Text.of("jobstab.queue-tip")));
        return Nodes.row(queue, kind, detail);
    }

    private void ask(JobsModel.@Nullable Ask ask) {
        if (ask == null) {
            return;
        }
        Question q = ask.destructive()
                ? Question.destructive(ask.text(), ask.consequence(), ask.verb(), environment)
                : Question.of(ask.text(), ask.consequence(), ask.verb(), environment);
        page.confirm().ask(ask.typed() == null ? q : q.typing(ask.typed()), ask.yes());
    }

    private static String words(JobPlan p) {
        StringBuilder text = new StringBuilder();
        text.append(p.rows() < 0 ? Text.of("jobstab.rows-unknown") : Text.of("jobstab.rows-about", p.rows()));
        List<String> locks = p.locks();
        text.append('\n').append(Text.of("jobstab.locks", locks.isEmpty() ? "-" : String.join(", ", locks)));
        if (p.undo() != null) {
            text.append('\n').append(Text.of("jobstab.undo", p.undo()));
        }
        text.append("\n\n").append(String.join(";\n", p.steps()));
        if (!p.setup().isEmpty()) {
            text.append("\n\n").append(Text.of("jobstab.setup")).append('\n').append(String.join(";\n", p.setup())).append(";\n");
        }
        return text.toString();
    }
}
