package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.KeptSnapshots;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Probe;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts of statements that were asked for, read with the sampler's next turn. One instance belongs to one sampler. */
final class StatementTexts implements Probe<Map<Long, String>> {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Set<Long> wanted = new HashSet<>();
    private @Nullable Statements statements;

    /** Statements by the server's number. */
    synchronized void want(Set<Long> queryIds) {
        wanted.addAll(queryIds);
    }

    @Override
    public String name() {
        return "fleet/statement-texts";
    }

    @Override
    public Duration interval(Db db) {
        return INTERVAL;
    }

    @Override
    public @Nullable Lack missing(Db db) {
        return Statements.PROBE.missing(db);
    }

    @Override
    public List<Lack> partial(Db db) {
        return List.of();
    }

    @Override
    public synchronized Map<Long, String> read(Db db) {
        Statements known = statements;
        if (known == null) {
            known = new Statements(db, new NothingKept());
            statements = known;
        }
        Map<Long, String> texts = wanted.isEmpty() ? Map.of() : known.texts(wanted);
        wanted.clear();
        return texts;
    }

    /** Recording never resets anything. */
    private static final class NothingKept implements KeptSnapshots {
        @Override
        public void keep(Target target, Kept snapshot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Kept> of(Target target) {
            return List.of();
        }
    }
}
