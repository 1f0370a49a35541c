package dev.howdah.engine.profile;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.WaitClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement that runs now and has run for too long.
 *
 * @param seconds for how long it has run, by the server's clock
 * @param critical true over the critical limit, false over the slow one
 * @param blockers pids in its way when it waits for a lock; 0 stands for a prepared transaction
 */
public record LiveStatement(Session session, double seconds, boolean critical, WaitClass waits, List<Integer> blockers) {

    /** Statements of clients over the slow limit, the longest first. Parallel workers stand for their leader and are left out. */
    public static List<LiveStatement> over(ProfilerLimits limits, List<Session> sessions, List<Blocking> waits) {
        Map<Integer, List<Integer>> blockers = new HashMap<>();
        waits.forEach(w -> blockers.put(w.pid(), Arrays.stream(w.blockers()).distinct().boxed().toList()));
        double slow = limits.slow().toMillis() / 1e3;
        double critical = limits.critical().toMillis() / 1e3;
        return sessions.stream()
                .filter(s -> s.client() && s.active() && s.leaderPid() == null)
                .filter(s -> age(s) >= slow)
                .map(s -> new LiveStatement(s, age(s), age(s) >= critical, WaitClass.of(s.waitEventType()),
                        blockers.getOrDefault(s.pid(), List.of())))
                .sorted(Comparator.comparingDouble(LiveStatement::seconds).reversed())
                .toList();
    }

    private static double age(Session s) {
        return s.statementSeconds() == null ? Double.NaN : s.statementSeconds();
    }
}
