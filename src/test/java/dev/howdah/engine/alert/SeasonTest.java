package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Tls;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.PlantedHistory;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usual of an hour out of a past that was planted in a real repository. */
class SeasonTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    // a Thursday, in the weeks around the change of the clocks on 25 October
    private static final Instant NOW = Instant.parse("2026-11-05T12:05:00Z");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final Random random = new Random(42);

    /** Work from 8 to 18 by the clock of Berlin on weekdays: about 1,000; else about 50. */
    private double busy(Instant at) {
        ZonedDateTime here = at.atZone(BERLIN);
        boolean works = here.getDayOfWeek().getValue() <= 5 && here.getHour() >= 8 && here.getHour() < 18;
        return (works ? 1_000 : 50) * (0.9 + 0.2 * random.nextDouble());
    }

    private Season season(Duration past, Season.Spec spec, ToDoubleFunction<Instant> value) {
        Repository repository = PlantedHistory.shared();
        Target target = new Target("usual " + NUMBER.incrementAndGet(), List.of(new Target.Host("db" + NUMBER, 5432)), "shop", "ann", null,
                Tls.disable(), Environment.STAGING, Map.of());
        int id = PlantedHistory.write(repository.target(), target, "TRANSACTIONS", NOW.minus(past), NOW, value);
        return Objects.requireNonNull(Seasons.read(new History(repository, id), Map.of(Measure.TRANSACTIONS, spec), BERLIN, NOW).get(Measure.TRANSACTIONS));
    }

    private static Severity severity(Season season, double value, Instant at) {
        return season.judge(value, at) instanceof Seen.Known k ? k.severity() : null;
    }

    @Test
    void knowsTheHourOfTheWeekByTheClockOfThePlace() {
        Season s = season(Duration.ofDays(29), Season.Spec.usual(), this::busy);
        Instant noon = NOW;
        Instant night = Instant.parse("2026-11-05T02:00:00Z");
        // 07:30 in Berlin is not yet work, before and after the clocks changed
        Instant early = Instant.parse("2026-11-05T06:30:00Z");
        assertThat(s.at(noon).median()).isBetween(950.0, 1_050.0);
        assertThat(s.at(night).median()).isBetween(45.0, 55.0);
        assertThat(s.at(early).median()).isBetween(45.0, 55.0);
        assertThat(s.at(noon).weeks()).isGreaterThanOrEqualTo(4);
        assertThat(severity(s, 1_020, noon)).isEqualTo(Severity.OK);
        assertThat(severity(s, 50, noon)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(s, 1_000, night)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(s, 55, night)).isEqualTo(Severity.OK);
    }

    @Test
    void saysNothingBeforeItKnowsEnoughWeeks() {
        Season s = season(Duration.ofDays(15), Season.Spec.usual(), this::busy);
        assertThat(s.at(NOW)).isNull();
        assertThat(s.judge(50, NOW)).isInstanceOfSatisfying(Seen.Unknown.class, u -> assertThat(u.reason()).contains("needs 3 weeks", "has 2"));
        Season two = season(Duration.ofDays(15), new Season.Spec(2, 4, null, true, true), this::busy);
        assertThat(severity(two, 50, NOW)).isEqualTo(Severity.WARNING);
    }

    @Test
    void oneWildWeekDoesNotMoveIt() {
        Season s = season(Duration.ofDays(29), Season.Spec.usual(),
                at -> Duration.between(at, NOW).toDays() / 7 == 1 ? 90_000 : busy(at));
        assertThat(s.at(NOW).median()).isBetween(900.0, 1_150.0);
        assertThat(severity(s, 5_000, NOW)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(s, 1_000, NOW)).isEqualTo(Severity.OK);
    }

    @Test
    void gapsAreNoZeros() {
        Season s = season(Duration.ofDays(29), Season.Spec.usual(), at -> at.atZone(BERLIN).getMinute() % 4 == 0 ? busy(at) : Double.NaN);
        assertThat(s.at(NOW).median()).isBetween(900.0, 1_100.0);
        Season none = season(Duration.ofDays(29), Season.Spec.usual(), at -> Double.NaN);
        assertThat(none.at(NOW)).isNull();
    }

    @Test
    void whatIsUnusualNowIsNotUsualYet() {
        Season s = season(Duration.ofDays(29), Season.Spec.usual(), at -> at.isAfter(NOW.minus(Duration.ofHours(5))) ? 7 : busy(at));
        assertThat(severity(s, 7, NOW)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void looksToTheSidesThatItWasTold() {
        Season above = season(Duration.ofDays(29), new Season.Spec(3, 4, 8.0, true, false), this::busy);
        assertThat(severity(above, 5, NOW)).isEqualTo(Severity.OK);
        assertThat(severity(above, 9_000, NOW)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aFigureThatNeverMovedMayMoveALittle() {
        Season s = season(Duration.ofDays(29), Season.Spec.usual(), at -> 0);
        assertThat(severity(s, 3, NOW)).isEqualTo(Severity.OK);
        assertThat(severity(s, 20, NOW)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void saysWhatIsUsual() {
        Season s = season(Duration.ofDays(29), Season.Spec.usual(), this::busy);
        assertThat(((Seen.Known) s.judge(5_000, NOW)).sentence()).contains("5,000/s", "Thursday 13:00");
    }

    /** Whatever moment it is asked at, also within weeks in which the clocks changed, no week is lost and none counts twice. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"})
    void countsEachWeekOfThePlaceOnce(String zone) {
        ZoneId place = ZoneId.of(zone);
        for (String begin : List.of("2026-03-24T00:00:00Z", "2026-04-20T00:00:00Z", "2026-11-12T00:00:00Z")) {
            Span past = steady(Instant.parse(begin));
            for (int step = 0; step < 7 * 24 * 60; step += 55) {
                Instant now = Instant.parse(begin).plus(Duration.ofMinutes(step));
                Season s = Season.of(Measure.TRANSACTIONS, new Season.Spec(2, 4, 8.0, true, true), past, place, now);
                Season.Hour hour = s.at(now);
                assertThat(hour).as("%s %s", now, place).isNotNull();
                Duration known = Duration.between(Instant.ofEpochSecond(past.seconds()[0]), now.minus(Duration.ofHours(6)));
                // 35 days back; an hour that the clocks skip is missing once
                assertThat(hour.weeks()).as("%s %s", now, place).isBetween((int) (known.toDays() / 7) - 1, (int) (known.toDays() / 7) + 1);
                assertThat(hour.median()).isEqualTo(100);
            }
        }
    }

    @Test
    void anHourThatIsHalfOverCountsTheWeekBeforeOnce() {
        Instant now = Instant.parse("2026-06-18T12:05:00Z");
        Span past = steady(now);
        for (int minute = 0; minute < 60; minute += 5) {
            Season s = Season.of(Measure.TRANSACTIONS, Season.Spec.usual(), past, ZoneId.of("UTC"), now.plusSeconds(60L * minute - 300));
            assertThat(s.at(now).weeks()).as("at minute %d", minute).isEqualTo(5);
        }
    }

    /** A value each ten minutes of the 35 days before a moment, and of the week after it. */
    private static Span steady(Instant around) {
        long first = around.minus(Season.REACH).getEpochSecond();
        long[] seconds = new long[(int) (Season.REACH.plusDays(7).toSeconds() / Season.STEP.toSeconds())];
        double[] values = new double[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = first + i * Season.STEP.toSeconds();
            values[i] = 100;
        }
        return new Span(Season.STEP, seconds, Map.of("TRANSACTIONS", values), Map.of());
    }
}
