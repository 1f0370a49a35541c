package dev.howdah.engine.profile;

import dev.howdah.engine.profile.ProfilerReport.Profiled;
import dev.howdah.engine.profile.ProfilerReport.Recommendation;
import dev.howdah.engine.profile.ProfilerReport.Repetition;
import dev.howdah.engine.profile.ProfilerReport.Severity;
import dev.howdah.engine.text.Share;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the profiler's figures into sentences, the most urgent first. */
final class Recommendations {
    private static final int ENOUGH = 20;

    private Recommendations() {}

    static List<Recommendation> of(List<Profiled> statements, List<Repetition> repetitions, ProfilerLimits limits) {
        List<Recommendation> all = new ArrayList<>();
        double total = statements.stream().mapToDouble(Profiled::totalMs).sum();
        for (Profiled s : statements) {
            time(s, limits, all);
            if (s.count() >= ENOUGH && s.totalMs() > 0.5 * total && total > 1_000) {
                add(all, Severity.WARNING, s, "slow.advice.share", percent(s.totalMs() / total), s.count());
            }
            if (s.count() >= ENOUGH && s.failures() * 20 > s.count()) {
                add(all, Severity.WARNING, s, "slow.advice.failures", s.failures(), s.count());
            }
            if (s.variants() >= 100 && s.variants() * 2L > Math.min(s.count(), 1_000)) {
                add(all, Severity.INFO, s, "slow.advice.constants", s.variants());
            }
        }
        for (Repetition r : repetitions) {
            Severity severity = r.totalMs() > 1_000 ? Severity.CRITICAL : r.totalMs() > 50 ? Severity.WARNING : Severity.INFO;
            all.add(new Recommendation(severity, r.fingerprint(),
                    Text.of("slow.advice.repetition", r.longest(), r.runs(), ms(r.totalMs()))));
        }
        all.sort(Comparator.comparing(Recommendation::severity).reversed());
        return all;
    }

    private static void time(Profiled s, ProfilerLimits limits, List<Recommendation> all) {
        if (s.p95Ms() >= limits.critical().toMillis()) {
            add(all, Severity.CRITICAL, s, "slow.advice.critical", ms(s.p95Ms()), s.count());
        } else if (s.p95Ms() >= limits.slow().toMillis()) {
            add(all, Severity.WARNING, s, "slow.advice.slow", ms(s.p95Ms()), s.count());
        } else if (s.critical() > 0) {
            add(all, Severity.INFO, s, "slow.advice.outlier", s.critical(), s.count(), ms(s.maxMs()));
        }
    }

    private static void add(List<Recommendation> all, Severity severity, Profiled s, String key, Object... args) {
        all.add(new Recommendation(severity, s.fingerprint(), Text.of(key, args)));
    }

    private static String ms(double ms) {
        return ms >= 10_000 ? String.format(Text.locale(), "%.1f s", ms / 1e3) : String.format(Text.locale(), ms < 10 ? "%.1f ms" : "%.0f ms", ms);
    }

    private static String percent(double share) {
        return Share.text(share, 0);
    }
}
