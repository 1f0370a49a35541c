package dev.howdah.ui.jobs;

import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.job.queue.HistoryEntry;
import dev.howdah.engine.job.queue.Planned;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.jobs.JobsModel.Part;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Lists in one place: runs of this target, what waits in the queue, what workers did, what was changed on any server. */
final class RunsView {
    /** A name and its text in JSON. */
    private static final Pattern PAIR = Pattern.compile("\\{?\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"[,}]?\\s*");

    private final JobsModel model;
    private final JobsController controller;
    private final Page page;
    private final Table<RunRow> runs;
    private final Table<Planned> planned;
    private final Table<HistoryEntry> workers;
    private final Table<AuditEntry> audit;
    private final Card card;
    private @Nullable RunDetail detail;

    RunsView(JobsModel model, JobsController controller, Kit kit, Page page) {
        this.model = model;
        this.controller = controller;
        this.page = page;
        runs = runTable(kit);
        planned = plannedTable(kit);
        workers = workerTable(kit);
        audit = AuditDetail.table(kit);
        StackPane lists = new StackPane(shownFor(Part.RUNS, runs.node()), shownFor(Part.PLANNED, planned.node()), shownFor(Part.WORKERS, workers.node()),
                shownFor(Part.AUDIT, audit.node()));
        card = new Card("", lists).tools(
                shownFor(Part.RUNS, tools()), shownFor(Part.RUNS, runs.tools()),
                shownFor(Part.PLANNED, remove()), shownFor(Part.PLANNED, planned.tools()),
                shownFor(Part.WORKERS, workers.tools()),
                shownFor(Part.AUDIT, audit.tools()));
        card.title().setGraphic(Segments.of(List.of(Part.values()), Part::title, model.part));
        follow();
    }

    Node node() {
        return card;
    }

    /** What an empty list means: of a server that cannot be read nobody knows. */
    private void none(boolean unread) {
        runs.empty(Text.of(unread ? "jobstab.unread" : "jobstab.no-runs"), unread ? "" : Text.of("jobstab.no-runs-hint"));
        planned.empty(Text.of(unread ? "jobstab.unread" : "jobstab.no-planned"), unread ? "" : Text.of("jobstab.no-planned-hint"));
        workers.empty(Text.of(unread ? "jobstab.unread" : "jobstab.no-workers"), unread ? "" : Text.of("jobstab.no-workers-hint"));
    }

    private void follow() {
        model.part.subscribe(p -> {
            // what is open belongs to the list that was left
            runs.deselect();
            audit.deselect();
            page.closeDetail();
            controller.onPart();
        });
        model.problem.subscribe(p -> none(p != null));
        model.runs.subscribe(runs::rows);
        model.planned.subscribe(planned::rows);
        // What nobody has begun stands under Planned.
        model.workers.subscribe(all -> workers.rows(all.stream().filter(e -> e.startedAt() != null).toList()));
        model.audit.subscribe(audit::rows);
        audit.selected().subscribe(e -> {
            if (e != null) {
                controller.onShowRun(null);
                page.detail(e.act().title(), AuditDetail.node(e));
            }
        });
        runs.selected().subscribe(r -> {
            RunRow now = model.shown.get();
            if (r == null ? now != null : now == null || !now.id().equals(r.id())) {
                controller.onShowRun(r);
            }
        });
        model.shown.subscribe(this::detail);
        model.log.subscribe(l -> {
            if (detail != null) {
                detail.log(l);
            }
        });
    }

    private void detail(@Nullable RunRow r) {
        if (r == null) {
            detail = null;
            page.closeDetail();
        } else if (detail != null && detail.id().equals(r.id()) && detail.isLive() == r.live()) {
            detail.show(r);
        } else {
            detail = new RunDetail(r, controller.knobs(r), controller);
            page.detail(r.job(), detail.node());
            detail.log(model.log.get());
        }
    }

    private <N extends Node> N shownFor(Part part, N node) {
        Nodes.when(model.part.isEqualTo(part), node);
        return node;
    }

    private static Table<RunRow> runTable(Kit kit) {
        return kit.<RunRow>table("jobs.runs")
                .tag("jobstab.state", r -> Text.of("jobstab.state." + r.state()), RunsView::tone).width(150)
                .text("jobstab.name", RunRow::job).width(220)
                .text("jobstab.arguments", r -> words(r.arguments())).grows()
                .number("jobstab.share", RunRow::share, Unit.SHARE).bar(1)
                .number("jobstab.rows", RunRow::rows, Unit.COUNT)
                .number("jobstab.rate", RunRow::rate, Unit.PER_SECOND)
                .number("jobstab.left", RunRow::secondsLeft, Unit.SECONDS)
                .text("jobstab.message", RunRow::words).width(240)
                .dateTime("jobstab.started", RunRow::startedAt)
                .key(RunRow::id)
                .build();
    }

    private static Table<Planned> plannedTable(Kit kit) {
        return kit.<Planned>table("jobs.planned")
                .tag("jobstab.state", p -> Text.of(p.running() ? "jobstab.state.running" : "jobstab.state.waiting"),
                        p -> p.running() ? Tone.INFO : Tone.NEUTRAL).width(110)
                .dateTime("jobstab.due", Planned::at)
                .text("jobstab.repeat", p -> p.repeat().equals("once") ? "" : p.repeat()).width(180)
                .text("jobstab.name", Planned::job).width(220)
                .text("jobstab.arguments", p -> words(p.arguments())).grows()
                .text("jobstab.target", Planned::target).width(140)
                .text("jobstab.worker", Planned::worker).width(140)
                .key(Planned::id)
                .build();
    }

    private static Table<HistoryEntry> workerTable(Kit kit) {
        return kit.<HistoryEntry>table("jobs.workers")
                .tag("jobstab.state", h -> Text.of("jobstab.state." + h.state()), h -> tone(h.state(), false)).width(150)
                .text("jobstab.name", HistoryEntry::job).width(220)
                .text("jobstab.arguments", h -> words(h.arguments())).grows()
                .text("jobstab.target", HistoryEntry::target).width(140)
                .number("jobstab.rows", HistoryEntry::rows, Unit.COUNT)
                .text("jobstab.message", HistoryEntry::message).width(240)
                .text("jobstab.worker", HistoryEntry::worker).width(140)
                .dateTime("jobstab.started", HistoryEntry::startedAt)
                .dateTime("jobstab.ended-at", HistoryEntry::endedAt)
                .key(HistoryEntry::run)
                .build();
    }

    private HBox tools() {
        return Nodes.row(
                tool("jobstab.pause", Icons.PAUSE, r -> r.live() && !r.isPaused(), controller::onPause),
                tool("jobstab.resume", Icons.RUN, RunRow::canResume, controller::onResume),
                tool("jobstab.cancel", Icons.CANCEL, RunRow::live, controller::onCancel),
                tool("jobstab.slower", Icons.NARROW, RunRow::live, r -> controller.onSpeed(r, false)),
                tool("jobstab.faster", Icons.WIDEN, RunRow::live, r -> controller.onSpeed(r, true)));
    }

    private Button tool(String key, Icons icon, Predicate<RunRow> possible, Consumer<RunRow> action) {
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

    private Button remove() {
        Button button = Nodes.iconButton(Text.of("jobstab.remove"), Icons.DELETE, () -> {
            Planned p = planned.selected().get();
            if (p != null) {
                controller.onRemove(p);
            }
        });
        button.setId("jobstab-remove");
        button.disableProperty().bind(planned.selected().map(p -> p == null || p.running()).orElse(true));
        return button;
    }

    static String words(Map<String, String> arguments) {
        return arguments.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
    }

    /** {@code {a=1, b=2}} or {@code {"a":"1"}} without what is not of the names and values. */
    static String words(String map) {
        Matcher pair = PAIR.matcher(map);
        if (!pair.lookingAt()) {
            return map.startsWith("{") && map.endsWith("}") ? map.substring(1, map.length() - 1) : map;
        }
        return pair.reset().results().map(m -> plain(m.group(1)) + "=" + plain(m.group(2))).collect(Collectors.joining(", "));
    }

    private static String plain(String quoted) {
        return quoted.replace("\\n", " ").replaceAll("\\\\(.)", "$1");
    }

    private static Tone tone(RunRow r) {
        return tone(r.state(), r.live());
    }

    private static Tone tone(String state, boolean live) {
        return switch (state) {
            case "done" -> Tone.GOOD;
            case "failed" -> Tone.BAD;
            case "throttled", "retrying", "paused", "cancelled", "interrupted" -> Tone.LOOK;
            default -> live ? Tone.INFO : Tone.NEUTRAL;
        };
    }
}
