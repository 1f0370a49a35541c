package dev.howdah.ui.kit;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.sqltext.Literals;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column as it was asked for. Mutable while the table is being built, by the builder only. */
final class Column<R> {
    /** How the cells look. */
    enum Kind {
        TEXT,
        CODE,
        FIGURE,
        TAG,
        SPARK
    }

    final String id;
    final String title;
    final Kind kind;
    /** What filter, copy and export see. */
    final Function<R, String> text;

    final Comparator<R> order;
    double width = 120;
    boolean shownAtFirst = true;
    boolean bar;
    /** What a full bar stands for at the least. */
    double whole = Double.NEGATIVE_INFINITY;
    boolean grows;
    /** SQL whose constants stay on this machine. */
    boolean masked;
    String tip = "";
    /** Figures: the number itself, NaN when unknown. */
    Function<R, Double> number = r -> Double.NaN;

    /** Figures: how it is written; texts: one line of it. */
    Function<R, Figure> figure = r -> Figure.UNKNOWN;

    /** Texts: a dot in this environment's colour before them. */
    Function<R, @Nullable Environment> dot = r -> null;

    /** Small lines: the values, oldest first. */
    Function<R, double[]> spark = r -> new double[0];

    Function<R, Tone> tone = r -> Tone.NEUTRAL;
    Function<R, Integer> depth = r -> 0;
    Function<R, @Nullable String> cellTip = r -> null;

    Column(String id, String title, Kind kind, Function<R, String> text, Comparator<R> order) {
        this.id = id;
        this.title = title;
        this.kind = kind;
        this.text = text;
        this.order = order;
    }

    /** What leaves the machine: statements without their constants. */
    String exported(R row) {
        String plain = text.apply(row);
        return masked ? Literals.mask(plain) : plain;
    }
}
