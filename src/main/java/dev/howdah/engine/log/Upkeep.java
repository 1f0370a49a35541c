package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checkpoints, autovacuum, temporary files and lock waits. */
final class Upkeep {
    private static final int TABLES = 20_000;
    /** Figures by their shape and order, which are the same in every language. */
    private static final Pattern WROTE = Pattern.compile("(\\d+)");
    private static final Pattern SECONDS = Pattern.compile("\\d+[.,]\\d{3}(?!\\d)");
    private static final Pattern DISTANCE = Pattern.compile("(\\d+) ?kB");
    private static final Pattern ELAPSED = Pattern.compile("elapsed:? ([\\d.]+) s|CPU: [^\\n]*?(\\d+[.,]\\d{2})[^\\d\\n]*$", Pattern.MULTILINE);
    private static final Pattern MODE = Pattern.compile("\\w+Lock\\b");
    private static final Pattern REMOVED = Pattern.compile("tuples: (\\d+) removed");
    private static final Pattern LOCK = Pattern.compile(
            "(?:still waiting for|acquired|avoided deadlock for|detected deadlock while waiting for) (\\S+) on (.*?)(?: by rearranging.*)?(?: after .*)?",
            Pattern.DOTALL);

    private final Map<String, Long> starting = new TreeMap<>();
    private final Map<String, long[]> tables = new HashMap<>();
    private final Map<String, long[]> locks = new HashMap<>();
    private long complete;
    private long buffers;
    private long write;
    private long sync;
    private long total;
    private long longest;
    private long distance;
    private long waiting;
    private long acquired;
    private long acquiredMicros;
    private long deadlockChecks;
    long tempFiles;
    long tempBytes;
    long tempLargest;
    long tempWithStatement;

    void starting(String reasons) {
        starting.merge(reasons.strip(), 1L, Long::sum);
    }

    void complete(String text) {
        complete++;
        Matcher wrote = WROTE.matcher(text);
        if (wrote.find()) {
            buffers += Figure.count(wrote.group(1));
        }
        List<Long> times = SECONDS.matcher(text).results().map(m -> Figure.micros(m.group())).toList();
        if (times.size() >= 3) {
            write += times.get(0);
            sync += times.get(1);
            total += times.get(2);
            longest = Math.max(longest, times.get(2));
        }
        Matcher kb = DISTANCE.matcher(text);
        if (kb.find()) {
            distance += Figure.count(kb.group(1));
        }
    }

    /** @param text from the table's name on */
    void vacuum(String text, boolean analyze) {
        int quote = end(text);
        String table = quote < 0 ? text.lines().findFirst().orElse("") : text.substring(0, quote).strip();
        if (tables.size() >= TABLES && !tables.containsKey(table)) {
            table = "(others)";
        }
        long[] sum = tables.computeIfAbsent(table, t -> new long[5]);
        sum[analyze ? 1 : 0]++;
        Matcher elapsed = ELAPSED.matcher(text);
        if (elapsed.find()) {
            long micros = Figure.micros(elapsed.group(1) == null ? elapsed.group(2) : elapsed.group(1));
            sum[2] += micros;
            sum[3] = Math.max(sum[3], micros);
        }
        Matcher removed = REMOVED.matcher(text);
        if (removed.find()) {
            sum[4] += Figure.count(removed.group(1));
        }
    }

    private static int end(String text) {
        for (int i = 0; i < text.length() && text.charAt(i) != '\n'; i++) {
            if ("\"«»“”".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    void tempFile(long bytes) {
        tempFiles++;
        tempBytes += bytes;
        tempLargest = Math.max(tempLargest, bytes);
    }

    void lock(Kind kind, String text, long micros) {
        if (kind == Kind.LOCK_DEADLOCK) {
            deadlockChecks++;
            return;
        }
        Matcher lock = LOCK.matcher(text);
        Matcher mode = MODE.matcher(text);
        String key = lock.matches() ? lock.group(1) + "\n" + lock.group(2).replaceAll("\\d+(?=,|\\)|$)|(?<=[ (])\\d+", "N")
                : mode.find() ? mode.group() + "\n" : "\n";
        long[] sum = locks.computeIfAbsent(locks.size() < TABLES ? key : "\n", k -> new long[4]);
        if (kind == Kind.LOCK_WAITING) {
            waiting++;
            sum[0]++;
        } else {
            acquired++;
            acquiredMicros += micros;
            sum[1]++;
            sum[2] += micros;
        }
        sum[3] = Math.max(sum[3], micros);
    }

    LogReport.TempFiles tempFiles() {
        return new LogReport.TempFiles(tempFiles, tempBytes, tempLargest, tempFiles - tempWithStatement);
    }

    LogReport.Checkpoints checkpoints() {
        return new LogReport.Checkpoints(Names.counts(starting), complete, buffers, Names.ms(write), Names.ms(sync), Names.ms(total),
                Names.ms(longest), distance);
    }

    List<LogReport.Vacuum> vacuums() {
        List<LogReport.Vacuum> list = new ArrayList<>();
        tables.forEach((table, sum) -> list.add(
                new LogReport.Vacuum(table, sum[0], sum[1], Names.ms(sum[2]), Names.ms(sum[3]), sum[4])));
        list.sort(Comparator.comparingDouble(LogReport.Vacuum::elapsedMs).reversed().thenComparing(LogReport.Vacuum::table));
        return list;
    }

    LogReport.Locks locks() {
        List<LogReport.LockWait> list = new ArrayList<>();
        locks.forEach((key, sum) -> {
            int cut = key.indexOf('\n');
            list.add(new LogReport.LockWait(key.substring(0, cut), key.substring(cut + 1), sum[0], sum[1], Names.ms(sum[2]),
                    Names.ms(sum[3])));
        });
        list.sort(Comparator.comparingDouble(LogReport.LockWait::totalMs).reversed().thenComparing(LogReport.LockWait::lock)
                .thenComparing(LogReport.LockWait::on));
        return new LogReport.Locks(waiting, Names.timed(acquired, acquiredMicros), deadlockChecks, list);
    }
}
