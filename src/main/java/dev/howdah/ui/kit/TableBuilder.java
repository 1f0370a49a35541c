package dev.howdah.ui.kit;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Describes a table column by column. Methods that take a text key make a column whose title is that text and whose remembered
 * name is the key; {@code width}, {@code hidden}, {@code bar}, {@code tip}, {@code tone}, {@code dot}, {@code indent} and {@code grows} change the
 * column made last.
 */
public final class TableBuilder<R> {
    final Kit kit;
    final String id;
    final List<Column<R>> columns = new ArrayList<>();
    Function<R, Object> key = r -> r;
    String emptySentence = Text.of("kit.table.empty");
    String emptyHint = "";
    String sortedBy = "";
    boolean descending;
    Consumer<R> onOpen = r -> {};

    TableBuilder(Kit kit, String id) {
        this.kit = kit;
        this.id = id;
    }

    /** A text, cut with an ellipsis; any characters are made one line. */
    public TableBuilder<R> text(String titleKey, Function<R, @Nullable String> value) {
        return add(titleKey, Column.Kind.TEXT, value);
    }

    /** SQL or an object's name, in the monospaced face. */
    public TableBuilder<R> code(String titleKey, Function<R, @Nullable String> value) {
        add(titleKey, Column.Kind.CODE, value);
        return width(320);
    }

    /** A word coloured by its meaning; the word must say it without the colour too. */
    public TableBuilder<R> tag(String titleKey, Function<R, @Nullable String> word, Function<R, Tone> tone) {
        add(titleKey, Column.Kind.TAG, word);
        return tone(tone);
    }

    /** A number, right-aligned; NaN is a dash. */
    public TableBuilder<R> number(String titleKey, ToDoubleFunction<R> value, Unit unit) {
        Column<R> c = new Column<>(
                titleKey,
                Text.of(titleKey),
                Column.Kind.FIGURE,
                r -> plain(value.applyAsDouble(r)),
                Comparator.comparingDouble(r -> orderOf(value.applyAsDouble(r))));
        c.number = value::applyAsDouble;
        c.figure = r -> unit.figure(value.applyAsDouble(r));
        c.cellTip = r -> unit.exact(value.applyAsDouble(r));
        c.width = 96;
        columns.add(c);
        return this;
    }

    /** The same with a unit that differs by row: bytes in one, rows in the next. */
    public TableBuilder<R> number(String titleKey, ToDoubleFunction<R> value, Function<R, Unit> unit) {
        number(titleKey, value, Unit.COUNT);
        last().figure = r -> unit.apply(r).figure(value.applyAsDouble(r));
        last().cellTip = r -> unit.apply(r).exact(value.applyAsDouble(r));
        return this;
    }

    /** The recent past of a number as a small line; it is neither filtered nor exported. Its order is that of the newest value. */
    public TableBuilder<R> spark(String titleKey, Function<R, double[]> values) {
        Column<R> c = new Column<>(titleKey, Text.of(titleKey), Column.Kind.SPARK, r -> "",
                Comparator.comparingDouble(r -> newest(values.apply(r))));
        c.spark = values;
        c.width = 104;
        columns.add(c);
        return this;
    }

    private static double newest(double[] values) {
        return values.length == 0 ? Double.NEGATIVE_INFINITY : orderOf(values[values.length - 1]);
    }

    /** A moment: the local time of day, date and UTC in the tooltip. */
    public TableBuilder<R> time(String titleKey, Function<R, @Nullable Instant> at) {
        Column<R> c = new Column<>(titleKey, Text.of(titleKey), Column.Kind.FIGURE, r -> iso(at.apply(r)), byTime(at));
        c.figure = r -> {
            Instant when = at.apply(r);
            return when == null ? Figure.UNKNOWN : new Figure(Format.clock(when), "");
        };
        c.cellTip = r -> {
            Instant when = at.apply(r);
            return when == null ? null : Format.dateTime(when) + "\n" + Format.utc(when);
        };
        c.width = 88;
        columns.add(c);
        return this;
    }

    /** A moment that may lie days away: local date and time, UTC in the tooltip. */
    public TableBuilder<R> dateTime(String titleKey, Function<R, @Nullable Instant> at) {
        time(titleKey, at);
        last().figure = r -> {
            Instant when = at.apply(r);
            return when == null ? Figure.UNKNOWN : new Figure(Format.dateTime(when), "");
        };
        return width(150);
    }

    public TableBuilder<R> width(double pixels) {
        last().width = pixels;
        return this;
    }

    /** Takes the width that is left over. */
    public TableBuilder<R> grows() {
        last().grows = true;
        return this;
    }

    /** The last column holds statements of users: copies of rows and exports have {@code ?} in place of their constants. */
    public TableBuilder<R> masked() {
        last().masked = true;
        return this;
    }

    /** Not shown until chosen in the column chooser. */
    public TableBuilder<R> hidden() {
        last().shownAtFirst = false;
        return this;
    }

    /** A faint bar behind the figure shows its share of the column's greatest. */
    public TableBuilder<R> bar() {
        last().bar = true;
        return this;
    }

    /** A faint bar behind the figure shows how much of the whole it is. */
    public TableBuilder<R> bar(double whole) {
        last().bar = true;
        last().whole = whole;
        return this;
    }

    /** Explains the column in its header's tooltip. */
    public TableBuilder<R> tip(String textKey) {
        last().tip = Text.of(textKey);
        return this;
    }

    public TableBuilder<R> tone(Function<R, Tone> tone) {
        last().tone = tone;
        return this;
    }

    /** A dot in the colour of the row's environment stands before the text. */
    public TableBuilder<R> dot(Function<R, Environment> environment) {
        last().dot = environment::apply;
        return this;
    }

    /** Moves the text to the right by the row's depth in a tree. */
    public TableBuilder<R> indent(Function<R, Integer> depth) {
        last().depth = depth;
        return this;
    }

    /** What makes a row the same row in the next refresh: selection and place follow it. By default the row's equality. */
    public TableBuilder<R> key(Function<R, Object> key) {
        this.key = key;
        return this;
    }

    /** Said while there is no row: why, and what to do. */
    public TableBuilder<R> empty(String sentence, String hint) {
        emptySentence = sentence;
        emptyHint = hint;
        return this;
    }

    /** The order until the user chooses another; without it rows stay as they came. */
    public TableBuilder<R> sorted(String titleKey, boolean descending) {
        this.sortedBy = titleKey;
        this.descending = descending;
        return this;
    }

    /** Double click or Enter on a row. */
    public TableBuilder<R> onOpen(Consumer<R> action) {
        onOpen = action;
        return this;
    }

    public Table<R> build() {
        return new Table<>(this);
    }

    private TableBuilder<R> add(String titleKey, Column.Kind kind, Function<R, @Nullable String> value) {
        Function<R, String> text = r -> {
            String v = value.apply(r);
            return v == null ? "" : v;
        };
        Column<R> c = new Column<>(
                titleKey, Text.of(titleKey), kind, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
        c.cellTip = r -> text.apply(r).length() > 24 ? shortened(text.apply(r)) : null;
        columns.add(c);
        return this;
    }

    private Column<R> last() {
        return columns.getLast();
    }

    private static String shortened(String text) {
        return text.length() > 2000 ? text.substring(0, 2000) + " …" : text;
    }

    private static double orderOf(double value) {
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private static String plain(double value) {
        return Double.isNaN(value) ? "" : java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String iso(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }

    private static <R> Comparator<R> byTime(Function<R, @Nullable Instant> at) {
        return Comparator.comparing(r -> {
            Instant when = at.apply(r);
            return when == null ? Instant.MIN : when;
        });
    }
}
