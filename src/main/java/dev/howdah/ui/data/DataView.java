package dev.howdah.ui.data;

import dev.howdah.engine.page.Browser;
import dev.howdah.engine.page.Column;
import dev.howdah.engine.page.Export;
import dev.howdah.engine.page.Filter;
import dev.howdah.engine.page.KeysetAdvice;
import dev.howdah.engine.page.PageCost;
import dev.howdah.engine.page.Relation;
import dev.howdah.engine.page.Total;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.SqlText;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Tables at the left, their rows at the right, and what reading them costs. */
final class DataView {
    private final DataModel model;
    private final DataController controller;
    private final Kit kit;
    private final Grid grid;
    private final Page page;
    private final Label total = Nodes.label("", "text-muted");
    private final Label strategy = Nodes.label("", "text-muted");
    private final Label cost = Nodes.label("", "text-muted");
    private final Button index = Nodes.button(Text.of("datatab.index"), Icons.ADVISOR, () -> {});

    DataView(DataModel model, DataController controller, Kit kit) {
        this.model = model;
        this.controller = controller;
        this.kit = kit;
        this.grid = new Grid(model, controller);
        Node rows = right();
        HBox all = new HBox(8, left(), Nodes.grow(rows));
        VBox.setVgrow(all, Priority.ALWAYS);
        page = new Page(all);
        page.bar(bar());
        page.problem(model.problem, controller::onRefresh);
        model.opened.subscribe(this::opened);
        model.total.subscribe(this::total);
        model.cost.subscribe(this::cost);
        strategy.textProperty().bind(model.strategy);
    }

    Parent root() {
        return page.root();
    }

    private Node[] bar() {
        TextField jump = new TextField();
        jump.setId("data-jump");
        jump.setPrefColumnCount(10);
        jump.setTooltip(Nodes.tip(Text.of("datatab.jump.tip")));
        jump.setAccessibleText(Text.of("datatab.jump"));
        jump.disableProperty().bind(model.source.isNull());
        jump.setOnAction(e -> jump(jump.getText()));
        Label to = Nodes.label(Text.of("datatab.jump"), "text-muted");
        to.setLabelFor(jump);
        Label exporting = Nodes.label("", "text-muted");
        exporting.textProperty().bind(model.exporting);
        Button cancel = Nodes.button(Text.of("datatab.export.cancel"), Icons.CANCEL, controller::onCancelExport);
        Nodes.when(model.exporting.isNotEmpty(), cancel);
        Button csv = Nodes.button(Text.of("datatab.export.csv"), Icons.EXPORT, () -> controller.onExport(Export.Format.CSV));
        Button json = Nodes.button(Text.of("datatab.export.json"), Icons.EXPORT, () -> controller.onExport(Export.Format.JSON));
        csv.disableProperty().bind(model.source.isNull().or(model.exporting.isNotEmpty()));
        json.disableProperty().bind(csv.disableProperty());
        return new Node[] {to, jump, Nodes.spring(), exporting, cancel, csv, json,
            Nodes.button(Text.of("datatab.advice"), Icons.ADVISOR, this::advice)};
    }

    private void jump(String text) {
        long row = controller.onJump(text);
        if (row >= 0) {
            grid.scrollTo((int) row);
        }
    }

    private Node left() {
        Table<Relation> tables = kit.<Relation>table("data.relations")
                .code("datatab.relation", Relation::toString).width(190).grows()
                .number("datatab.rows", r -> r.rows() < 0 ? Double.NaN : r.rows(), Unit.COUNT).bar().width(64)
                .number("datatab.bytes", r -> r.bytes() == 0 ? Double.NaN : r.bytes(), Unit.BYTES).width(80).hidden()
                .key(Relation::toString)
                .empty(Text.of("datatab.relations.none"), Text.of("datatab.relations.none-hint"))
                .onOpen(controller::onTable)
                .build();
        model.relations.subscribe(tables::rows);
        tables.selected().subscribe(r -> {
            if (r != null && !r.toString().equals(model.title.get())) {
                controller.onTable(r);
            }
        });
        // What another tab told of is shown in the list too.
        model.title.subscribe(t -> model.relations.get().stream().filter(r -> r.toString().equals(t)).findFirst().ifPresent(tables::select));
        TextArea sql = Nodes.leaving(new TextArea());
        sql.setId("data-sql");
        sql.setAccessibleText(Text.of("datatab.select"));
        sql.setPromptText(Text.of("datatab.sql.prompt"));
        sql.setPrefRowCount(5);
        sql.setWrapText(true);
        sql.getStyleClass().add("mono");
        TextField key = new TextField();
        key.setId("data-key");
        key.setAccessibleText(Text.of("datatab.key.prompt"));
        key.setPromptText(Text.of("datatab.key.prompt"));
        Runnable run = () -> controller.onSelect(sql.getText(), key.getText());
        sql.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER && e.isShortcutDown()) {
                run.run();
                e.consume();
            }
        });
        Button show = Nodes.primary(Text.of("datatab.sql.run"), Icons.RUN, run);
        show.disableProperty().bind(sql.textProperty().isEmpty());
        show.setId("data-run");
        Card below = new Card(Text.of("datatab.select"), Nodes.column(sql, key, Nodes.row(Nodes.spring(), show)));
        Card list = Card.of(Text.of("datatab.relations"), tables);
        tables.node().getStyleClass().add("first-focus");
        VBox left = Nodes.column(Nodes.grow(list), below);
        left.setPrefWidth(380);
        left.setMinWidth(360);
        return left;
    }

    private Node right() {
        Button exact = Nodes.button(Text.of("datatab.count"), Icons.REFRESH, controller::onCount);
        exact.getStyleClass().add("flat");
        exact.visibleProperty().bind(model.source.isNotNull());
        ProgressIndicator reading = new ProgressIndicator();
        reading.setPrefSize(16, 16);
        Button stop = Nodes.button(Text.of("datatab.stop"), Icons.CANCEL, controller::onStop);
        stop.setId("data-stop");
        HBox busy = Nodes.row(reading, stop);
        busy.visibleProperty().bind(model.busy);
        Button again = Nodes.iconButton(Text.of("datatab.refresh"), Icons.REFRESH, controller::onRefresh);
        again.disableProperty().bind(model.source.isNull());
        FlowPane status = new FlowPane(12, 4, total, exact, strategy, cost, index);
        status.setRowValignment(VPos.CENTER);
        status.setMinHeight(Region.USE_PREF_SIZE);
        Card card = new Card(Text.of("datatab.rows"), filters(), Nodes.grow(grid.node()), status);
        VBox.setVgrow(card.getChildren().get(1), Priority.NEVER);
        VBox.setVgrow(status, Priority.NEVER);
        card.tools(busy, again);
        card.title().textProperty().bind(Bindings.when(model.title.isEmpty()).then(Text.of("datatab.rows")).otherwise(model.title));
        return card;
    }

    private Node filters() {
        ComboBox<String> column = new ComboBox<>();
        column.setId("filter-column");
        column.setAccessibleText(Text.of("datatab.filter.column"));
        ComboBox<Filter.Op> op = new ComboBox<>();
        op.getItems().setAll(Filter.Op.values());
        op.setValue(Filter.Op.EQUAL);
        op.setAccessibleText(Text.of("datatab.filter.op"));
        op.setConverter(new javafx.util.StringConverter<>() {
            @Override
            public String toString(Filter.@Nullable Op o) {
                return o == null ? "" : o.word();
            }

            @Override
            public Filter.Op fromString(String text) {
                return Filter.Op.EQUAL;
            }
        });
        TextField value = new TextField();
        value.setId("filter-value");
        value.setAccessibleText(Text.of("datatab.filter.value"));
        value.setPromptText(Text.of("datatab.filter.value"));
        Runnable add = () -> {
            if (column.getValue() != null) {
                controller.onFilter(new Filter(column.getValue(), op.getValue(), value.getText()));
            }
        };
        value.setOnAction(e -> add.run());
        value.disableProperty().bind(op.valueProperty().isEqualTo(Filter.Op.IS_NULL).or(op.valueProperty().isEqualTo(Filter.Op.IS_NOT_NULL)));
        FlowPane chips = new FlowPane(8, 4);
        model.filters.subscribe(now -> chips.getChildren().setAll(now.stream().map(this::chip).toList()));
        model.source.subscribe(s -> {
            column.getItems().setAll(s == null ? List.of() : s.columns().stream().map(Column::name).toList());
            column.setValue(column.getItems().isEmpty() ? null : column.getItems().getFirst());
        });
        HBox row = Nodes.row(column, op, value, Nodes.button(Text.of("datatab.filter.add"), Icons.FILTER, add), Nodes.grow(chips));
        Nodes.when(model.source.isNotNull(), row);
        return row;
    }

    private Node chip(Filter f) {
        boolean bare = f.op() == Filter.Op.IS_NULL || f.op() == Filter.Op.IS_NOT_NULL;
        String text = f.column() + " " + f.op().word() + (bare || f.value() == null ? "" : " " + Format.oneLine(f.value()));
        Button chip = Nodes.button(text, Icons.CLOSE, () -> controller.onUnfilter(f));
        chip.getStyleClass().add("small");
        return chip;
    }

    private void total(Total t) {
        total.setText(t.kind() == Total.Kind.UNKNOWN ? "" : Text.of("datatab.total." + t.kind().name(), Format.count(t.rows())));
    }

    private void cost(@Nullable PageCost c) {
        index.setVisible(c != null && c.indexWanted() != null);
        index.setManaged(index.isVisible());
        if (c == null) {
            cost.setText("");
            return;
        }
        String keys = c.byKeyset() == null ? Text.of("datatab.cost.no-key") : Unit.COUNT.text(c.byKeyset());
        cost.setText(Text.of(c.sorts() ? "datatab.cost.sorts" : "datatab.cost", keys, Unit.COUNT.text(c.byOffset())));
        String wanted = c.indexWanted();
        if (wanted != null) {
            index.setOnAction(e -> {
                SqlText text = new SqlText();
                text.show(wanted + ";");
                page.detail(Text.of("datatab.index"), Nodes.column(Nodes.paragraph(Text.of("datatab.index.why"), "text-muted"), text.node()));
            });
        }
    }

    private void opened(DataModel.@Nullable Opened row) {
        Browser.Source source = model.source.get();
        if (row == null || source == null) {
            page.closeDetail();
        } else {
            page.detail(Text.of("datatab.row", Format.count(row.number() + 1)), new RowDetail(controller).of(source, row));
        }
    }

    private void advice() {
        Table<KeysetAdvice> table = kit.<KeysetAdvice>table("data.advice")
                .code("datatab.advice.statement", KeysetAdvice::query).masked().width(140).grows()
                .number("datatab.advice.calls", KeysetAdvice::calls, Unit.COUNT).width(72)
                .number("datatab.advice.page1", a -> cost(a, 0), Unit.COUNT).width(72)
                .number("datatab.advice.page100", a -> cost(a, 1), Unit.COUNT).width(80)
                .number("datatab.advice.page10000", a -> cost(a, 2), Unit.COUNT).width(96)
                .key(KeysetAdvice::query)
                .empty(Text.of("datatab.advice.none"), Text.of("datatab.advice.none-hint"))
                .build();
        SqlText text = new SqlText();
        Label note = Nodes.paragraph("", "text-muted");
        table.selected().subscribe(a -> {
            note.setText(a == null ? "" : a.note());
            text.show(a == null ? "" : (a.keyset() == null ? "" : a.keyset() + ";\n\n") + (a.index() == null ? "" : a.index() + ";"));
        });
        model.advice.subscribe(all -> {
            table.rows(all);
            if (table.selected().get() == null && !all.isEmpty()) {
                table.select(all.getFirst());
            }
        });
        page.detail(Text.of("datatab.advice"),
                Nodes.column(Nodes.lacks(model.adviceLacks, kit.notices()), Nodes.grow(table.node()), note, Nodes.grow(text.node())));
        controller.onAdvice();
    }

    private static double cost(KeysetAdvice a, int place) {
        return place < a.costs().size() ? a.costs().get(place) : Double.NaN;
    }
}
