package dev.howdah.ui.pool;

import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Unit;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** The wait at each pool size, the advised range shaded and the chosen size marked. Sizes that cannot serve the load have no wait. */
final class QueueCurve extends Pane {
    private static final double LEFT = 52;
    private static final double RIGHT = 12;
    private static final double TOP = 16;
    private static final double BOTTOM = 22;

    private @Nullable PoolAdvice advice;

    QueueCurve() {
        getStyleClass().add("queue-curve");
        setMinHeight(96);
        widthProperty().subscribe(this::draw);
        heightProperty().subscribe(this::draw);
    }

    void show(@Nullable PoolAdvice now) {
        advice = now;
        draw();
    }

    private void draw() {
        getChildren().clear();
        PoolAdvice a = advice;
        if (a == null || a.curve().size() < 2 || getWidth() < 120 || getHeight() < 80) {
            return;
        }
        List<PoolAdvice.Point> points = a.curve();
        int first = points.getFirst().size();
        int last = points.getLast().size();
        double goal = a.goal().toNanos() / 1e6;
        double chosen = points.stream()
                .filter(p -> p.size() == a.chosen() && Double.isFinite(p.p95WaitMillis()))
                .mapToDouble(PoolAdvice.Point::p95WaitMillis)
                .findFirst()
                .orElse(0);
        // the curve falls from infinity: what matters lies between the goal and the chosen size
        double ceiling = Math.max(goal * 4, chosen * 1.5);
        Scale s = new Scale(first, last, ceiling, getWidth() - LEFT - RIGHT, getHeight() - TOP - BOTTOM);
        frame(s, a);
        Polyline line = Nodes.styled(new Polyline(), "queue-line");
        for (PoolAdvice.Point p : points) {
            if (Double.isFinite(p.p95WaitMillis())) {
                line.getPoints().addAll(s.x(p.size()), s.y(p.p95WaitMillis()));
            }
        }
        getChildren().add(line);
        points.stream().filter(p -> p.size() == a.chosen()).findFirst().ifPresent(p -> mark(s, p));
        // a size changes while the window is laid out, which is after the styles of this frame were applied
        applyCss();
    }

    private record Scale(int first, int last, double ceiling, double width, double height) {
        double x(double size) {
            return LEFT + (size - first) / Math.max(1, last - first) * width;
        }

        double y(double millis) {
            return TOP + height * (1 - Math.min(millis, ceiling) / ceiling);
        }
    }

    private void frame(Scale s, PoolAdvice a) {
        double bottom = s.y(0);
        double from = s.x(Math.max(s.first(), a.least() - 0.5));
        Rectangle range = new Rectangle(from, TOP, Math.max(4, s.x(Math.min(s.last(), a.most() + 0.5)) - from), bottom - TOP);
        Line goal = new Line(LEFT, s.y(a.goal().toNanos() / 1e6), LEFT + s.width(), s.y(a.goal().toNanos() / 1e6));
        Line floor = new Line(LEFT, bottom, LEFT + s.width(), bottom);
        getChildren().addAll(
                Nodes.styled(range, "queue-range"), Nodes.styled(goal, "queue-goal"), Nodes.styled(floor, "queue-axis"));
        text(Unit.MILLIS.text(s.ceiling()), 0, TOP - 8, true);
        text("0", 0, bottom - 8, true);
        int step = Math.max(1, (int) Math.ceil((s.last() - s.first()) / 10.0));
        for (int c = s.first(); c <= s.last(); c += step) {
            text(String.valueOf(c), s.x(c) - 8, bottom + 2, false);
        }
    }

    private void mark(Scale s, PoolAdvice.Point p) {
        double x = s.x(p.size());
        Line line = Nodes.styled(new Line(x, TOP, x, s.y(0)), "queue-chosen");
        Circle dot = Nodes.styled(new Circle(x, s.y(Double.isFinite(p.p95WaitMillis()) ? p.p95WaitMillis() : s.ceiling()), 4),
                "queue-dot");
        getChildren().addAll(line, dot);
        Label words = Nodes.label(
                Text.of("pooltab.engine.curve-mark", p.size(), Unit.MILLIS.text(p.p95WaitMillis()), Unit.SHARE.text(p.use())),
                        "queue-label", "queue-mark");
        words.autosize();
        getChildren().add(words);
        words.applyCss();
        words.autosize();
        double left = x + 8 + words.getWidth() > getWidth() ? x - 8 - words.getWidth() : x + 8;
        words.relocate(left, TOP - 2);
    }

    private void text(String words, double x, double y, boolean right) {
        Label label = Nodes.label(words, "queue-label");
        getChildren().add(label);
        label.applyCss();
        label.autosize();
        label.relocate(right ? LEFT - 6 - label.getWidth() : x + 8 - label.getWidth() / 2, y);
    }
}
