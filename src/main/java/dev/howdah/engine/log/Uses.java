package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each statement and each writer did, by number. Not thread-safe. */
final class Uses {
    private final Shared shared;
    private @Nullable StatementStat[] stats = new StatementStat[1024];
    private long[] whoCalls = new long[64];
    private long[] whoMicros = new long[64];

    Uses(Shared shared) {
        this.shared = shared;
    }

    /** What is known of a statement, begun when it is new. */
    StatementStat stat(int number) {
        if (number >= stats.length) {
            stats = Arrays.copyOf(stats, Math.max(number + 1, stats.length * 2));
        }
        StatementStat stat = stats[number];
        if (stat == null) {
            stat = new StatementStat();
            stats[number] = stat;
        }
        return stat;
    }

    /** Adds a call of a writer. */
    void who(int who, long micros) {
        if (who >= whoCalls.length) {
            int n = Math.max(who + 1, whoCalls.length * 2);
            whoCalls = Arrays.copyOf(whoCalls, n);
            whoMicros = Arrays.copyOf(whoMicros, n);
        }
        whoCalls[who]++;
        whoMicros[who] += micros;
    }

    /** The numbers of those that were seen, most time first. */
    List<Integer> order() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < stats.length; i++) {
            if (stats[i] != null) {
                numbers.add(i);
            }
        }
        numbers.sort(Comparator.comparingLong((Integer i) -> stat(i).total).thenComparingLong(i -> stat(i).calls).reversed()
                .thenComparing(i -> shared.statements.get(i).text()));
        return numbers;
    }

    /** The statements that found no place of their own, as one. */
    @Nullable StatementStat others() {
        return stats[0];
    }

    /** Calls and their time by a name of who made them. */
    List<LogReport.Share> byName(java.util.function.Function<Who, String> name) {
        Map<String, long[]> sums = new HashMap<>();
        for (int i = 0; i < whoCalls.length; i++) {
            if (whoCalls[i] > 0) {
                long[] sum = sums.computeIfAbsent(name.apply(shared.writers.get(i)), n -> new long[2]);
                sum[0] += whoCalls[i];
                sum[1] += whoMicros[i];
            }
        }
        return Names.shares(sums);
    }
}
