package dev.howdah.engine.profile;

import dev.howdah.engine.sample.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the statements did: every interval of the last 10 minutes, then minutes for two hours, then ten minutes for a
 * week. Within an interval the 500 statements with most time, calls or blocks are kept by name. Takes readings of
 * {@link Statements#PROBE}. Thread-safe.
 */
public final class StatementHistory implements StatementPast, Consumer<Reading<StatementSnapshot>> {
    private static final int BY_NAME = 500;

    private final Tier fine = new Tier(Duration.ZERO, Duration.ofMinutes(10));
    private final Tier minutes = new Tier(Duration.ofMinutes(1), Duration.ofHours(2));
    private final Tier coarse = new Tier(Duration.ofMinutes(10), Duration.ofDays(7));
    private @Nullable StatementSnapshot last;
    private @Nullable Instant lastAt;

    /** Keeps what a reading brings; a failed or skipped one leaves a gap only if the next good one is of another series. */
    @Override
    public synchronized void accept(Reading<StatementSnapshot> reading) {
        if (!(reading instanceof Reading.Value<StatementSnapshot> now)) {
            return;
        }
        StatementSnapshot before = last;
        Instant beforeAt = lastAt;
        last = now.value();
        lastAt = now.at();
        if (before == null || beforeAt == null || !now.value().at().isAfter(before.at())) {
            return;
        }
        StatementInterval measured = StatementInterval.between(before, now.value());
        keep(new StatementInterval(beforeAt, now.at(), busiest(measured.uses()), measured.evicted(), measured.breaks()));
    }

    private void keep(StatementInterval interval) {
        for (StatementInterval out : fine.add(interval)) {
            for (StatementInterval older : minutes.add(out)) {
                coarse.add(older);
            }
        }
    }

    /** The newest snapshot: counters since each entry was begun. Null before the first. */
    public synchronized @Nullable StatementSnapshot latest() {
        return last;
    }

    /** What was measured from {@code from} to {@code to}; intervals that lie half in it count when their middle does. */
    @Override
    public synchronized StatementWindow window(Instant from, Instant to) {
        return StatementWindow.of(intervals(from, to), from, to);
    }

    /** The intervals whose middle lies between, oldest first. */
    @Override
    public synchronized List<StatementInterval> intervals(Instant from, Instant to) {
        List<StatementInterval> all = new ArrayList<>();
        List.of(coarse, minutes, fine).forEach(t -> t.intervals.stream().filter(i -> inside(i, from, to)).forEach(all::add));
        return all;
    }

    /** When the oldest thing that is remembered began; null when nothing is. */
    public synchronized @Nullable Instant oldest() {
        for (Tier t : List.of(coarse, minutes, fine)) {
            if (!t.intervals.isEmpty()) {
                return t.intervals.getFirst().from();
            }
        }
        return null;
    }

    private static boolean inside(StatementInterval i, Instant from, Instant to) {
        Instant middle = i.from().plus(Duration.between(i.from(), i.to()).dividedBy(2));
        return !middle.isBefore(from) && middle.isBefore(to);
    }

    private static Map<StatementKey, Counters> busiest(Map<StatementKey, Counters> uses) {
        if (uses.size() <= BY_NAME) {
            return uses;
        }
        Map<StatementKey, Counters> kept = new java.util.HashMap<>();
        for (Measure m : new Measure[] {Measure.EXEC_MS, Measure.CALLS, Measure.SHARED_READ, Measure.WAL_BYTES, Measure.TEMP_WRITTEN}) {
            kept.putAll(uses.entrySet().stream()
                    .sorted(Comparator.comparingDouble((Map.Entry<StatementKey, Counters> e) -> e.getValue().get(m)).reversed())
                    .limit(m == Measure.EXEC_MS ? BY_NAME - 200 : 50)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
        return kept;
    }

    /** Intervals of one length; those that grow too old are handed on, joined to the length of the next tier. */
    private static final class Tier {
        private final Duration step;
        private final Duration reach;
        private final Deque<StatementInterval> intervals = new ArrayDeque<>();

        Tier(Duration step, Duration reach) {
            this.step = step;
            this.reach = reach;
        }

        /** Adds the newest; the intervals that no longer belong here. */
        List<StatementInterval> add(StatementInterval next) {
            StatementInterval open = intervals.peekLast();
            if (open != null && !open.gap() && !next.gap() && !step.isZero() && Duration.between(open.from(), next.to()).compareTo(step) <= 0
                    && open.to().equals(next.from())) {
                intervals.removeLast();
                intervals.addLast(open.join(next));
            } else {
                intervals.addLast(next);
            }
            List<StatementInterval> old = new ArrayList<>();
            while (!intervals.isEmpty() && Duration.between(intervals.getFirst().to(), next.to()).compareTo(reach) > 0) {
                old.add(intervals.removeFirst());
            }
            return old;
        }
    }
}
