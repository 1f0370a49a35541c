package dev.howdah.engine.activity;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells how long the present phase of a command will still take, from the pace of the last minute or so: a phase's earlier pace
 * is forgotten with a half-life of 20 s. One thread at a time.
 */
public final class Eta {
    private static final double HALF_LIFE = 20;

    private final Map<Key, Pace> paces = new HashMap<>();

    private record Key(int pid, @Nullable Instant start, String command, @Nullable String relation, @Nullable String phase,
            Progress.Unit unit) {}

    /** What was last seen, and the smoothed rate in units a second. */
    private record Pace(Instant at, long done, double rate) {}

    /**
     * A command with its pace.
     *
     * @param rate units a second, NaN when not known yet
     * @param secondsLeft of the present phase, NaN when not known
     */
    public record Timed(Progress progress, double rate, double secondsLeft) {}

    /** Takes the newest reading and tells each command's pace. Commands that ended are forgotten. */
    public List<Timed> update(Instant at, List<Progress> now) {
        List<Timed> timed = now.stream().map(p -> timed(at, p)).toList();
        Set<Key> alive = now.stream().map(Eta::key).collect(Collectors.toSet());
        paces.keySet().retainAll(alive);
        return timed;
    }

    private Timed timed(Instant at, Progress p) {
        if (p.done() == null) {
            return new Timed(p, Double.NaN, Double.NaN);
        }
        Pace before = paces.get(key(p));
        double rate = before == null ? Double.NaN : rate(before, at, p.done());
        paces.put(key(p), new Pace(at, p.done(), rate));
        double left = p.total() == null || !(rate > 0) ? Double.NaN : Math.max(0, p.total() - p.done()) / rate;
        return new Timed(p, rate, left);
    }

    private static double rate(Pace before, Instant at, long done) {
        double seconds = (at.toEpochMilli() - before.at.toEpochMilli()) / 1e3;
        if (seconds <= 0 || done < before.done) {
            return done < before.done ? Double.NaN : before.rate;
        }
        double now = (done - before.done) / seconds;
        if (Double.isNaN(before.rate)) {
            return now;
        }
        double weight = 1 - Math.pow(0.5, seconds / HALF_LIFE);
        return before.rate + weight * (now - before.rate);
    }

    private static Key key(Progress p) {
        return new Key(p.pid(), p.backendStart(), p.command(), p.relation(), p.phase(), p.unit());
    }
}
