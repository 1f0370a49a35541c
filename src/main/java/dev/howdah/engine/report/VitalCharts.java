package dev.howdah.engine.report;

import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.text.Text;
import java.util.List;
import java.util.function.Function;

/** Which vital figures are drawn together. */
final class VitalCharts {
    static final List<Drawing> ALL = List.of(
            new Drawing("transactions", List.of(Figure.TRANSACTIONS)),
            new Drawing("sessions", List.of(Figure.SESSIONS, Figure.ACTIVE, Figure.IDLE_IN_TRANSACTION)),
            new Drawing("hit-ratio", List.of(Figure.HIT_RATIO)),
            new Drawing("bytes", List.of(Figure.WAL_BYTES, Figure.TEMP_BYTES)),
            new Drawing("ages", List.of(Figure.OLDEST_TRANSACTION, Figure.REPLICATION_LAG)));

    private VitalCharts() {}

    /** One chart. */
    record Drawing(String key, List<Figure> figures) {
        Chart chart(Function<Figure, Chart.Line> line) {
            return new Chart(Text.of("report.chart." + key), Text.of("report.unit." + key), figures.stream().map(line).toList());
        }
    }

    static String name(Figure figure) {
        return Text.of("report.figure." + figure);
    }
}
