package dev.howdah.ui.overview;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.Outcome;
import dev.howdah.engine.health.Result;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A finding, or a check that did not look at everything. */
record HealthRow(
        Check check,
        String object,
        Tone tone,
        String word,
        String sentence,
        @Nullable Instant since,
        @Nullable String fix,
        @Nullable String undo,
        boolean finding,
        Map<String, String> evidence) {

    /** The worst first; what was not looked at last. */
    static List<HealthRow> of(HealthReport report) {
        List<HealthRow> rows = new ArrayList<>();
        for (Finding f : report.findings()) {
            Check check = report.outcomes().stream().map(Outcome::check).filter(c -> c.id().equals(f.check())).findFirst().orElseThrow();
            boolean bad = f.level() == Levels.Severity.CRITICAL;
            rows.add(new HealthRow(check, f.object(), bad ? Tone.BAD : Tone.LOOK,
                    Text.of(bad ? "overview.health.critical" : "overview.health.warning"), f.sentence(), f.since(), f.fix(), f.undo(), true, f.evidence()));
        }
        for (Outcome o : report.notLooked()) {
            Lack lack = lack(o);
            rows.add(new HealthRow(o.check(), "", Tone.NEUTRAL, Text.of("overview.health.not-looked"),
                    Text.of("overview.health.lack", o.check().words().title(), lack.reason()), null, lack.remedy(), null, false, Map.of()));
        }
        return rows;
    }

    private static Lack lack(Outcome o) {
        return Stream.of(o.result())
                .map(r -> r instanceof Result.Skipped s ? s.lack() : r instanceof Result.Unknown u ? u.lack() : o.notLooked().getFirst())
                .findFirst()
                .orElseThrow();
    }
}
