package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adds the N+1 runs of all sessions up by parent and child. */
final class NPlusOneStats {
    private static final int PAIRS = 20_000;
    private static final int SEQUENCES = 1_000;
    private static final int QUICK = 10_000;
    private static final int SURE = 10;
    private static final Pattern KEY = Pattern.compile("(?s)^(select .* where \\(?[\\w.\"]+) = \\?(\\)?(?: (?:and|order by|limit) .*)?)$");

    private final Shared shared;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final Map<String, Occurrence> occurrences = new LinkedHashMap<>();
    private long sequences;
    private long children;
    private long micros;

    private static final class Pair {
        int parent;
        int child;
        long sequences;
        long calls;
        long micros;
        long varied;
        long sure;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        final Tally who = new Tally();
    }

    private static final class Occurrence {
        long session;
        long line;
        long start;
        int parent;
        long micros;
        final Map<Integer, Long> children = new TreeMap<>();
    }

    /** Which parent of a session was counted last, so that several children of one count once. */
    static final class Counted {
        int parentIndex = -1;
    }

    NPlusOneStats(Shared shared) {
        this.shared = shared;
    }

    void add(long session, Counted counted, Runs.Run run) {
        if (counted.parentIndex != run.parentIndex) {
            counted.parentIndex = run.parentIndex;
            sequences++;
        }
        children += run.count;
        micros += run.micros;
        long key = (long) run.parent << 32 | run.child;
        Pair pair = pairs.get(key);
        if (pair == null && pairs.size() < PAIRS) {
            pair = new Pair();
            pair.parent = run.parent;
            pair.child = run.child;
            pairs.put(key, pair);
        }
        if (pair != null) {
            pair.sequences++;
            pair.calls += run.count;
            pair.micros += run.micros;
            pair.varied += run.varies() ? 1 : 0;
            pair.sure += run.varies() && run.count >= SURE && run.meanPause() <= QUICK ? 1 : 0;
            if (run.start != Entry.NO_TIME) {
                pair.first = Math.min(pair.first, run.start);
                pair.last = Math.max(pair.last, run.end);
            }
            pair.who.add(run.who, 0);
        }
        occurrence(session, run);
    }

    private void occurrence(long session, Runs.Run run) {
        String key = session + "/" + run.parentIndex + "/" + run.parentTime;
        Occurrence occurrence = occurrences.get(key);
        if (occurrence == null) {
            if (occurrences.size() >= SEQUENCES) {
                return;
            }
            occurrence = new Occurrence();
            occurrence.session = session;
            occurrence.line = run.parentLine;
            occurrence.start = run.parentTime;
            occurrence.parent = run.parent;
            occurrences.put(key, occurrence);
        }
        occurrence.micros += run.micros;
        occurrence.children.merge(run.child, (long) run.count, Long::sum);
    }

    LogReport.NPlusOnes report(long spanMicros, Names names) {
        List<LogReport.NPlusOne> list = new ArrayList<>();
        double minutes = Math.max(1, spanMicros / 60e6);
        for (Pair p : pairs.values()) {
            Statement parent = shared.statements.get(p.parent);
            Statement child = shared.statements.get(p.child);
            boolean repeated = p.varied * 2 < p.sequences;
            String confidence = repeated ? "low" : p.sure * 2 >= p.sequences ? "high" : "medium";
            TreeSet<String> applications = new TreeSet<>();
            for (int i = 0; i < p.who.size; i++) {
                applications.add(names.who(p.who.keys[i]).application());
            }
            list.add(new LogReport.NPlusOne(id(parent), parent.text(), id(child), child.text(), p.sequences, p.calls,
                    Math.round(10.0 * p.calls / p.sequences) / 10.0, Names.ms(p.micros), Names.ms(p.micros) / minutes, confidence,
                    repeated, repeated ? null : rewrite(child.text()), List.copyOf(applications), Names.instant(p.first),
                    Names.instant(p.last)));
        }
        list.sort(Comparator.comparingDouble(LogReport.NPlusOne::totalMs).reversed().thenComparing(LogReport.NPlusOne::childId));
        List<LogReport.Sequence> first = new ArrayList<>();
        for (Occurrence o : occurrences.values()) {
            List<LogReport.Count> counts = new ArrayList<>();
            o.children.forEach((child, n) -> counts.add(new LogReport.Count(shared.statements.get(child).text(), n)));
            first.add(new LogReport.Sequence(sessionId(o.session), o.line, Names.instant(o.start), shared.statements.get(o.parent).text(),
                    counts, Names.ms(o.micros)));
        }
        return new LogReport.NPlusOnes(sequences, children, Names.ms(micros), list, first);
    }

    private static String id(Statement statement) {
        return String.format(Locale.ROOT, "%016x", statement.hash());
    }

    /** A session id as the server writes it, or the process number where the log has no more. */
    private static String sessionId(long session) {
        return session >>> 32 == 0 ? Long.toString(session) : Long.toHexString(session >>> 32) + "." + Long.toHexString(session & 0xffffffffL);
    }

    /** The child asked once with all keys; null when its condition is not one key and perhaps more. */
    static @Nullable String rewrite(String child) {
        var key = KEY.matcher(child);
        if (!key.matches() || child.contains(" limit ?") || child.contains("count(") || child.contains("avg(") || child.contains("sum(")) {
            return null;
        }
        return key.group(1) + " = any(?)" + key.group(2);
    }
}
