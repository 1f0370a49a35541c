package dev.howdah.engine.report;

import dev.howdah.engine.text.HtmlText;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Draws a chart as SVG that stands within a page: no script, no font of its own, fit for print. A gap stays a gap. */
final class SvgChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 200;
    private static final int LEFT = 64;
    private static final int BOTTOM = 22;
    private static final int TOP = 8;
    private static final int STEPS = 4;
    private static final int MOST_POINTS = 700;

    private final Chart chart;
    private final long from;
    private final long to;
    private final double top;
    private final DateTimeFormatter clock;
    private final StringBuilder out = new StringBuilder();

    private SvgChart(Chart chart, Instant from, Instant to, ZoneId zone) {
        this.chart = chart;
        this.from = from.getEpochSecond();
        this.to = Math.max(this.from + 1, to.getEpochSecond());
        this.top = nice(chart.lines().stream().flatMapToDouble(l -> Arrays.stream(l.values())).filter(Double::isFinite).max().orElse(0));
        this.clock = DateTimeFormatter.ofPattern(this.to - this.from > 172_800 ? "d MMM HH:mm" : "HH:mm:ss", Text.locale()).withZone(zone);
    }

    static String of(Chart chart, Instant from, Instant to, ZoneId zone) {
        return new SvgChart(chart, from, to, zone).draw();
    }

    private String draw() {
        out.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT).append("\" role=\"img\" aria-label=\"")
                .append(HtmlText.escape(chart.title())).append("\">");
        for (int i = 0; i <= STEPS; i++) {
            double value = top * i / STEPS;
            String y = number(y(value));
            out.append("<line class=\"grid\" x1=\"").append(LEFT).append("\" x2=\"").append(WIDTH).append("\" y1=\"").append(y).append("\" y2=\"")
                    .append(y).append("\"/><text x=\"").append(LEFT - 6).append("\" y=\"").append(number(y(value) + 4))
                    .append("\" text-anchor=\"end\">").append(HtmlText.escape(brief(value))).append("</text>");
        }
        for (int i = 0; i <= STEPS; i++) {
            long second = from + (to - from) * i / STEPS;
            String anchor = i == 0 ? "start" : i == STEPS ? "end" : "middle";
            out.append("<text x=\"").append(number(x(second))).append("\" y=\"").append(HEIGHT - 6).append("\" text-anchor=\"").append(anchor)
                    .append("\">").append(clock.format(Instant.ofEpochSecond(second))).append("</text>");
        }
        boolean any = false;
        for (int i = 0; i < chart.lines().size(); i++) {
            any |= line(chart.lines().get(i), i);
        }
        if (!any) {
            out.append("<text x=\"").append((WIDTH + LEFT) / 2).append("\" y=\"").append(HEIGHT / 2).append("\" text-anchor=\"middle\">")
                    .append(HtmlText.escape(Text.of("report.not-collected"))).append("</text>");
        }
        return out.append("</svg>").toString();
    }

    /** One path; of many points in one place the highest is drawn, so that no peak is lost. */
    private boolean line(Chart.Line line, int colour) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        int bucket = Math.max(1, line.values().length / MOST_POINTS);
        for (int i = 0; i < line.values().length; i += bucket) {
            double value = Double.NaN;
            for (int j = i; j < Math.min(line.values().length, i + bucket); j++) {
                if (Double.isFinite(line.values()[j])) {
                    value = Double.isNaN(value) ? line.values()[j] : Math.max(value, line.values()[j]);
                }
            }
            if (Double.isNaN(value)) {
                pen = false;
            } else {
                path.append(pen ? 'L' : 'M').append(number(x(line.seconds()[i]))).append(' ').append(number(y(value)));
                pen = true;
            }
        }
        if (!path.isEmpty()) {
            out.append("<path class=\"s").append(colour % 8).append("\" d=\"").append(path).append("\"/>");
        }
        return !path.isEmpty();
    }

    private double x(long second) {
        return LEFT + (double) (second - from) / (to - from) * (WIDTH - LEFT);
    }

    private double y(double value) {
        return TOP + (1 - Math.max(0, value) / top) * (HEIGHT - BOTTOM - TOP);
    }

    /** The next 1, 2, 5 times a power of ten; 1 for nothing. */
    static double nice(double most) {
        if (!(most > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 2, 5, 10}) {
            if (step * power >= most) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String brief(double value) {
        if (value >= 1e9) {
            return trimmed(value / 1e9) + " G";
        }
        if (value >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return value >= 1e4 ? trimmed(value / 1e3) + " k" : trimmed(value);
    }

    private static String trimmed(double value) {
        return String.format(Text.locale(), value < 10 ? "%.2f" : "%.1f", value).replaceFirst("[.,]?0+$", "");
    }
}
