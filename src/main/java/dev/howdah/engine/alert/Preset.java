package dev.howdah.engine.alert;

import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.health.Levels.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rules to begin with. What checks look after is not among them. */
public enum Preset {
    /** No figure is watched. */
    NONE,
    /** Careful limits for any server. */
    STANDARD,
    /** The limits that the paintstudio system was run by: its indicators are warnings, its alerts critical. */
    PAINTSTUDIO;

    private static final Cycles MINUTE = new Cycles(3, 5);

    /** By its name in settings; null when there is none such. */
    public static @Nullable Preset of(String word) {
        return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst().orElse(null);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its rules, told again after {@code repeat} and in no quiet hours. */
    public List<AlertRule> rules(Duration repeat, Quiet quiet) {
        return switch (this) {
            case NONE -> List.of();
            case STANDARD -> List.of(
                    answer(repeat, quiet),
                    figure(Measure.POOL_USE, null, 0.8, 0.95, repeat, quiet),
                    figure(Measure.POOL_TIMEOUTS, null, 1.0, 3.0, repeat, quiet),
                    figure(Measure.ON_LOCK, null, 5.0, 20.0, repeat, quiet),
                    figure(Measure.ERROR_RATE, null, 0.05, 0.2, repeat, quiet));
            case PAINTSTUDIO -> List.of(
                    answer(repeat, quiet),
                    figure(Measure.LONGEST_QUERY, null, 2.0, 5.0, repeat, quiet),
                    figure(Measure.POOL_USE, null, null, 0.8, repeat, quiet),
                    figure(Measure.MEMORY, null, null, 0.85, repeat, quiet),
                    figure(Measure.ERROR_RATE, null, 0.01, 0.05, repeat, quiet),
                    figure(Measure.POOL_TIMEOUTS, null, 1.0, 3.0, repeat, quiet),
                    figure(Measure.HIT_RATIO, 0.7, null, null, repeat, quiet),
                    figure(Measure.SESSIONS, null, 15.0, null, repeat, quiet));
        };
    }

    /** The server does not answer: a warning after a quarter of a minute, critical after half a one. */
    static AlertRule answer(Duration repeat, Quiet quiet) {
        return new AlertRule("not-reachable", new What.Answer(), Limits.of(false, 15.0, 30.0, 10.0), Cycles.ONE,
                new Manner("server", "overview", Severity.CRITICAL, repeat, quiet));
    }

    /** A figure that is looked at for most of a minute before it is believed; {@code below} stands for a warning of small values. */
    private static AlertRule figure(
            Measure measure, @Nullable Double below, @Nullable Double warning, @Nullable Double critical, Duration repeat, Quiet quiet) {
        Limits limits = Limits.of(below != null, below == null ? warning : below, critical, null);
        // A sum of five minutes and an age need no second look.
        Cycles cycles = measure == Measure.POOL_TIMEOUTS || measure == Measure.LONGEST_QUERY ? Cycles.ONE : MINUTE;
        return new AlertRule(measure.id(), new What.Figure(measure), limits, cycles, new Manner("figures", measure.tab(), Severity.WARNING, repeat, quiet));
    }
}
