package dev.howdah.engine.pool.sources;

import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.pool.sources.PathRow.Blocker;
import dev.howdah.engine.pool.sources.PathRow.Cause;
import dev.howdah.engine.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one or two sentences what holds callers up. */
final class PathWords {
    private PathWords() {}

    static String sentence(PoolStats stats, List<PathRow> rows, @Nullable Cause culprit) {
        String pool = pool(stats);
        if (culprit == null) {
            return pool;
        }
        if (culprit == Cause.LOCK) {
            return pool + " " + lock(rows);
        }
        long servers = rows.stream().filter(r -> r.cause() == culprit).count();
        return pool + " " + Text.of("pool.path." + culprit.name().toLowerCase(Locale.ROOT), servers);
    }

    private static String pool(PoolStats s) {
        if (s.exhausted()) {
            return Text.of("pool.path.exhausted", s.active(), s.max(), s.pending());
        }
        return Text.of("pool.path.calm", s.active(), s.max());
    }

    private static String lock(List<PathRow> rows) {
        Map<Integer, List<PathRow>> byBlocker = rows.stream()
                .filter(r -> r.cause() == Cause.LOCK && r.blocker() != null && r.backend() != null)
                .collect(Collectors.groupingBy(r -> java.util.Objects.requireNonNull(r.blocker()).pid()));
        List<PathRow> heaviest = byBlocker.values().stream()
                .max(java.util.Comparator.comparingInt(List::size))
                .orElseThrow();
        Blocker b = java.util.Objects.requireNonNull(heaviest.getFirst().blocker());
        String what = b.relation() == null
                ? Text.of("pool.path.some-lock")
                : Text.of(b.rowLock() ? "pool.path.row-lock" : "pool.path.table-lock", b.relation());
        String since = b.seconds() == null ? "" : Text.of("pool.path.since", seconds(b.seconds()));
        if (b.pid() == 0) {
            return Text.of("pool.path.prepared", what, heaviest.size());
        }
        return Text.of("pool.path.lock", String.valueOf(b.pid()), b.application().isEmpty() ? b.user() : b.application(), what,
                since, heaviest.size());
    }

    private static String seconds(double s) {
        if (s < 1) {
            return Math.round(s * 1000) + " ms";
        }
        long whole = Math.round(s);
        return whole < 60 ? whole + " s" : whole / 60 + " m " + whole % 60 + " s";
    }
}
