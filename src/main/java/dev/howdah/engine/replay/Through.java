package dev.howdah.engine.replay;

import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.profile.Repeats;
import dev.howdah.engine.profile.StatementPast;
import dev.howdah.engine.profile.WaitPast;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.profile.Watched;
import dev.howdah.engine.sample.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Statements and waits of the time that a replay shows: from memory while it is live, else from the repository. What a call of
 * {@link #history} or {@link #waits} gave stays in its time.
 */
record Through(Replay replay, Watched live) implements Watched {
    @Override
    public StatementPast history() {
        RecordedPast recorded = replay.shown();
        return recorded == null ? live.history() : recorded;
    }

    @Override
    public WaitPast waits() {
        RecordedPast recorded = replay.shown();
        return recorded == null ? new Longer(live.waits(), replay) : recorded;
    }

    @Override
    public Repeats repeats() {
        return live.repeats();
    }

    /** What is in memory, with what was before it. */
    private record Longer(WaitPast memory, Replay replay) implements WaitPast {
        @Override
        public Map<WaitClass, Series.Points> points(Instant from, Instant to) {
            return Joined.before(memory.points(from, to), from, (f, t) -> RecordedPast.points(replay.older(f, t)));
        }

        @Override
        public List<WaitProfile.Share> top(WaitProfile.By by, Instant from, Instant to, Predicate<WaitProfile.Key> filter, int limit) {
            return memory.top(by, from, to, filter, limit);
        }
    }
}
