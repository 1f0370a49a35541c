package dev.howdah.ui.kit;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** Reads the chart colours out of the style sheet, so that a drawing on a canvas follows the theme. Takes no room. */
final class Palette extends Region {
    private static final Color UNSTYLED = Color.GRAY;

    private final StyleablePropertyFactory<Palette> factory = new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private final Map<Hue, StyleableProperty<Color>> hues = new EnumMap<>(Hue.class);
    private final StyleableProperty<Color> mark;

    Palette(Runnable changed) {
        getStyleClass().add("palette");
        setManaged(false);
        setMouseTransparent(true);
        for (Hue hue : Hue.values()) {
            String name = "hue-" + hue.name().toLowerCase(Locale.ROOT);
            hues.put(hue, factory.createStyleableColorProperty(this, name, "-" + name, p -> p.property(hue), UNSTYLED));
        }
        mark = factory.createStyleableColorProperty(this, "mark", "-mark", p -> p.mark, UNSTYLED);
        hues.values().forEach(p -> ((javafx.beans.value.ObservableValue<?>) p).subscribe(changed));
    }

    private StyleableProperty<Color> property(Hue hue) {
        return Objects.requireNonNull(hues.get(hue));
    }

    Color of(Hue hue) {
        return property(hue).getValue();
    }

    Color mark() {
        return mark.getValue();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return factory.getCssMetaData();
    }
}
