package dev.howdah.engine.fleet;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of many targets as it was when it was asked for. Immutable.
 *
 * @param problem why it does not answer; null while it does
 * @param newest when the newest sample was taken; null before the first
 * @param age of that sample; null before the first
 * @param figures the newest that are known, also of a target that has stopped answering
 * @param cost what watching takes the server
 */
public record Member(
        String name, Environment environment, String address, String database, State state, @Nullable DbProblem problem,
        @Nullable Instant newest, @Nullable Duration age, Map<Figure, Double> figures, Cost cost, Pace pace) {

    /** Worst first. */
    public enum State {
        /** It cannot be reached. */
        DOWN,
        /** It was reached, and the newest sample is older than three looks: slow, paused, or the network is. */
        LATE,
        /** It was not reached yet. */
        CONNECTING,
        /** It answers. */
        UP
    }

    public Member {
        figures = Map.copyOf(figures);
    }

    /** A figure's newest value; NaN when it is not known. */
    public double figure(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** True when name, address, database or environment holds the text, whatever its case. */
    public boolean matches(String text) {
        String sought = text.strip().toLowerCase(Locale.ROOT);
        return (name + " " + address + " " + database + " " + environment).toLowerCase(Locale.ROOT).contains(sought);
    }

    public static Comparator<Member> byName() {
        return Comparator.comparing(Member::name);
    }

    /** Those that need somebody first. */
    public static Comparator<Member> byState() {
        return Comparator.comparing(Member::state).thenComparing(byName());
    }

    /** The greatest first; those of which it is not known last. */
    public static Comparator<Member> by(Figure figure) {
        return Comparator.comparingDouble((Member m) -> Double.isNaN(m.figure(figure)) ? Double.NEGATIVE_INFINITY : m.figure(figure))
                .reversed().thenComparing(byName());
    }

    /** The oldest sample first; those without any before all. */
    public static Comparator<Member> byAge() {
        return Comparator.comparing((Member m) -> m.newest() == null ? Instant.MIN : m.newest()).thenComparing(byName());
    }
}
