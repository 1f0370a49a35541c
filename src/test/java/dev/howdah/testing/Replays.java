package dev.howdah.testing;

import dev.howdah.engine.Engine;
import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.sample.Sampler;
import java.time.Clock;

/** Targets through time, for tests. */
public final class Replays {
    private Replays() {}

    /** The same without an engine. */
    public static Replay live(Sampler sampler) {
        return new Replay(sampler, new VitalHistory(sampler), new StatementWatch(sampler), () -> null, Clock.systemUTC());
    }

    /** A target of which nothing is recorded. */
    public static Replay live(Engine engine) {
        return new Replay(engine.sampler(), engine.vitals(), new StatementWatch(engine.sampler()), () -> null, Clock.systemUTC());
    }
}
