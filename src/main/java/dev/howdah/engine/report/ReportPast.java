package dev.howdah.engine.report;

import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.replay.Drill;
import dev.howdah.engine.sqltext.Literals;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only a report about the recorded past tells. Immutable.
 *
 * @param alerts what was found within the time, the newest first
 * @param connections and {@code cache}: figures of the server over the time; those that were not recorded are not in it
 * @param usable connections that ordinary roles could have at the end; null when it is not known
 * @param events resets, changes of settings, restarts, jobs, deploys, oldest first
 * @param blockers sessions that held others up, the worst first
 */
public record ReportPast(
        List<Alert> alerts, List<Range> connections, List<Range> cache, @Nullable Integer usable, List<Event> events,
        List<Drill.Blocker> blockers) {
    private static final int MOST_EVENTS = 500;
    private static final List<Figure> CONNECTIONS =
            List.of(Figure.SESSIONS, Figure.ACTIVE, Figure.IDLE_IN_TRANSACTION, Figure.ON_LOCK, Figure.OLDEST_TRANSACTION);
    private static final List<Figure> CACHE = List.of(Figure.HIT_RATIO, Figure.TEMP_BYTES);

    /** Something that was found. @param closed null while it stands */
    public record Alert(String severity, String sentence, String object, Instant opened, @Nullable Instant closed) {}

    /** A figure over the time: means of steps, and the greatest second. */
    public record Range(String figure, double least, double mean, double greatest) {}

    public record Event(Instant at, String kind, String text, String author) {}

    static ReportPast read(History history, AlertStore alerts, int target, Instant from, Instant to, Span span) {
        return new ReportPast(
                alerts.between(target, from, to).stream()
                        .map(a -> new Alert(a.severity(), a.sentence().isEmpty() ? a.title() : a.sentence(), a.object(), a.openedAt(), a.closedAt()))
                        .toList(),
                ranges(span, CONNECTIONS), ranges(span, CACHE), usable(history, to),
                history.annotations(from, to).stream().limit(MOST_EVENTS).map(a -> new Event(a.at(), a.kind().name(), a.text(), a.author())).toList(),
                Drill.blockers(history.looks(from, to)).stream()
                        .map(b -> new Drill.Blocker(b.pid(), b.application(), b.user(), b.statement() == null ? null : Literals.mask(b.statement()),
                                b.seconds(), b.victims()))
                        .toList());
    }

    private static @Nullable Integer usable(History history, Instant at) {
        var settings = history.settings(at);
        String all = settings.get("max_connections");
        String kept = settings.get("superuser_reserved_connections");
        return all == null || kept == null ? null : Integer.valueOf(Integer.parseInt(all) - Integer.parseInt(kept));
    }

    private static List<Range> ranges(Span span, List<Figure> figures) {
        List<Range> all = new ArrayList<>();
        for (Figure f : figures) {
            double[] means = span.means().getOrDefault(f.name(), new double[0]);
            double[] peaks = span.peaks().getOrDefault(f.name(), new double[0]);
            double sum = 0;
            double least = Double.NaN;
            double greatest = Double.NaN;
            int n = 0;
            for (int i = 0; i < means.length; i++) {
                if (!Double.isNaN(means[i])) {
                    least = n == 0 ? means[i] : Math.min(least, means[i]);
                    greatest = n == 0 ? peaks[i] : Math.max(greatest, peaks[i]);
                    sum += means[i];
                    n++;
                }
            }
            if (n > 0) {
                all.add(new Range(f.name(), least, sum / n, greatest));
            }
        }
        return all;
    }
}
