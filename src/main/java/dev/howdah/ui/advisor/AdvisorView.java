package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Segments;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tile;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import java.time.Duration;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The whole at the top, the proposals or the statements below, the chosen one at the right. */
final class AdvisorView {
    private final AdvisorModel model;
    private final AdvisorController controller;
    private final Kit kit;
    private final Page page;
    private final ComboBox<Choice<Long>> budget = new ComboBox<>();
    private final ComboBox<Choice<Integer>> patience = new ComboBox<>();
    private final Tile now = Tile.plain(Text.of("advisor.now"), Unit.COUNT);
    private final Tile then = Tile.plain(Text.of("advisor.then"), Unit.COUNT);
    private final Tile size = Tile.plain(Text.of("advisor.size"), Unit.BYTES);
    private final Tile statements = Tile.plain(Text.of("advisor.statements"), Unit.WHOLE);
    private final Tile asked = Tile.plain(Text.of("advisor.asked"), Unit.COUNT);
    private final Table<AdviceRow> rows;
    private final Table<IndexAdvice.Effect> effects;
    private final Table<IndexAdvice.Unplanned> unplanned;

    /** One entry of a list to choose from. */
    private record Choice<T>(String title, T value) {
        @Override
        public String toString() {
            return title;
        }
    }

    AdvisorView(AdvisorModel model, AdvisorController controller, Environment environment, Kit kit) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        rows = rowTable();
        effects = effectTable();
        unplanned = unplannedTable();
        HBox tiles = new HBox(8, now, then, size, statements, asked);
        tiles.getChildren().forEach(t -> HBox.setHgrow(t, Priority.ALWAYS));
        tiles.getChildren().forEach(t -> ((Tile) t).setPrefWidth(100));
        Nodes.when(model.part.map(AdvisorModel.Part::ofIndexes), tiles);
        StackPane body = new StackPane();
        page = new Page(tiles, body);
        page.bar(bar()).note(progress()).note(looping()).note(Nodes.lacks(model.lacks, kit.notices()));
        page.problem(model.problem, this::ask);
        Node indexes = Card.of(Text.of("advisor.proposals"), rows);
        Card second = Card.of(Text.of("advisor.unplanned"), unplanned);
        second.setPrefHeight(220);
        VBox both = new VBox(8, Nodes.grow(Card.of(Text.of("advisor.effects"), effects)), second);
        Node settings = new SettingsView(model, controller, kit, page).node();
        Node others = new VBox(8, Nodes.lacks(model.counselLacks, kit.notices()), Nodes.grow(new CardsView(model, controller, kit, page).node()));
        Node upgrade = new UpgradeView(model, controller, kit, page).node();
        Node applied = new AppliedView(model, controller, kit, page).node();
        // What is open at the right belongs to what is listed at the left.
        model.part.subscribe(p -> page.closeDetail());
        model.part.subscribe(p -> body.getChildren().setAll(switch (p) {
            case INDEXES -> indexes;
            case STATEMENTS -> both;
            case SETTINGS -> settings;
            case OTHER -> others;
            case UPGRADE -> upgrade;
            case APPLIED -> applied;
        }));
        model.ask.subscribe(a -> ask(a, environment));
        follow();
    }

    Parent root() {
        return page.root();
    }

    private void ask(AdvisorModel.@Nullable Ask ask, Environment environment) {
        if (ask != null) {
            Question q = Question.of(ask.text(), ask.consequence(), ask.doIt(), environment);
            page.confirm().ask(ask.typed() == null ? q : q.typing(ask.typed()), () -> ask.yes().accept(ask.typed() == null ? "" : ask.typed()));
        }
    }

    private void follow() {
        model.rows.subscribe(rows::rows);
        model.effects.subscribe(effects::rows);
        model.unplanned.subscribe(unplanned::rows);
        model.told.subscribe(this::whole);
        model.searching.subscribe(s -> none());
        model.rehearsed.subscribe(r -> {
            if (r != null) {
                page.detail(Text.of("advisor.tried"), new RehearsalDetail(r, kit).node());
            }
        });
        model.tried.subscribe(t -> {
            if (t != null) {
                page.detail(Text.of("advisor.tried"), new TrialDetail(t, kit).node());
            }
        });
    }

    private Node[] bar() {
        budget.getItems().setAll(
                new Choice<>(Text.of("advisor.no-limit"), AdviceOptions.DEFAULT.budget()),
                megabytes(100), megabytes(250), megabytes(500), megabytes(1024), megabytes(5 * 1024), megabytes(20 * 1024));
        budget.setValue(budget.getItems().getFirst());
        budget.setId("advisor-budget");
        budget.setAccessibleText(Text.of("advisor.budget"));
        patience.getItems().setAll(List.of(2, 10, 60, 600).stream().map(s -> new Choice<>(Unit.SECONDS.text(s), s)).toList());
        patience.setValue(patience.getItems().get(1));
        patience.setId("advisor-patience");
        patience.setAccessibleText(Text.of("advisor.patience"));
        Button ask = Nodes.primary(Text.of("advisor.ask"), Icons.SEARCH, this::ask);
        ask.setId("advisor-ask");
        Button stop = Nodes.button(Text.of("advisor.stop"), Icons.STOP, controller::onStop);
        stop.setId("advisor-stop");
        Nodes.when(model.searching.not(), ask);
        Nodes.when(model.searching, stop);
        Button loop = Nodes.button(Text.of("advisor.loop"), Icons.OPTIMISE, controller::onLoop);
        loop.setId("advisor-loop");
        loop.setTooltip(Nodes.tip(Text.of("advisor.loop-tip")));
        loop.disableProperty().bind(model.looping.or(model.searching));
        ask.disableProperty().bind(model.looping);
        loop.setVisible(controller.mayLoop());
        loop.setManaged(controller.mayLoop());
        return new Node[] {
            Segments.of(List.of(AdvisorModel.Part.values()), AdvisorModel.Part::title, model.part),
            Nodes.spring(),
            Nodes.label(Text.of("advisor.budget"), "text-muted"), budget,
            Nodes.label(Text.of("advisor.patience"), "text-muted"), patience,
            loop, ask, stop};
    }

    private static Choice<Long> megabytes(long mb) {
        return new Choice<>(Unit.BYTES.text(mb * 1024.0 * 1024), mb * 1024 * 1024);
    }

    private void ask() {
        page.closeDetail();
        controller.onAsk(AdviceOptions.DEFAULT.withBudget(budget.getValue().value()).withLimit(Duration.ofSeconds(patience.getValue().value())));
    }

    private Node progress() {
        return busy(model.stage.map(AdvisorView::words).orElse(Text.of("advisor.step.CHECKING")), model.searching);
    }

    private Node looping() {
        return busy(model.loopWords, model.looping);
    }

    private static Node busy(ObservableValue<String> words, ObservableValue<Boolean> when) {
        ProgressIndicator turning = new ProgressIndicator();
        turning.setPrefSize(16, 16);
        Label label = Nodes.label("", "text-muted");
        label.textProperty().bind(words);
        HBox line = Nodes.row(turning, label);
        Nodes.when(when, line);
        return line;
    }

    private static String words(Advising.Stage stage) {
        IndexAdvice.Progress p = stage.progress();
        return p == null
                ? Text.of("advisor.step." + stage.step())
                : Text.of("advisor.progress", Unit.SECONDS.text(p.seconds()), Unit.SHARE.text(p.relativeCost()), p.indexes(),
                        Unit.BYTES.text(p.bytes()), Unit.COUNT.text(p.whatIfs()));
    }

    /** What an empty list means. */
    private void none() {
        Advising.Told told = model.told.get();
        IndexAdvice advice = told == null ? null : told.advice();
        if (model.searching.get()) {
            none(Text.of("advisor.searching"), Text.of("advisor.searching-hint"));
        } else if (told == null) {
            none(Text.of("advisor.none"), Text.of("advisor.none-hint"));
        } else if (advice == null) {
            none(Text.of("advisor.no-statements"), Text.of("advisor.no-statements-hint"));
        } else if (advice.figures().unanswered()) {
            none(Text.of("advisor.unanswered"), Text.of("advisor.unanswered-hint"));
        } else {
            none(Text.of("advisor.no-proposals"), Text.of("advisor.no-proposals-hint"));
        }
    }

    private void none(String sentence, String hint) {
        rows.empty(sentence, hint);
        effects.empty(sentence, hint);
        Advising.Told told = model.told.get();
        boolean looked = told != null && told.advice() != null;
        unplanned.empty(looked ? Text.of("advisor.all-planned") : sentence, "");
    }

    private void whole(Advising.@Nullable Told told) {
        none();
        IndexAdvice advice = told == null ? null : told.advice();
        if (told == null || advice == null) {
            List.of(now, then, size, statements, asked).forEach(t -> t.value(Double.NaN));
            return;
        }
        IndexAdvice.Figures f = advice.figures();
        now.value(f.before());
        now.note(Text.of("advisor.unit." + f.unit().replace("/", "-")));
        then.value(f.after());
        then.note(Text.of("advisor.of-now", Unit.SHARE.text(f.relativeCost())));
        then.tone(f.relativeCost() < 0.95 ? Tone.GOOD : Tone.NEUTRAL);
        size.value(f.bytes());
        size.note(Text.of("advisor.count", advice.proposals().size()));
        statements.value(advice.effects().size());
        statements.note(advice.unplanned().isEmpty() ? "" : Text.of("advisor.not-planned", advice.unplanned().size()));
        asked.value(f.whatIfs());
        asked.note(Text.of("advisor.basis." + advice.basis(), told.major()));
    }

    private Table<AdviceRow> rowTable() {
        return kit.<AdviceRow>table("advisor.rows")
                .tag("advisor.do", r -> Text.of(r.drop() ? "advisor.drop" : "advisor.create"), r -> r.drop() ? Tone.LOOK : Tone.INFO).width(88)
                .code("advisor.subject", AdviceRow::subject).width(260).grows()
                .number("advisor.saves", AdviceRow::share, Unit.SHARE).bar().width(104).tip("advisor.saves-tip")
                .number("advisor.gain", AdviceRow::gain, Unit.COUNT).hidden()
                .number("advisor.writes", AdviceRow::writeCost, Unit.COUNT).width(96).tip("advisor.writes-tip")
                .number("advisor.bytes", AdviceRow::bytes, Unit.BYTES).width(96)
                .number("advisor.used-by", r -> r.drop() ? Double.NaN : r.statements().size(), Unit.WHOLE).width(96)
                .tag("advisor.confidence", r -> Text.of("advisor.trust." + r.confidence()), r -> trust(r.confidence())).width(104)
                .key(AdviceRow::act)
                .empty(Text.of("advisor.none"), Text.of("advisor.none-hint"))
                .onOpen(this::open)
                .build();
    }

    static Tone trust(IndexAdvice.Confidence confidence) {
        return switch (confidence) {
            case HIGH -> Tone.GOOD;
            case MEDIUM -> Tone.NEUTRAL;
            case LOW -> Tone.LOOK;
        };
    }

    private void open(AdviceRow row) {
        page.detail(row.subject(), new AdviceDetail(row, model, controller).node());
    }

    private Table<IndexAdvice.Effect> effectTable() {
        return kit.<IndexAdvice.Effect>table("advisor.effects")
                .code("advisor.statement", IndexAdvice.Effect::text).masked().width(260).grows()
                .number("advisor.load", IndexAdvice.Effect::load, Unit.COUNT).bar().width(104).tip("advisor.load-tip")
                .number("advisor.cost-now", IndexAdvice.Effect::before, Unit.COUNT).width(96)
                .number("advisor.cost-then", IndexAdvice.Effect::after, Unit.COUNT).width(96)
                .number("advisor.of", e -> e.before() > 0 ? e.after() / e.before() : Double.NaN, Unit.SHARE).width(96)
                .tone(e -> e.worse() ? Tone.BAD : Tone.NEUTRAL)
                .sorted("advisor.load", true)
                .key(IndexAdvice.Effect::id)
                .empty(Text.of("advisor.none"), Text.of("advisor.none-hint"))
                .onOpen(controller::onTry)
                .build();
    }

    private Table<IndexAdvice.Unplanned> unplannedTable() {
        return kit.<IndexAdvice.Unplanned>table("advisor.unplanned")
                .code("advisor.statement", IndexAdvice.Unplanned::text).masked().width(260).grows()
                .text("advisor.reason", IndexAdvice.Unplanned::reason).width(420)
                .number("advisor.load", IndexAdvice.Unplanned::load, Unit.COUNT).width(104).tip("advisor.load-tip")
                .sorted("advisor.load", true)
                .key(IndexAdvice.Unplanned::id)
                .empty(Text.of("advisor.all-planned"), "")
                .build();
    }
}
