package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.Probe;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts of statements that were asked for, read with the sampler's next turn. One instance belongs to one sampler. */
final class StatementTexts implements Probe<Map<Long, String>> {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int MOST = 2_000;

    private final Set<Long> wanted = new HashSet<>();
    private final LinkedHashMap<Long, String> known = new LinkedHashMap<>();

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
        Map<Long, String> found = new HashMap<>();
        wanted.stream().filter(known::containsKey).forEach(id -> found.put(id, known.get(id)));
        wanted.removeAll(found.keySet());
        if (!wanted.isEmpty()) {
            Map<Long, String> fresh = Statements.read(db, wanted);
            found.putAll(fresh);
            known.putAll(fresh);
            wanted.clear();
        }
        while (known.size() > MOST) {
            known.pollFirstEntry();
        }
        return found;
    }
}
