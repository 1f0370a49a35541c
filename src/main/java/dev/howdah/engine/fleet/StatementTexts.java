package dev.howdah.engine.fleet;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.sample.OwnProbe;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Texts of statements that were asked for, read with the sampler's next turn. One instance belongs to one sampler. */
final class StatementTexts extends OwnProbe<Map<Long, String>> {
    private static final int MOST = 2_000;

    private final Set<Long> wanted = new HashSet<>();
    private final LinkedHashMap<Long, String> known = new LinkedHashMap<>();

    StatementTexts() {
        super("fleet/statement-texts", Duration.ofSeconds(10), Statements.PROBE);
    }

    /** Statements by the server's number. */
    synchronized void want(Set<Long> queryIds) {
        wanted.addAll(queryIds);
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
