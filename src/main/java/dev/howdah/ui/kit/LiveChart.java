package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import io.fair_acc.chartfx.XYChart;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/**
 * A chart over time that is given its whole window again and again. Points are thinned out on the writer thread; the FX thread only
 * draws. Made by {@link ChartGroup}.
 */
public final class LiveChart {
    private static final int MOST_SERIES = 8;
    private static final int MOST_MARKS = 60;

    private final Fx fx;
    private final ChartGroup group;
    private final Unit unit;
    private final boolean stacked;
    private final TimeAxis time = new TimeAxis();
    private final ValueAxis value;
    private final XYChart chart;
    private final Palette palette;
    private final PictureRenderer renderer;
    private final ChartPointer pointer;
    private final Legend legend;
    private final Label nothing = Nodes.label(Text.of("kit.chart.nothing"), "text-muted");
    private final StackPane node;
    private ChartGroup.Span window = new ChartGroup.Span(0, 1);
    private List<Line> lines = List.of();
    private List<Mark> marks = List.of();
    private Picture picture = Picture.EMPTY;
    private boolean queued;
    private final InvalidationListener marked;

    LiveChart(Fx fx, ChartGroup group, Unit unit, boolean stacked) {
        this.fx = fx;
        this.group = group;
        this.unit = unit;
        this.stacked = stacked;
        value = new ValueAxis(unit);
        chart = new XYChart(time, value);
        palette = new Palette(this::draw);
        renderer = new PictureRenderer(stacked, l -> palette.of(l.hue()));
        pointer = new ChartPointer(group, time);
        legend = new Legend(unit, this::prepare);
        chart.setAnimated(false);
        chart.setLegendVisible(false);
        chart.getToolBar().setVisible(false);
        chart.getRenderers().setAll(renderer);
        chart.getPlugins().add(pointer);
        chart.getGridRenderer().setDrawOnTop(false);
        node = new StackPane(chart, nothing, palette);
        node.getStyleClass().add("live-chart");
        node.setMinSize(120, 80);
        // The era outlives the chart.
        marked = o -> prepare();
        group.era().marks().addListener(new WeakInvalidationListener(marked));
        // the room for the highest label depends on it
        node.heightProperty().subscribe(h -> prepared(picture));
        group.moment().subscribe(m -> pointAt(m.doubleValue()));
        group.zoom().subscribe(z -> prepare());
    }

    public Node node() {
        return node;
    }

    /** What it says while it has no value: why there is none. */
    public void nothing(String words) {
        nothing.setText(words);
    }

    /** The legend, to be placed at the top right of the card. */
    public Node legend() {
        return legend;
    }

    /** Shows these series in this window; the right edge is the newest moment. At most 8 series: make "other" of the rest. */
    public void show(Instant from, Instant to, List<Line> series) {
        show(from, to, series, List.of());
    }

    public void show(Instant from, Instant to, List<Line> series, List<Mark> moments) {
        if (series.size() > MOST_SERIES) {
            throw new IllegalArgumentException("more than " + MOST_SERIES + " series: " + series.size());
        }
        window = new ChartGroup.Span(from.toEpochMilli() / 1e3, to.toEpochMilli() / 1e3);
        lines = List.copyOf(series);
        marks = List.copyOf(moments);
        legend.lines(lines);
        prepare();
    }

    /** Dragging over a stretch calls this instead of zooming. */
    public void onDragged(BiConsumer<Instant, Instant> action) {
        pointer.onDragged(s -> action.accept(
                Instant.ofEpochMilli((long) (s.from() * 1e3)), Instant.ofEpochMilli((long) (s.to() * 1e3))));
    }

    private void prepare() {
        ChartGroup.Span zoomed = group.zoom().get();
        ChartGroup.Span span = zoomed == null ? window : zoomed;
        List<Line> now = lines;
        List<Mark> moments = moments(span);
        List<Boolean> shown = legend.shown(now);
        fx.writer(() -> {
            Picture next = Picture.of(span.from(), span.to(), now, moments, stacked, unit, shown);
            fx.later(() -> prepared(next));
        });
    }

    /** What the tab says and what the window knows, within the window. */
    private List<Mark> moments(ChartGroup.Span span) {
        return Stream.concat(marks.stream(), group.era().marks().get().stream())
                .filter(m -> m.second() >= span.from() && m.second() <= span.to()).distinct().limit(MOST_MARKS).toList();
    }

    /** A chart stands in the queue of redraws once, however many pictures were made meanwhile: none is ever passed over for long. */
    private void prepared(Picture next) {
        picture = next;
        if (!queued) {
            queued = true;
            fx.paced(() -> {
                queued = false;
                draw();
            });
        }
    }

    private void draw() {
        time.set(picture.from(), picture.to());
        value.show(picture.top(), picture.tick(), picture.isEmpty());
        renderer.show(picture, palette.mark());
        say();
        pointer.marks(picture.marks());
        boolean allHidden = picture.traces().isEmpty() && !lines.isEmpty();
        nothing.setVisible(picture.isTold() && picture.isEmpty() && !allHidden);
        pointAt(group.moment().get());
    }

    /** What a screen reader says: the title above it and the newest values. The parts that it is made of cannot be reached by keyboard. */
    private void say() {
        unreachable(chart);
        node.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        node.setAccessibleText(Card.titleAbove(node) + ": " + lines.stream()
                .map(l -> l.name() + " " + unit.text(Picture.at(l, Double.POSITIVE_INFINITY))).collect(Collectors.joining(", ")));
    }

    private static void unreachable(Parent part) {
        if (part.isFocusTraversable()) {
            part.setFocusTraversable(false);
        }
        for (Node child : part.getChildrenUnmodifiable()) {
            if (child instanceof Parent p) {
                unreachable(p);
            }
        }
    }

    private void pointAt(double second) {
        pointer.show(second);
        legend.values(lines, second);
    }
}
