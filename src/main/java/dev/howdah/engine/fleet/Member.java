package dev.howdah.engine.fleet;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Pace;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of many targets as it was when it was asked for. Immutable.
 *
 * @param problem why it does not answer, or what it refused; null while all is well
 * @param server what answers; null while nothing does
 * @param health what checks say; null when none are run, or none has run yet
 * @param cost what watching takes the server
 */
public record Member(
        Target target, State state, @Nullable DbProblem problem, @Nullable Server server, Seen seen, @Nullable HealthReport health, Cost cost,
        Pace pace) {

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

    private static final int MOST = 20;

    /**
     * What was seen of it.
     *
     * @param at when the newest sample was taken; null before the first
     * @param age of that sample; null before the first
     * @param figures the newest that are known, also of a target that has stopped answering
     * @param trail the last looks at some of them, oldest first; NaN where a look failed
     */
    public record Seen(@Nullable Instant at, @Nullable Duration age, Map<Figure, Double> figures, Map<Figure, double[]> trail) {
        public Seen {
            figures = Map.copyOf(figures);
            trail = Map.copyOf(trail);
        }
    }

    public String name() {
        return target.name();
    }

    public Environment environment() {
        return target.environment();
    }

    /** When the newest sample was taken; null before the first. */
    public @Nullable Instant newest() {
        return seen.at();
    }

    /** The age of that sample; null before the first. */
    public @Nullable Duration age() {
        return seen.age();
    }

    /** A figure's newest value; NaN when it is not known. */
    public double figure(Figure figure) {
        return seen.figures().getOrDefault(figure, Double.NaN);
    }

    /** What its role does not see, so that some figures are not known; empty while nothing answers. */
    public List<Lack> lacks() {
        return server == null ? List.of() : Sql.load("health/vitals", server.major()).partial(server);
    }

    /** The last looks at a figure, oldest first; empty for one that is not kept. */
    public double[] trail(Figure figure) {
        return seen.trail().getOrDefault(figure, new double[0]).clone();
    }

    /** 0 to 100; NaN as long as no check has answered. */
    public double score() {
        return health == null || health.score().looked() == 0 ? Double.NaN : health.score().value();
    }

    /** What is wrong, in sentences, the worst first; empty while nothing is known to be. */
    public List<String> problems() {
        List<String> all = new ArrayList<>();
        if (problem != null) {
            all.add(problem.title() + " " + problem.hint());
        }
        Duration age = age();
        if (state == State.LATE && age != null) {
            all.add(Text.of("fleet.late", age.toSeconds()));
        }
        if (health != null) {
            health.findings().stream().limit(MOST).forEach(f -> all.add(f.sentence()));
        }
        if (pace.slowed()) {
            all.add(Text.of("fleet.slowed", Math.round(pace.factor() * 10) / 10.0));
        }
        return all;
    }

    /** True when name, address, database or environment holds the text, whatever its case. */
    public boolean matches(String text) {
        String sought = text.strip().toLowerCase(Locale.ROOT);
        return (name() + " " + target.address() + " " + target.database() + " " + environment()).toLowerCase(Locale.ROOT).contains(sought);
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
}
