package dev.howdah.engine.health;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The checks of one target. They run one after the other, each in a read-only transaction under its own time limit, so that a slow
 * or failing one costs its own answer only. Thread-safe.
 */
public final class Checks {
    /** A rate is known a moment after its first look. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(10);

    private static final Duration SAME_START = Duration.ofSeconds(1);
    private static final int LOST_IN_A_ROW = 2;

    private final List<Check> checks;
    private final HealthMemory memory;
    private final InstantSource clock;
    private final CheckPace pace = new CheckPace();
    private final CheckRunner runner;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Long> due = new HashMap<>();
    private @Nullable Instant startedAt;

    public Checks(List<Check> checks, HealthMemory memory, HealthMutes mutes, InstantSource clock) {
        this.checks = List.copyOf(checks);
        this.memory = memory;
        this.clock = clock;
        this.runner = new CheckRunner(memory, mutes, pace, clock);
    }

    /** Every check that there is. */
    public static List<Check> all() {
        return CheckCatalogue.load();
    }

    /** All checks of this object. */
    public List<Check> checks() {
        return checks;
    }

    /** Runs all checks now. Never throws for what the server does: a check that could not be asked is unknown. */
    public HealthReport run(Db db) {
        return run(db, c -> true);
    }

    /** Runs some checks now; the others say what they said before. */
    public synchronized HealthReport run(Db db, Predicate<Check> which) {
        int lost = 0;
        DbException last = null;
        for (Check check : checks.stream().filter(which).toList()) {
            if (last != null && lost >= LOST_IN_A_ROW) {
                keep(failed(check, db, last));
                continue;
            }
            try {
                keep(runner.run(check, db));
                lost = 0;
            } catch (DbException e) {
                last = e;
                lost++;
                keep(failed(check, db, e));
            }
        }
        return finish(db);
    }

    /**
     * Runs the checks whose time has come, the longest waiting first, until the budget is spent, and one of them however small
     * the budget; the rest is due at the next call. After a restart of the server the time of all has come.
     *
     * @throws DbException when the connection is lost
     */
    public synchronized HealthReport due(Db db, Duration budget) {
        long start = System.nanoTime();
        if (restarted(db.server().startedAt())) {
            due.clear();
        }
        List<Check> waiting = longestWaiting(start);
        if (!waiting.isEmpty()) {
            runner.turn(db, turn -> {
                int ran = 0;
                for (Check check : waiting) {
                    if (ran > 0 && System.nanoTime() - start > budget.toNanos()) {
                        break;
                    }
                    keep(runner.run(check, db, turn));
                    ran++;
                }
                return ran;
            });
        }
        return finish(db);
    }

    /** The server's start is read from its clock again and again and differs by less than a second. */
    private boolean restarted(Instant now) {
        Instant before = startedAt;
        startedAt = now;
        return before != null && Duration.between(before, now).abs().compareTo(SAME_START) > 0;
    }

    private List<Check> longestWaiting(long now) {
        return checks.stream()
                .filter(c -> !due.containsKey(c.id()) || due.get(c.id()) - now <= 0)
                .sorted(Comparator.comparingLong(c -> due.containsKey(c.id()) ? due.get(c.id()) - now : Long.MIN_VALUE))
                .toList();
    }

    /** Lets the checks of findings that were muted or unmuted run at the next call of {@link #due}. */
    public synchronized void again(String check) {
        due.remove(check);
    }

    /** Checks that {@link #due} runs less often than they want to, so that all together keep their budget; the dearest first. */
    public synchronized List<Slowed> slowed() {
        return pace.slowed();
    }

    /** Milliseconds a second that {@link #due} takes the server when it is called often enough, as far as it is known. */
    public synchronized double millisPerSecond() {
        return pace.taken();
    }

    private Outcome failed(Check check, Db db, DbException e) {
        return runner.failed(check, db.target().user(), clock.instant(), System.nanoTime(), e.problem());
    }

    private HealthReport finish(Db db) {
        memory.save();
        List<Outcome> known = new ArrayList<>();
        checks.stream().map(c -> outcomes.get(c.id())).filter(Objects::nonNull).forEach(known::add);
        Instant now = clock.instant();
        return new HealthReport(db.target().name(), db.target().database(), now, List.copyOf(known), Score.of(known), pace.slowed());
    }

    private void keep(Outcome outcome) {
        Check check = outcome.check();
        outcomes.put(check.id(), outcome);
        boolean waiting = check.measure().rate() != null && outcome.result() instanceof Result.Unknown;
        Duration interval = pace.pause(check);
        Duration pause = waiting && interval.compareTo(SECOND_LOOK) > 0 ? SECOND_LOOK : interval;
        due.put(check.id(), System.nanoTime() + pause.toNanos());
    }
}
