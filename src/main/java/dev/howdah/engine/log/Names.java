package dev.howdah.engine.log;

import dev.howdah.engine.sqltext.Literals;
import dev.howdah.engine.sqltext.Passwords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns numbers of a run into what a report shows: names, instants, milliseconds, masked texts. */
final class Names {
    private static final Comparator<LogReport.Share> MOST_TIME = Comparator.comparingDouble(LogReport.Share::totalMs)
            .thenComparingLong(LogReport.Share::calls).reversed().thenComparing(LogReport.Share::name);

    private final Shared shared;
    private final boolean mask;

    Names(Shared shared, boolean mask) {
        this.shared = shared;
        this.mask = mask;
    }

    static double ms(long micros) {
        return micros / 1000.0;
    }

    static LogReport.Timed timed(long count, long micros) {
        return new LogReport.Timed(count, ms(micros));
    }

    static @Nullable Instant instant(long micros) {
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            return null;
        }
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    static List<LogReport.Count> counts(Map<String, Long> counts) {
        List<LogReport.Count> list = new ArrayList<>();
        counts.forEach((name, count) -> list.add(new LogReport.Count(name, count)));
        list.sort(Comparator.comparingLong(LogReport.Count::count).reversed().thenComparing(LogReport.Count::name));
        return list;
    }

    /** SQL or text with SQL in it; never with passwords, and without its constants when the report is to be masked. */
    String masked(String text) {
        return mask ? Literals.mask(text) : Passwords.hide(text);
    }

    /** A message, an error say; without what it quotes and without what stands behind a colon or in brackets when the report is to be masked. */
    String message(String text) {
        return mask ? Quoted.mask(text) : Passwords.hide(text);
    }

    List<String> lines(List<String> lines) {
        return mask ? lines.stream().map(l -> "...").toList() : lines.stream().map(Passwords::hide).toList();
    }

    @Nullable String parameters(@Nullable String text) {
        return mask || text == null ? null : Passwords.hide(text);
    }

    boolean masks() {
        return mask;
    }

    Who who(int number) {
        return shared.writers.get(number);
    }

    List<LogReport.Share> shares(Tally tally, Function<Who, String> name) {
        Map<String, long[]> sums = new HashMap<>();
        for (int i = 0; i < tally.size; i++) {
            long[] sum = sums.computeIfAbsent(name.apply(shared.writers.get(tally.keys[i])), n -> new long[2]);
            sum[0] += tally.counts[i];
            sum[1] += tally.micros[i];
        }
        return shares(sums);
    }

    static List<LogReport.Share> shares(Map<String, long[]> sums) {
        List<LogReport.Share> list = new ArrayList<>();
        sums.forEach((name, sum) -> list.add(new LogReport.Share(name, sum[0], ms(sum[1]))));
        list.sort(MOST_TIME);
        return list;
    }
}
