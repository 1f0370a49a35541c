package dev.howdah.ui.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One figure with its name, its unit and its recent past. */
public final class Tile extends VBox {
    private static final double GAP = 4;

    private final String name;
    private final Unit unit;
    private final Label value = Nodes.label(Figure.UNKNOWN.value(), "tile-value");
    private final Label unitLabel = Nodes.label("", "tile-unit");
    private final Label note = Nodes.label("", "tile-note");
    private final Sparkline sparkline = new Sparkline();
    private final HBox figure = new HBox(GAP);
    private final Tooltip tip = Nodes.tip("");
    private String exact = "";
    private Tone tone = Tone.NEUTRAL;

    public Tile(String name, Unit unit) {
        this.name = name;
        this.unit = unit;
        setAccessibleRole(AccessibleRole.TEXT);
        getStyleClass().addAll("card", "tile");
        figure.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
        figure.getChildren().setAll(value, unitLabel, Nodes.spring(), note);
        value.setMinWidth(USE_PREF_SIZE);
        unitLabel.setMinWidth(USE_PREF_SIZE);
        note.setMinWidth(0);
        getChildren().addAll(Nodes.label(name, "tile-name"), figure, sparkline);
        Tooltip.install(this, tip);
    }

    /** A figure without a past: no room is kept for one. */
    public static Tile plain(String name, Unit unit) {
        Tile tile = new Tile(name, unit);
        tile.getChildren().remove(tile.sparkline);
        return tile;
    }

    /** NaN shows a dash: not collected. */
    public void value(double now) {
        Figure figure = unit.figure(now);
        value.setText(figure.value());
        unitLabel.setText(figure.unit());
        exact = unit.exact(now);
        say();
    }

    /** A text in place of a number. */
    public void text(String words, @Nullable String whole) {
        value.setText(words);
        unitLabel.setText("");
        exact = whole == null ? words : whole;
        say();
    }

    /** Small words at the right: "of 100", "p95". */
    public void note(String words) {
        note.setText(words);
        say();
    }

    /** What a screen reader says of the whole tile. */
    private void say() {
        tip.setText(note.getText().isEmpty() ? exact : exact + " · " + note.getText());
        setAccessibleText(String.join(" ", name, value.getText(), unitLabel.getText(), note.getText()).strip());
    }

    /** The figure is never cut: a note that has no room beside it stands in the tooltip alone. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double wanted = value.prefWidth(-1) + unitLabel.prefWidth(-1) + note.prefWidth(-1) + 3 * GAP;
        note.setVisible(wanted <= figure.getWidth() + 1);
    }

    /** The recent past, oldest first; NaN is a gap. */
    public void history(double[] values) {
        sparkline.values(values);
    }

    /** Colours the figure; the note should say why. */
    public void tone(Tone now) {
        getStyleClass().remove(tone.style());
        tone = now;
        getStyleClass().add(now.style());
    }
}
