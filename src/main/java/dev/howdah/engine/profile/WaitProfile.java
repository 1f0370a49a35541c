package dev.howdah.engine.profile;

import dev.howdah.engine.activity.ActiveProcess;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What working processes spend their time on, from a sample a second: a process that waits for nothing counts as CPU. Takes
 * readings of {@link ActiveProcess#PROBE}; remembers an hour in steps of 10 s. Thread-safe.
 */
public final class WaitProfile implements WaitPast, Consumer<Reading<List<ActiveProcess>>> {
    private static final int STEP = 10;
    private static final int STEPS = 360;
    private static final int MOST_KEYS = 2_000;

    private final Map<WaitClass, Series> series = new EnumMap<>(WaitClass.class);
    private final Deque<Step> steps = new ArrayDeque<>();

    /** What samples can be summed by. */
    public enum By {
        STATEMENT,
        EVENT,
        USER,
        DATABASE,
        APPLICATION,
        SESSION
    }

    /** What a sample was about. */
    public record Key(long queryId, WaitClass waits, String event, String user, String database, String application, int pid) {}

    /**
     * Samples of one thing.
     *
     * @param name the value of what was summed by: a query id, an event, a user …
     * @param samples by ordinal of {@link WaitClass}; each stands for about one second of one process
     */
    public record Share(String name, long[] samples) {
        public long total() {
            long sum = 0;
            for (long s : samples) {
                sum += s;
            }
            return sum;
        }
    }

    private static final class Step {
        final long second;
        final Map<Key, Integer> counts = new HashMap<>();
        int looks;

        Step(long second) {
            this.second = second;
        }
    }

    public WaitProfile() {
        for (WaitClass c : WaitClass.values()) {
            series.put(c, new Series());
        }
    }

    /** A reading of every second. */
    @Override
    public void accept(Reading<List<ActiveProcess>> reading) {
        accept(reading, Duration.ZERO);
    }

    /** @param apart how far readings lie apart: until twice that before it, it stands for what lies between */
    synchronized void accept(Reading<List<ActiveProcess>> reading, Duration apart) {
        if (!(reading instanceof Reading.Value<List<ActiveProcess>> now)) {
            return;
        }
        int[] classes = new int[WaitClass.values().length];
        Step step = step(now.at().getEpochSecond());
        step.looks++;
        for (ActiveProcess p : now.value()) {
            WaitClass c = p.waits();
            classes[c.ordinal()]++;
            String event = p.waitEvent() == null ? c.label() : p.waitEventType() + ": " + p.waitEvent();
            Key key = new Key(p.queryId(), c, event, p.user(), p.database(), p.application(), p.pid());
            if (step.counts.size() < MOST_KEYS || step.counts.containsKey(key)) {
                step.counts.merge(key, 1, Integer::sum);
            }
        }
        for (WaitClass c : WaitClass.values()) {
            series(c).add(now.at(), classes[c.ordinal()], apart);
        }
    }

    private Step step(long second) {
        long start = second - Math.floorMod(second, STEP);
        Step last = steps.peekLast();
        if (last == null || last.second < start) {
            last = new Step(start);
            steps.addLast(last);
            while (steps.size() > STEPS) {
                steps.removeFirst();
            }
        }
        return last;
    }

    /** Processes of a class, second by second. */
    public Series series(WaitClass c) {
        return Objects.requireNonNull(series.get(c));
    }

    @Override
    public Map<WaitClass, Series.Points> points(Instant from, Instant to) {
        Map<WaitClass, Series.Points> points = new EnumMap<>(WaitClass.class);
        for (WaitClass c : WaitClass.values()) {
            points.put(c, series(c).between(from, to));
        }
        return points;
    }

    /** How many samples were taken between two moments: what the shares are out of. */
    public synchronized int looks(Instant from, Instant to) {
        return steps.stream().filter(s -> inside(s, from, to)).mapToInt(s -> s.looks).sum();
    }

    @Override
    public synchronized List<Share> top(By by, Instant from, Instant to, Predicate<Key> filter, int limit) {
        Map<String, long[]> sums = new HashMap<>();
        for (Step step : steps) {
            if (inside(step, from, to)) {
                step.counts.forEach((key, n) -> {
                    if (filter.test(key)) {
                        sums.computeIfAbsent(name(by, key), k -> new long[WaitClass.values().length])[key.waits.ordinal()] += n;
                    }
                });
            }
        }
        List<Share> shares = new ArrayList<>();
        sums.forEach((name, samples) -> shares.add(new Share(name, samples)));
        shares.sort(Comparator.comparingLong(Share::total).reversed());
        return shares.subList(0, Math.min(limit, shares.size()));
    }

    private static boolean inside(Step s, Instant from, Instant to) {
        return s.second + STEP > from.getEpochSecond() && s.second <= to.getEpochSecond();
    }

    /** The value of what is summed by. */
    public static String name(By by, Key key) {
        return switch (by) {
            case STATEMENT -> Long.toString(key.queryId);
            case EVENT -> key.event;
            case USER -> key.user;
            case DATABASE -> key.database;
            case APPLICATION -> key.application;
            case SESSION -> Integer.toString(key.pid);
        };
    }
}
