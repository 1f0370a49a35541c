package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Rectangle;

/** The names of a chart's series with their values at the shown moment; pressing one hides or shows its series. */
final class Legend extends HBox {
    private static final double GAP = 6;

    private final Unit unit;
    private final Runnable changed;
    private final List<ToggleButton> toggles = new ArrayList<>();
    private final List<Label> values = new ArrayList<>();
    private final java.util.Set<String> hidden = new java.util.HashSet<>();
    private List<String> names = List.of();
    private boolean terse;

    Legend(Unit unit, Runnable changed) {
        this.unit = unit;
        this.changed = changed;
        setSpacing(4);
        setAlignment(Pos.CENTER_RIGHT);
        getStyleClass().add("legend");
        setMinWidth(0);
        widthProperty().subscribe(w -> fit());
    }

    /** Where there is no room for all of it, the names stay and the values go: the crosshair says them too. */
    private void fit() {
        boolean now = getWidth() > 0 && getWidth() < prefWidth(-1) - 1;
        if (now != terse) {
            terse = now;
            values.forEach(this::show);
        }
    }

    private void show(Label value) {
        value.setVisible(!terse);
        value.setManaged(!terse);
    }

    /** With all values, also while they are away: else it would change its mind with each change. */
    @Override
    protected double computePrefWidth(double height) {
        double without = super.computePrefWidth(height);
        return terse ? without + values.stream().mapToDouble(v -> widthOf(v) + GAP).sum() : without;
    }

    /** As a box lays it out: a short value takes its least width, and is no narrower while it is away. */
    private static double widthOf(Label value) {
        return Math.max(value.minWidth(-1), value.prefWidth(-1));
    }

    void lines(List<Line> lines) {
        List<String> now = lines.stream().map(Line::name).toList();
        if (now.equals(names)) {
            return;
        }
        names = now;
        toggles.clear();
        values.clear();
        lines.forEach(this::add);
        getChildren().setAll(toggles);
    }

    private void add(Line line) {
        Rectangle swatch = new Rectangle(8, 8);
        swatch.getStyleClass().add(line.hue().style());
        Label value = Nodes.label("", "legend-value");
        HBox content = new HBox(GAP, swatch, Nodes.label(line.name(), "legend-name"), value);
        content.setAlignment(Pos.CENTER_LEFT);
        ToggleButton toggle = new ToggleButton("", content);
        toggle.setAccessibleText(line.name());
        toggle.getStyleClass().setAll("legend-toggle");
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.setSelected(!hidden.contains(line.name()));
        toggle.setOnAction(e -> {
            if (toggle.isSelected()) {
                hidden.remove(line.name());
            } else {
                hidden.add(line.name());
            }
            changed.run();
        });
        toggles.add(toggle);
        values.add(value);
        show(value);
    }

    List<Boolean> shown(List<Line> lines) {
        return lines.stream().map(l -> !hidden.contains(l.name())).toList();
    }

    /** Values at a moment; NaN means the newest. */
    void values(List<Line> lines, double moment) {
        for (int i = 0; i < Math.min(lines.size(), values.size()); i++) {
            Line line = lines.get(i);
            double second = Double.isNaN(moment) ? Double.POSITIVE_INFINITY : moment;
            values.get(i).setText(unit.text(Picture.at(line, second)));
        }
        fit();
    }
}
