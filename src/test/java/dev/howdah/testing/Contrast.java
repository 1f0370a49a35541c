package dev.howdah.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** How well text and icons stand out from what is behind them, by WCAG 2.1. Of what is drawn: on the FX thread. */
public final class Contrast {
    /** AA for text below 18 pt. */
    public static final double TEXT = 4.5;
    /** AA for icons and lines. */
    public static final double MARK = 3;
    /** WCAG asks nothing of what cannot be used now; it should be readable all the same. */
    public static final double DISABLED = 2.5;

    private static final double LEAST = 3;

    private Contrast() {}

    /** WCAG 2.1, "contrast ratio": 1 to 21. */
    public static double ratio(Color a, Color b) {
        double one = luminance(a) + 0.05;
        double two = luminance(b) + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    /** Every text and icon that is drawn with too little of it: the words, with the ratio. */
    public static Map<String, Double> low(Parent root) {
        WritableImage drawn = root.snapshot(new SnapshotParameters(), null);
        Map<String, Double> low = new TreeMap<>();
        look(root, new Veil(1, null), drawn, low);
        return low;
    }

    /** How much of a node is seen, and the outermost node that lets through what is behind it. */
    private record Veil(double opacity, @Nullable Node outermost) {
        Veil over(Node node) {
            return node.getOpacity() == 1 ? this : new Veil(opacity * node.getOpacity(), outermost == null ? node : outermost);
        }

        /** What lies behind it: beside its left edge nothing else is drawn. */
        Color ground(WritableImage drawn, Color behind) {
            Bounds at = outermost == null ? null : outermost.localToScene(outermost.getLayoutBounds());
            return at == null || at.getMinX() < 4 ? behind : drawn.getPixelReader().getColor((int) at.getMinX() - 3, (int) at.getCenterY());
        }
    }

    private static void look(Node node, Veil around, WritableImage drawn, Map<String, Double> low) {
        if (!node.isVisible() || node.getStyleClass().contains("stale")) {
            return;
        }
        Veil here = around.over(node);
        if (node instanceof Text text && text.getFill() instanceof Color colour && !text.getText().isBlank()) {
            measure(text, colour, here, drawn, low);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(c -> look(c, here, drawn, low));
        }
    }

    private static void measure(Text text, Color colour, Veil veil, WritableImage drawn, Map<String, Double> low) {
        Bounds at = text.localToScene(text.getLayoutBounds());
        if (at.getWidth() < LEAST || at.getMinX() < 0 || at.getMinY() < 0 || at.getMaxX() > drawn.getWidth() || at.getMaxY() > drawn.getHeight()
                || isClipped(text, at)) {
            return;
        }
        Color behind = most(drawn.getPixelReader(), at);
        Color solid = Color.color(colour.getRed(), colour.getGreen(), colour.getBlue());
        double seen = ratio(veil.ground(drawn, behind).interpolate(solid, colour.getOpacity() * veil.opacity()), behind);
        boolean icon = text instanceof FontIcon;
        double least = text.isDisabled() ? DISABLED : icon ? MARK : TEXT;
        if (seen < least) {
            String words = icon ? "icon in " + text.getParent() : text.getText();
            low.put(words + (text.isDisabled() ? " (disabled)" : "") + " " + name(colour) + " at " + Math.round(veil.opacity() * 100) + " % on " + name(behind),
                    Math.round(seen * 100) / 100.0);
        }
    }

    /** What lies behind most of it: letters cover less than half. */
    private static Color most(PixelReader pixels, Bounds at) {
        Map<Integer, Integer> count = new HashMap<>();
        for (int y = (int) at.getMinY(); y < (int) at.getMaxY(); y++) {
            for (int x = (int) at.getMinX(); x < (int) at.getMaxX(); x++) {
                count.merge(pixels.getArgb(x, y), 1, Integer::sum);
            }
        }
        int argb = count.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(0);
        return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
    }

    private static boolean isClipped(Node node, Bounds at) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (up.getClip() != null && !up.localToScene(up.getClip().getBoundsInLocal()).contains(at)) {
                return true;
            }
        }
        return false;
    }

    private static String name(Color c) {
        return String.format("#%02x%02x%02x", Math.round(c.getRed() * 255), Math.round(c.getGreen() * 255), Math.round(c.getBlue() * 255));
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double v) {
        return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}
