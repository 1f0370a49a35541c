package dev.howdah.ui.slow;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.ChartGroup;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Hue;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Line;
import dev.howdah.ui.kit.LiveChart;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A log hour by hour: calls, their time and errors side by side under one pointer, and all figures in a table. */
final class HoursView {
    private static final double HEIGHT = 210;
    private static final Duration HOUR = Duration.ofHours(1);

    private final ChartGroup group;
    private final Table<LogReport.Hour> table;
    private final VBox node;

    HoursView(LogModel model, Kit kit) {
        group = kit.charts();
        table = kit.<LogReport.Hour>table("slow.log.hours")
                .text("slow.log.col.hour", h -> Format.dateTime(h.start())).width(170)
                .number("slow.col.calls", LogReport.Hour::calls, Unit.COUNT)
                .number("slow.col.total", LogReport.Hour::totalMs, Unit.MILLIS)
                .number("slow.log.col.max", LogReport.Hour::maxMs, Unit.MILLIS)
                .number("slow.log.col.errors", LogReport.Hour::errors, Unit.COUNT)
                .number("slow.log.col.connections", LogReport.Hour::connections, Unit.COUNT)
                .number("slow.log.kind.temp", LogReport.Hour::tempBytes, Unit.BYTES).width(120)
                .key(LogReport.Hour::start)
                .empty(Text.of("slow.log.empty.hours"), "")
                .build();
        HBox charts = new HBox(8,
                chart(model, "slow.col.calls", Hue.of(0), Unit.COUNT, LogReport.Hour::calls),
                chart(model, "slow.col.total", Hue.of(1), Unit.MILLIS, LogReport.Hour::totalMs),
                chart(model, "slow.log.col.errors", Hue.LOCK, Unit.COUNT, LogReport.Hour::errors));
        charts.setMinHeight(HEIGHT);
        charts.setPrefHeight(HEIGHT);
        node = new VBox(8, charts, Nodes.grow(table.node()));
        model.report.subscribe(r -> table.rows(r == null ? List.of() : r.hours()));
    }

    Node node() {
        return node;
    }

    Table<LogReport.Hour> table() {
        return table;
    }

    private Node chart(LogModel model, String title, Hue hue, Unit unit, ToDoubleFunction<LogReport.Hour> figure) {
        LiveChart chart = group.stacked(unit);
        model.report.subscribe(r -> {
            List<LogReport.Hour> hours = r == null ? List.of() : r.hours();
            if (!hours.isEmpty()) {
                chart.show(hours.getFirst().start(), hours.getLast().start().plus(HOUR), List.of(steps(Text.of(title), hue, hours, figure)));
            }
        });
        Region card = (Region) Card.of(Text.of(title), chart);
        card.setMinWidth(160);
        card.setPrefWidth(320);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    /** An hour is a bar: its figure from its first second to its last. Hours of which the log says nothing stay empty. */
    static Line steps(String name, Hue hue, List<LogReport.Hour> hours, ToDoubleFunction<LogReport.Hour> figure) {
        double[] seconds = new double[hours.size() * 4];
        double[] values = new double[seconds.length];
        for (int i = 0; i < hours.size(); i++) {
            LogReport.Hour hour = hours.get(i);
            Instant end = hour.start().plus(HOUR);
            double value = figure.applyAsDouble(hour);
            double[] x = {hour.start().getEpochSecond(), hour.start().getEpochSecond() + 1.0, end.getEpochSecond() - 2.0, end.getEpochSecond() - 1.0};
            // the last bar ends with the chart, and what the legend says of the newest moment is its figure
            double[] y = {0, value, value, i == hours.size() - 1 ? value : 0};
            System.arraycopy(x, 0, seconds, i * 4, 4);
            System.arraycopy(y, 0, values, i * 4, 4);
        }
        return new Line(name, hue, seconds, values);
    }
}
