package dev.howdah.engine.rules;

import dev.howdah.engine.log.Detection;
import dev.howdah.engine.log.LogAnalysis;
import dev.howdah.engine.log.LogFiles;
import dev.howdah.engine.log.LogOptions;
import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What a server's log tells the rules: plans that auto_explain measured, and statements that are run once for each row. */
public final class HeardLog {
    private static final int MOST_REPETITIONS = 20;

    private HeardLog() {}

    /**
     * @return nothing when the file is no log
     * @throws IOException when it cannot be read
     */
    public static Sources.Heard read(Path file, InstantSource clock) throws IOException {
        LogAnalysis analysis = new LogAnalysis(clock);
        if (!Detection.holds(analysis.prove(new LogFiles(List.of(file)), LogOptions.DEFAULT))) {
            return Sources.Heard.NOTHING;
        }
        return of(analysis.run(new LogFiles(List.of(file)), LogOptions.DEFAULT.withTop(0)));
    }

    static Sources.Heard of(LogReport report) {
        List<Sources.Measured> plans = new ArrayList<>();
        for (LogReport.Statement s : report.statements()) {
            String id = s.queryIds().isEmpty() ? "" : Long.toString(s.queryIds().getFirst());
            for (String text : s.plans()) {
                try {
                    plans.add(new Sources.Measured(id, Plan.parse(text)));
                } catch (PlanFormatException e) {
                    // A plan that was cut off in the log: the others remain.
                    continue;
                }
            }
        }
        return new Sources.Heard(plans, report.nPlusOne().list().stream().limit(MOST_REPETITIONS).map(Repetition::of).toList(), null);
    }
}
