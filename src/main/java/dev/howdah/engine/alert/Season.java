package dev.howdah.engine.alert;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Unit;
import dev.howdah.engine.store.Span;
import dev.howdah.engine.text.Text;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a figure usually is at each hour of the week, by the clock of a place: the median of the recorded weeks, and the median
 * absolute deviation from it as the measure of what is ordinary (times 1.4826 it estimates the standard deviation of a normal
 * distribution, and a few wild hours do not move it). Immutable.
 */
public final class Season {
    /** The recorded steps that it is made of. */
    public static final Duration STEP = Duration.ofMinutes(10);

    /** How far back it looks: what the coarsest level keeps. */
    public static final Duration REACH = Duration.ofDays(35);

    private static final int HOURS = 168;
    /** 1970-01-01 was a Thursday. */
    private static final int MONDAY = 3;
    private static final int POINTS_OF_A_WEEK = 3;
    private static final double NORMAL = 1.4826;
    private static final double LEAST_SHARE = 0.05;
    private static final double SLACK = 0.75;

    private final Spec spec;
    private final Measure measure;
    private final ZoneId zone;
    private final @Nullable Hour[] hours;

    /**
     * When an hour is unusual.
     *
     * @param weeks with recorded values of that hour, below which nothing is said; at least 2
     * @param warning deviations from the median, above 1
     * @param critical the same; null when nothing is critical
     * @param above whether more than usual is worth an alert
     * @param below whether less than usual is
     */
    public record Spec(int weeks, double warning, @Nullable Double critical, boolean above, boolean below) {
        public static Spec usual() {
            return new Spec(3, 4, 8.0, true, true);
        }
    }

    /**
     * One hour of the week.
     *
     * @param spread what counts as one deviation, above zero
     * @param weeks of how many weeks it is made
     */
    public record Hour(double median, double spread, int weeks) {}

    private Season(Spec spec, Measure measure, ZoneId zone, @Nullable Hour[] hours) {
        this.spec = spec;
        this.measure = measure;
        this.zone = zone;
        this.hours = hours;
    }

    /**
     * @param past of {@link #REACH} in steps of {@link #STEP}
     * @param now what is younger than six hours does not count: it may be what is unusual
     */
    public static Season of(Measure measure, Spec spec, Span past, ZoneId zone, Instant now) {
        double[] means = past.means().getOrDefault(String.valueOf(measure.figure()), new double[0]);
        Map<Integer, Map<Long, double[]>> found = new HashMap<>();
        long end = now.minus(Duration.ofHours(6)).getEpochSecond();
        for (int i = 0; i < means.length; i++) {
            long second = past.seconds()[i];
            if (!Double.isNaN(means[i]) && second < end) {
                ZonedDateTime at = Instant.ofEpochSecond(second).atZone(zone);
                found.computeIfAbsent(slot(at), s -> new HashMap<>()).merge(week(at), new double[] {means[i]}, Season::joined);
            }
        }
        @Nullable Hour[] hours = new Hour[HOURS];
        found.forEach((slot, weeks) -> {
            weeks.values().removeIf(v -> v.length < POINTS_OF_A_WEEK);
            if (!weeks.isEmpty()) {
                hours[slot] = hour(measure.unit(), weeks);
            }
        });
        return new Season(spec, measure, zone, hours);
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static Hour hour(Unit unit, Map<Long, double[]> weeks) {
        double[] all = weeks.values().stream().flatMapToDouble(Arrays::stream).toArray();
        double median = median(all);
        double deviation = median(Arrays.stream(all).map(v -> Math.abs(v - median)).toArray());
        double spread = Math.max(Math.max(NORMAL * deviation, LEAST_SHARE * Math.abs(median)), least(unit));
        return new Hour(median, spread, weeks.size());
    }

    /** A figure that never moved must not make an alert of its first smallest move. */
    private static double least(Unit unit) {
        return switch (unit) {
            case SHARE -> 0.01;
            case BYTES -> 65_536;
            default -> 1;
        };
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    private static int slot(ZonedDateTime at) {
        return (at.getDayOfWeek().getValue() - 1) * 24 + at.getHour();
    }

    /** Which week of the place's calendar, from Monday on: each hour of the week comes once in it, however long a day is. */
    private static long week(ZonedDateTime at) {
        return Math.floorDiv(at.toLocalDate().toEpochDay() + MONDAY, 7L);
    }

    /** What is usual at a moment; null when too few weeks are known. */
    public @Nullable Hour at(Instant at) {
        Hour hour = hours[slot(at.atZone(zone))];
        return hour == null || hour.weeks() < spec.weeks() ? null : hour;
    }

    /** @param value the mean of the last {@link #STEP} */
    Seen judge(double value, Instant at) {
        Hour usual = at(at);
        if (usual == null) {
            Hour some = hours[slot(at.atZone(zone))];
            return new Seen.Unknown(Text.of("alert.too-few-weeks", spec.weeks(), some == null ? 0 : some.weeks()));
        }
        double away = (value - usual.median()) / usual.spread();
        double counted = away > 0 ? spec.above() ? away : 0 : spec.below() ? -away : 0;
        return new Seen.Known(severity(counted), severity(counted / SLACK), value, sentence(value, usual, at));
    }

    private Severity severity(double deviations) {
        if (spec.critical() != null && deviations >= spec.critical()) {
            return Severity.CRITICAL;
        }
        return deviations >= spec.warning() ? Severity.WARNING : Severity.OK;
    }

    private String sentence(double value, Hour usual, Instant at) {
        ZonedDateTime here = at.atZone(zone);
        DayOfWeek day = here.getDayOfWeek();
        Unit unit = measure.unit();
        double low = Math.max(0, usual.median() - spec.warning() * usual.spread());
        String hour = day.getDisplayName(TextStyle.FULL, Text.names()) + " " + String.format(Locale.ROOT, "%02d:00", here.getHour());
        return Text.of("alert.usual", measure.title(), unit.format(value), unit.format(low),
                unit.format(usual.median() + spec.warning() * usual.spread()), hour, usual.weeks());
    }
}
