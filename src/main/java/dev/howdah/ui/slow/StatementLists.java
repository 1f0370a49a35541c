package dev.howdah.ui.slow;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.profile.Counters;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.profile.NPlusOne;
import dev.howdah.engine.profile.NPlusOneFinder;
import dev.howdah.engine.profile.Rank;
import dev.howdah.engine.profile.StatementChange;
import dev.howdah.engine.profile.StatementInterval;
import dev.howdah.engine.profile.StatementKey;
import dev.howdah.engine.profile.StatementPast;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.StatementUse;
import dev.howdah.engine.profile.StatementWindow;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.slow.SlowModel.Measured;
import dev.howdah.ui.slow.SlowModel.Row;
import dev.howdah.ui.slow.SlowModel.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/** Makes the lists of the tab out of what was measured, with texts and names. Off the FX thread. */
final class StatementLists {
    private static final int TOP = 100;

    private final SlowParts parts;
    private final NPlusOneFinder finder;

    StatementLists(SlowParts parts) {
        this.parts = parts;
        this.finder = new NPlusOneFinder(parts.watch().repeats());
    }

    record Listed(List<Row> rows, Measured measured) {}

    Listed statements(StatementSnapshot newest, Scope scope, Instant to, Duration length) {
        return scope == Scope.LIFETIME ? lifetime(newest, length) : window(newest, scope == Scope.COMPARED, to, length);
    }

    private Listed window(StatementSnapshot newest, boolean compared, Instant to, Duration length) {
        StatementPast past = parts.watch().history();
        StatementWindow now = past.window(to.minus(length), to);
        StatementWindow before = past.window(to.minus(length.multipliedBy(2)), to.minus(length));
        if (compared && before.measured().isZero()) {
            return new Listed(List.of(), measured(newest, length, now.measured(), now.evicted(), false));
        }
        Set<StatementKey> keys = greatest(now);
        if (compared) {
            keys.addAll(greatest(before));
        }
        double total = now.total().get(Measure.EXEC_MS);
        List<Row> rows = rows(past, keys.stream().map(now::use).toList(), total);
        if (compared) {
            rows = rows.stream().map(r -> {
                StatementChange c = new StatementChange(before.use(r.key()), r.use());
                return new Row(r.use(), r.text(), r.user(), r.database(), r.share(), c.meanFactor(), c.callsFactor(), c.loadChange());
            }).sorted(Comparator.comparingDouble((Row r) -> -Math.abs(r.loadChange()))).toList();
        }
        return new Listed(rows, measured(newest, length, now.measured(), now.evicted(), now.breaks().contains(StatementInterval.Break.RESET)));
    }

    private Listed lifetime(StatementSnapshot newest, Duration length) {
        Map<StatementKey, Counters> all = parts.statements().lifetime(newest);
        Instant since = newest.setup().resetAt() == null ? newest.setup().startedAt() : newest.setup().resetAt();
        Duration whole = Duration.between(since, newest.at());
        StatementWindow window = new StatementWindow(since, newest.at(), whole, all, 0, List.of());
        List<StatementUse> uses = greatest(window).stream().map(window::use).toList();
        long evicted = newest.setup().evictions() == null ? 0 : newest.setup().evictions();
        return new Listed(rows(parts.watch().history(), uses, window.total().get(Measure.EXEC_MS)), measured(newest, length, whole, evicted, false));
    }

    private static Measured measured(StatementSnapshot s, Duration asked, Duration measured, long evicted, boolean reset) {
        return new Measured(asked, measured, evicted, reset, s.setup().ioTimed(), s.setup().planningTracked());
    }

    /** The greatest by every rank, so that whatever the list is ordered by, its first rows are the right ones. */
    private static Set<StatementKey> greatest(StatementWindow window) {
        Set<StatementKey> keys = new LinkedHashSet<>();
        for (Rank rank : Rank.values()) {
            window.top(rank, TOP).forEach(u -> keys.add(u.key()));
        }
        return keys;
    }

    private List<Row> rows(StatementPast past, List<StatementUse> uses, double total) {
        Map<Long, String> texts = texts(past, uses.stream().map(u -> u.key().queryId()).distinct().toList());
        List<Row> rows = new ArrayList<>();
        for (StatementUse u : uses) {
            StatementKey k = u.key();
            rows.add(new Row(u, texts.getOrDefault(k.queryId(), Text.of("slow.text-hidden")), name(k.userId(), parts.statements()::role),
                    name(k.databaseId(), parts.statements()::database), total > 0 ? u.totalMs() / total : Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        }
        rows.sort(Comparator.comparingDouble((Row r) -> r.use().totalMs()).reversed());
        return rows;
    }

    /** What was recorded with them, and the rest from the server. */
    private Map<Long, String> texts(StatementPast past, List<Long> ids) {
        Map<Long, String> known = new HashMap<>(past.texts(ids));
        List<Long> missing = ids.stream().filter(id -> !known.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            known.putAll(parts.statements().texts(missing));
        }
        return known;
    }

    /** The past is shown also while the server is away: then a number stands for a name. */
    private static String name(long id, LongFunction<String> names) {
        try {
            return names.apply(id);
        } catch (DbException e) {
            return Long.toString(id);
        }
    }

    List<NPlusOne> patterns(Instant from, Instant to) {
        StatementPast past = parts.watch().history();
        return finder.find(past.intervals(from, to), ids -> texts(past, ids), parts.mutes().ids());
    }
}
