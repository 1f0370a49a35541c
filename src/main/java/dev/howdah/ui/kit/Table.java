package dev.howdah.ui.kit;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are refreshed in place: selection and scroll position follow a row's key. Rows are plain records; sorting and
 * filtering make a new list of them. Built with {@link Kit#table}.
 */
public final class Table<R> {
    private static final double ROW_HEIGHT = 28;
    private static final double SCROLL_BAR = 16;
    /** JavaFX takes a column of exactly this width for one that nobody gave a width, and measures the cells of 30 rows for it. */
    private static final double UNDECIDED = 80;

    private final TableBuilder<R> spec;
    private final TableView<R> view = new TableView<>();
    private final RowList<R> shown = new RowList<>();
    private final Map<TableColumn<R, ?>, Column<R>> columns = new HashMap<>();
    private final Map<Column<R>, Double> greatest = new HashMap<>();
    private final ReadOnlyObjectWrapper<@Nullable R> selected = new ReadOnlyObjectWrapper<>();
    private final TextField filter = new TextField();
    private final Label count = Nodes.label("", "text-muted", "table-count");
    private final HBox tools;
    private boolean seeking;
    private List<R> rows = List.of();
    private boolean refreshing;
    private String sentence = "";
    private String hint = "";
    private String said = "";
    /** Why it is not known what the rows are; empty when it is. */
    private String unknown = "";
    /** What is missing to see all rows; empty when all are seen. */
    private String partly = "";

    Table(TableBuilder<R> spec) {
        this.spec = spec;
        view.setFixedCellSize(ROW_HEIGHT);
        view.getStyleClass().addAll("howdah-table", "dense");
        empty(spec.emptySentence, spec.emptyHint);
        view.setItems(shown);
        spec.columns.forEach(c -> view.getColumns().add(column(c)));
        view.widthProperty().subscribe(this::fill);
        new TableMemory<>(spec.kit.memory(), spec.id, columns).attach(view);
        view.setSortPolicy(v -> {
            show();
            return true;
        });
        sortAtFirst();
        view.getSelectionModel().selectedItemProperty().subscribe(this::selectedInView);
        view.setRowFactory(v -> Rows.opening(r -> spec.onOpen.accept(r)));
        view.setOnKeyPressed(e -> {
            R row = selected.get();
            if (e.getCode() == KeyCode.ENTER && row != null) {
                spec.onOpen.accept(row);
                e.consume();
            } else if (new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN).match(e)) {
                copy();
                e.consume();
            } else if (new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN).match(e)) {
                filter.requestFocus();
                e.consume();
            }
        });
        view.sceneProperty().subscribe(s -> {
            if (s != null && view.getAccessibleText() == null) {
                view.setAccessibleText(name());
            }
        });
        tools = TableTools.of(this, filter, count);
        filter.textProperty().subscribe(this::show);
    }

    /** What a screen reader says: the title of the card around it, else its first columns. */
    private String name() {
        String title = Card.titleAbove(view);
        return title.isEmpty() ? spec.columns.stream().limit(3).map(c -> c.title).collect(Collectors.joining(", ")) : title;
    }

    /** The table itself. */
    public Node node() {
        return view;
    }

    /** Filter, count, columns and export, to be placed above it. */
    public Node tools() {
        return tools;
    }

    /** Says from now on while there is no row: why, and what to do. */
    public void empty(String sentence, String hint) {
        this.sentence = sentence;
        this.hint = hint;
        placeholder();
    }

    /** Says that nothing was read, and why, until there is a value: no row would look as if there were nothing on the server. */
    public Table<R> known(Sampled<?> rows) {
        rows.lacks().subscribe(l -> known(rows.value().getValue(), rows.problem().getValue(), l));
        rows.problem().subscribe(p -> known(rows.value().getValue(), p, rows.lacks().getValue()));
        rows.value().subscribe(v -> known(v, rows.problem().getValue(), rows.lacks().getValue()));
        return this;
    }

    /** The same of a value that is read otherwise. */
    public Table<R> known(ObservableValue<?> value, ObservableValue<? extends @Nullable Problem> problem) {
        problem.subscribe(p -> known(value.getValue(), p, List.of()));
        value.subscribe(v -> known(v, problem.getValue(), List.of()));
        return this;
    }

    private void known(@Nullable Object value, @Nullable Problem problem, List<Lack> lacks) {
        unknown = value != null ? ""
                : problem != null ? Text.of("kit.table.unread")
                : lacks.isEmpty() ? Text.of("kit.table.reading") : Text.of("kit.table.lacking", lacks.getFirst().reason());
        partly = value == null || lacks.isEmpty() ? "" : Text.of("kit.table.partly", lacks.getFirst().reason());
        count.setVisible(unknown.isEmpty());
        placeholder();
    }

    /** What stands in place of rows. */
    private void placeholder() {
        boolean filtered = unknown.isEmpty() && !rows.isEmpty();
        String why = unknown + partly;
        String now = filtered ? Text.of("kit.table.none-such", filter.getText()) : why.isEmpty() ? sentence : why;
        String then = filtered ? Text.of("kit.table.none-such-hint", Format.count(rows.size())) : why.isEmpty() ? hint : "";
        if (!(now + then).equals(said)) {
            said = now + then;
            view.setPlaceholder(Nodes.empty(now, then));
        }
    }

    /** Shows these rows; what was selected stays selected when its key is still there. */
    public void rows(List<R> now) {
        rows = List.copyOf(now);
        show();
        found();
    }

    /** The selected row in its newest version, or null. */
    public ReadOnlyObjectProperty<@Nullable R> selected() {
        return selected.getReadOnlyProperty();
    }

    /** Chooses no row any more. */
    public void deselect() {
        view.getSelectionModel().clearSelection();
    }

    public void select(R row) {
        Object key = spec.key.apply(row);
        for (int i = 0; i < shown.size(); i++) {
            if (spec.key.apply(shown.get(i)).equals(key)) {
                view.getSelectionModel().select(i);
                view.scrollTo(Math.max(0, i - 3));
                return;
            }
        }
    }

    /** Keeps only rows one of whose shown texts contains this. */
    public void filter(String text) {
        filter.setText(text);
    }

    /** Keeps only rows that contain this and selects the first, now or as soon as there is one; an empty text shows all. */
    public void seek(String text) {
        filter(text);
        seeking = !text.isEmpty();
        found();
    }

    private void found() {
        if (seeking && !shown.isEmpty()) {
            seeking = false;
            select(shown.getFirst());
        }
    }

    /** Rows as they stand: filtered and in order. */
    public List<R> shownRows() {
        return List.copyOf(shown);
    }

    TableView<R> view() {
        return view;
    }

    Kit kit() {
        return spec.kit;
    }

    String id() {
        return spec.id;
    }

    /** The visible columns that hold words or numbers, from left to right. */
    List<Column<R>> visibleColumns() {
        return view.getColumns().stream()
                .filter(TableColumn::isVisible)
                .map(c -> Objects.requireNonNull(columns.get(c)))
                .filter(c -> c.kind != Column.Kind.SPARK)
                .toList();
    }

    private TableColumn<R, R> column(Column<R> c) {
        TableColumn<R, R> column = new TableColumn<>();
        Label title = Nodes.label(c.title, "column-title");
        if (!c.tip.isEmpty()) {
            title.setTooltip(Nodes.tip(c.tip));
        }
        column.setGraphic(title);
        column.setUserData(c.id);
        column.getStyleClass().add("column-" + c.kind.name().toLowerCase(Locale.ROOT));
        column.setPrefWidth(decided(c.width));
        column.setMinWidth(40);
        column.setVisible(c.shownAtFirst);
        if (!c.grows) {
            column.widthProperty().addListener((p, a, b) -> fill());
        }
        column.visibleProperty().addListener((p, a, b) -> fill());
        column.setCellValueFactory(f -> new SimpleObjectProperty<>(f.getValue()));
        column.setCellFactory(f -> new Cell<>(c, k -> greatest.getOrDefault(k, Double.NaN)));
        column.setComparator((a, b) -> c.order.compare(a, b));
        columns.put(column, c);
        return column;
    }

    static double decided(double width) {
        return width == UNDECIDED ? UNDECIDED + 1 : width;
    }

    /** Gives the growing column what the others leave. */
    private void fill() {
        double room = view.getWidth() - SCROLL_BAR;
        for (TableColumn<R, ?> column : view.getColumns()) {
            room -= column.isVisible() && !grows(column) ? column.getWidth() : 0;
        }
        for (TableColumn<R, ?> column : view.getColumns()) {
            if (grows(column)) {
                column.setPrefWidth(Math.max(room, Objects.requireNonNull(columns.get(column)).width));
            }
        }
    }

    private boolean grows(TableColumn<R, ?> column) {
        return Objects.requireNonNull(columns.get(column)).grows;
    }

    private void sortAtFirst() {
        if (!view.getSortOrder().isEmpty()) {
            return;
        }
        view.getColumns().stream()
                .filter(c -> spec.sortedBy.equals(c.getUserData()))
                .findFirst()
                .ifPresent(c -> {
                    c.setSortType(spec.descending ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
                    view.getSortOrder().add(c);
                });
    }

    private void show() {
        List<R> now = new ArrayList<>(filtered());
        Comparator<R> order = order();
        if (order != null) {
            now.sort(order);
        }
        measure(now);
        replace(now);
        placeholder();
        count.setText(
                now.size() == rows.size()
                        ? Format.count(rows.size())
                        : Text.of("kit.table.some", Format.count(now.size()), Format.count(rows.size())));
    }

    private List<R> filtered() {
        String wanted = filter.getText() == null ? "" : filter.getText().strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return rows;
        }
        List<Column<R>> visible = visibleColumns();
        return rows.stream()
                .filter(r -> visible.stream().anyMatch(c -> c.text.apply(r).toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
    }

    private @Nullable Comparator<R> order() {
        Comparator<R> order = null;
        for (TableColumn<R, ?> column : view.getSortOrder()) {
            Comparator<R> next = Objects.requireNonNull(columns.get(column)).order;
            next = column.getSortType() == TableColumn.SortType.DESCENDING ? next.reversed() : next;
            order = order == null ? next : order.thenComparing(next);
        }
        return order;
    }

    /** Bars show a share of the column's greatest figure, or of the whole where there is one. */
    private void measure(List<R> now) {
        spec.columns.stream()
                .filter(c -> c.bar)
                .forEach(c -> greatest.put(
                        c, now.stream().mapToDouble(c.number::apply).filter(v -> !Double.isNaN(v)).max().stream().map(v -> Math.max(v, c.whole)).findFirst().orElse(Double.NaN)));
    }

    private void replace(List<R> now) {
        R before = selected.get();
        Object key = before == null ? null : spec.key.apply(before);
        refreshing = true;
        shown.show(now);
        int place = -1;
        for (int i = 0; key != null && i < now.size(); i++) {
            if (spec.key.apply(now.get(i)).equals(key)) {
                place = i;
                break;
            }
        }
        if (place < 0) {
            view.getSelectionModel().clearSelection();
        } else if (view.getSelectionModel().getSelectedIndex() != place) {
            view.getSelectionModel().clearAndSelect(place);
        }
        refreshing = false;
        selected.set(place < 0 ? null : now.get(place));
    }

    private void selectedInView(@Nullable R row) {
        if (!refreshing) {
            selected.set(row);
        }
    }

    private void copy() {
        R row = selected.get();
        if (row != null) {
            Clipboards.copy(TableExport.tabbed(visibleColumns(), List.of(row)));
        }
    }
}
