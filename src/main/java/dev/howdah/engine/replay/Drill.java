package dev.howdah.engine.replay;

import dev.howdah.engine.activity.LockTree;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.profile.WaitPast;
import dev.howdah.engine.profile.WaitProfile.By;
import dev.howdah.engine.profile.WaitProfile.Share;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who and what kept a server busy within a stretch of time, out of samples. Immutable.
 *
 * @param shares the busiest by each kind, in seconds of sessions
 * @param texts of the statements among them, by the server's number; without those that are not known
 * @param blockers who held others up; null when that was not recorded
 */
public record Drill(Instant from, Instant to, Map<By, List<Share>> shares, Map<Long, String> texts, @Nullable List<Blocker> blockers) {
    private static final int MOST = 40;

    /**
     * A session that others waited for, and that waited for nobody.
     *
     * @param pid 0 for a prepared transaction
     * @param application of the session when it was last seen; empty when it was not seen itself
     * @param statement what it ran or had run last; null when unknown
     * @param seconds that others waited behind it, added up
     * @param victims most sessions behind it at once
     */
    public record Blocker(int pid, String application, String user, @Nullable String statement, double seconds, int victims) {}

    /** Reads a stretch of time as it was sampled: what is in memory, else what is recorded. Waits for the repository. */
    public static Drill of(Replay replay, Instant from, Instant to) {
        History history = replay.history();
        List<Look> looks = history == null ? List.of() : history.looks(from, to);
        RecordedPast recorded = new RecordedPast(history);
        WaitPast memory = replay.watch().waits();
        boolean remembered = replay.scene() == null && !memory.top(By.EVENT, from, to, k -> true, 1).isEmpty();
        Map<By, List<Share>> shares = new EnumMap<>(By.class);
        for (By by : By.values()) {
            shares.put(by, remembered ? memory.top(by, from, to, k -> true, MOST) : RecordedPast.top(looks, by, k -> true, MOST));
        }
        recorded.learn(looks);
        List<Long> ids = shares.getOrDefault(By.STATEMENT, List.of()).stream().map(s -> Long.valueOf(s.name())).toList();
        return new Drill(from, to, shares, recorded.texts(ids), history == null || looks.isEmpty() ? null : blockers(looks));
    }

    /** Who held others up, the worst first. */
    public static List<Blocker> blockers(List<Look> looks) {
        Map<Integer, Blocker> found = new HashMap<>();
        for (Look look : looks) {
            for (LockTree.Node root : LockTree.of(look.sessions(), look.waits()).roots()) {
                Session s = root.session();
                double waited = look.seconds() * root.victims();
                Blocker now = new Blocker(root.pid(), s == null ? "" : s.application(), s == null ? "" : s.user(), s == null ? null : s.query(), waited,
                        root.victims());
                found.merge(root.pid(), now, Drill::sum);
            }
        }
        List<Blocker> all = new ArrayList<>(found.values());
        all.sort(Comparator.comparingDouble(Blocker::seconds).reversed());
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static Blocker sum(Blocker before, Blocker now) {
        boolean seen = !now.application().isEmpty() || now.statement() != null;
        return new Blocker(now.pid(), seen ? now.application() : before.application(), seen ? now.user() : before.user(),
                seen ? now.statement() : before.statement(), before.seconds() + now.seconds(), Math.max(before.victims(), now.victims()));
    }

    /** How many sessions worked at a time, on the mean: seconds of sessions a second. */
    public double sessions(Share share) {
        return share.total() / Math.max(1.0, Duration.between(from, to).toMillis() / 1e3);
    }
}
