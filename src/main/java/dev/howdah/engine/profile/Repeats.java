package dev.howdah.engine.profile;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.sample.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches sessions for statements that they run over and over: seen in two samples in a row with the same statement, begun anew
 * in between, within one transaction. Takes readings of {@link Session#PROBE}. Thread-safe.
 */
public final class Repeats implements Consumer<Reading<List<Session>>> {
    private static final int MOST = 5_000;

    private final Map<Long, Integer> repeats = new HashMap<>();
    private Map<SessionId, Look> before = Map.of();
    private @Nullable Instant at;

    private record Look(long queryId, @Nullable Double transactionSeconds) {}

    @Override
    public synchronized void accept(Reading<List<Session>> reading) {
        if (!(reading instanceof Reading.Value<List<Session>> now)) {
            return;
        }
        double passed = at == null ? Double.NaN : Duration.between(at, now.at()).toMillis() / 1e3;
        Map<SessionId, Look> looks = new HashMap<>();
        for (Session s : now.value()) {
            SessionId id = s.id();
            if (id == null || s.queryId() == 0 || !s.client()) {
                continue;
            }
            looks.put(id, new Look(s.queryId(), s.transactionSeconds()));
            Look last = before.get(id);
            boolean anew = s.statementSeconds() != null && s.statementSeconds() < passed;
            boolean sameTransaction = s.transactionSeconds() != null && s.transactionSeconds() >= passed;
            if (last != null && last.queryId == s.queryId() && anew && sameTransaction
                    && (repeats.size() < MOST || repeats.containsKey(s.queryId()))) {
                repeats.merge(s.queryId(), 1, Integer::sum);
            }
        }
        before = looks;
        at = now.at();
    }

    /** How often a statement was seen to be repeated. */
    public synchronized int of(long queryId) {
        return repeats.getOrDefault(queryId, 0);
    }
}
