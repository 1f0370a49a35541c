package dev.howdah.ui.shell;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javafx.scene.Parent;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Shows its content larger or smaller than it was made; the content gets as much more or less room to lay itself out in. */
final class Zoom extends Region {
    /** In per cent. */
    static final int NORMAL = 100;

    static final int SMALLEST = 80;
    static final int LARGEST = 200;

    private static final double BASE_FONT = 13;

    private final Parent content;
    private final Scale scale = new Scale(1, 1);

    Zoom(Parent content) {
        this.content = content;
        content.getTransforms().add(scale);
        content.setManaged(false);
        getChildren().add(content);
        widthProperty().subscribe(w -> fit());
        heightProperty().subscribe(h -> fit());
    }

    void percent(int percent) {
        double factor = percent / 100.0;
        scale.setX(factor);
        scale.setY(factor);
        // menus and tooltips stand in windows of their own, which no transform of this one reaches
        getStylesheets().setAll(percent == NORMAL ? java.util.List.of() : java.util.List.of(popups(BASE_FONT * factor)));
        fit();
    }

    private void fit() {
        content.resizeRelocate(0, 0, getWidth() / scale.getX(), getHeight() / scale.getY());
    }

    private static String popups(double font) {
        String css = ".tooltip, .context-menu, .context-menu .label, .combo-box-popup .list-cell, .popover { -fx-font-size: " + font + "px; }";
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(-1) * scale.getX();
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(-1) * scale.getY();
    }
}
