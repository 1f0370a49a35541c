package dev.howdah.engine.advise;

import dev.howdah.engine.log.Detection;
import dev.howdah.engine.log.LogAnalysis;
import dev.howdah.engine.log.LogFiles;
import dev.howdah.engine.log.LogOptions;
import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.sqltext.FirstWord;
import dev.howdah.engine.twin.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A workload from a file: statements that end with semicolons, or a server's log, packed or not, in any form that the log analysis
 * reads. Of a log, the statements of one database count, by their calls and times, each with the parameters of a call that was logged.
 */
public final class WorkloadFile {
    private WorkloadFile() {}

    /**
     * @param database whose statements are wanted of a log of several; those of all when the log has none of it
     * @throws IOException when the file cannot be read
     */
    public static Workload read(Path file, String database, InstantSource clock) throws IOException {
        LogAnalysis analysis = new LogAnalysis(clock);
        Detection.Proof proof = analysis.prove(new LogFiles(List.of(file)), LogOptions.DEFAULT);
        if (!Detection.holds(proof)) {
            return Workload.parse(Script.read(file));
        }
        return of(analysis.run(new LogFiles(List.of(file)), LogOptions.DEFAULT.withTop(0)), database);
    }

    /** What a log says; without durations each statement counts by how often it stands there. */
    static Workload of(LogReport report, String database) {
        boolean measured = report.totals().calls() > 0;
        double seconds = measured ? window(report) : 1;
        boolean known = report.statements().stream().anyMatch(s -> s.databases().stream().anyMatch(d -> d.name().equals(database)));
        List<Workload.Item> items = new ArrayList<>();
        List<Workload.LeftOut> leftOut = new ArrayList<>();
        for (LogReport.Statement s : report.statements()) {
            LogReport.Share of = share(s, known ? database : null, measured);
            Asked asked = asked(s, of);
            if (of.calls() > 0 && !FirstWord.planned(asked.text())) {
                leftOut.add(new Workload.LeftOut(s.id(), s.text(), Workload.utility(asked.text()), measured ? of.totalMs() / seconds : Double.NaN));
            } else if (of.calls() > 0) {
                items.add(new Workload.Item(s.id(), Query.of(asked.text()), of.calls() / seconds, measured ? of.totalMs() / of.calls() : Double.NaN,
                        asked.constants()));
            }
        }
        return new Workload(items, measured, leftOut);
    }

    private static double window(LogReport report) {
        Instant first = report.source().first();
        Instant last = report.source().last();
        return first == null || last == null ? 1 : Math.max(1, Duration.between(first, last).toMillis() / 1000.0);
    }

    private static LogReport.Share share(LogReport.Statement s, @org.jspecify.annotations.Nullable String database, boolean measured) {
        if (!measured) {
            return new LogReport.Share("", s.untimed(), 0);
        }
        return s.databases().stream()
                .filter(d -> d.name().equals(database))
                .findFirst()
                .orElse(database == null ? new LogReport.Share("", s.calls(), s.totalMs()) : new LogReport.Share(database, 0, 0));
    }

    /** @param constants those that are the same in all calls that were kept; a parameter's value is none */
    private record Asked(String text, Set<String> constants) {}

    /** The call of those kept that took a time nearest to the usual; they are the slowest ones. */
    private static Asked asked(LogReport.Statement s, LogReport.Share of) {
        double usual = of.totalMs() / Math.max(1, of.calls());
        List<LogReport.Call> calls = s.samples().stream().filter(c -> of.name().isEmpty() || c.database().equals(of.name())).toList();
        LogReport.Call call = calls.stream().min(Comparator.comparingDouble(c -> Math.abs(c.ms() - usual))).orElse(null);
        boolean one = calls.size() == 1 && of.calls() > 1;
        return new Asked(
                InnerQuery.of(call == null ? s.text() : Bound.in(call.text(), call.parameters())),
                one ? Set.of() : Constants.common(calls.stream().map(LogReport.Call::text).toList()));
    }
}
