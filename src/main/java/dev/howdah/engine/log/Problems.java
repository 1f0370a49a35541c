package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Warnings and worse, deadlocks, cancelled statements, and all other messages. */
final class Problems {
    private static final int DEADLOCKS = 200;
    private static final String RAISED = "(raised by a function)";
    /** Who waits for what and for whom, in English and by its shape in other languages. */
    private static final Pattern WAITS = Pattern.compile(
            "(?m)^Process (\\d+) waits for (.*?); blocked by process (\\d+)\\.$|^(?!Process \\d+ waits)\\D{0,60}?(\\d+)(\\D.*\\w+Lock.*?)[;；、)]\\D*(\\d+)\\D{0,60}$");
    private static final Pattern RUNS = Pattern.compile("(?m)^[^\\s\\d:;]+ (\\d+) ?: ");

    private final Shared shared;
    private Stat[] byMessage = new Stat[64];
    private final List<Deadlock> deadlocks = new ArrayList<>();
    private long deadlockCount;

    private static final class Stat {
        long count;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        String example = "";
        int statement;
        boolean isProblem;
        /** By RAISE in a function: nobody knows what its text holds. */
        boolean raised;
        final Tally who = new Tally();
    }

    /** A deadlock while its parts are still coming. */
    static final class Deadlock {
        long time;
        int who;
        String detail = "";
        @Nullable String statement;
    }

    Problems(Shared shared) {
        this.shared = shared;
    }

    /** Takes event {@code i}, a problem or another message. */
    void add(Batch b, int i, Session session, boolean isProblem) {
        int number = b.statement[i];
        if (number >= byMessage.length) {
            byMessage = java.util.Arrays.copyOf(byMessage, Math.max(number + 1, byMessage.length * 2));
        }
        Stat stat = byMessage[number];
        if (stat == null) {
            stat = new Stat();
            stat.example = Numbers.text(b.bytes, b.from[i], Math.min(b.to[i], b.from[i] + 4000));
            stat.isProblem = isProblem;
            byMessage[number] = stat;
        }
        stat.count++;
        stat.who.add(b.who[i], 0);
        if (b.time[i] != Entry.NO_TIME) {
            stat.first = Math.min(stat.first, b.time[i]);
            stat.last = Math.max(stat.last, b.time[i]);
        }
        session.lastNumber = number;
        if (isProblem && shared.messages.get(number).isDeadlock()) {
            deadlockCount++;
            if (deadlocks.size() < DEADLOCKS) {
                Deadlock deadlock = new Deadlock();
                deadlock.time = b.time[i];
                deadlock.who = b.who[i];
                deadlocks.add(deadlock);
                session.lastRecord = deadlock;
            }
        }
    }

    /** A function wrote the message itself. */
    void raised(int message) {
        if (message < byMessage.length && byMessage[message] != null) {
            byMessage[message].raised = true;
        }
    }

    private static String text(Names names, Stat stat, String text) {
        return names.masks() && stat.raised ? RAISED : names.message(text);
    }

    /** The statement that a problem names. */
    void statement(int message, int statement) {
        byMessage[message].statement = statement;
    }

    boolean isCancel(int message) {
        return shared.messages.get(message).isCancel();
    }

    long deadlockCount() {
        return deadlockCount;
    }

    List<LogReport.Problem> problems(Names names) {
        List<LogReport.Problem> list = new ArrayList<>();
        each(true, (message, stat) -> {
            String statement = stat.statement == 0 ? null : shared.statements.get(stat.statement).text();
            list.add(new LogReport.Problem(message.severity().name(), message.state(), message.inferred(), text(names, stat, message.text()), stat.count,
                    Names.instant(stat.first), Names.instant(stat.last), text(names, stat, stat.example), statement,
                    names.shares(stat.who, Who::application)));
        });
        list.sort(Comparator.comparingLong(LogReport.Problem::count).reversed().thenComparing(LogReport.Problem::text));
        return list;
    }

    List<LogReport.Count> others(Names names) {
        Map<String, Long> counts = new TreeMap<>();
        each(false, (message, stat) -> counts.merge(text(names, stat, message.text()), stat.count, Long::sum));
        return Names.counts(counts);
    }

    List<LogReport.Count> states() {
        Map<String, Long> counts = new TreeMap<>();
        each(true, (message, stat) -> counts.merge(message.state(), stat.count, Long::sum));
        return Names.counts(counts);
    }

    List<LogReport.Count> cancelled() {
        Map<String, Long> counts = new TreeMap<>();
        each(true, (message, stat) -> {
            if (message.isCancel()) {
                counts.merge(message.text(), stat.count, Long::sum);
            }
        });
        return Names.counts(counts);
    }

    private void each(boolean problems, java.util.function.BiConsumer<Message, Stat> action) {
        for (int i = 0; i < byMessage.length; i++) {
            Stat stat = byMessage[i];
            if (stat != null && stat.isProblem == problems) {
                action.accept(shared.messages.get(i), stat);
            }
        }
    }

    List<LogReport.Deadlock> deadlocks(Names names) {
        List<LogReport.Deadlock> list = new ArrayList<>();
        for (Deadlock d : deadlocks) {
            Who who = shared.writers.get(d.who);
            list.add(new LogReport.Deadlock(Names.instant(d.time), who.database(), who.application(), names.masked(d.detail),
                    participants(d.detail, names), d.statement == null ? null : names.masked(d.statement)));
        }
        return list;
    }

    private static List<LogReport.Participant> participants(String detail, Names names) {
        List<LogReport.Participant> list = new ArrayList<>();
        Matcher waits = WAITS.matcher(detail);
        while (waits.find()) {
            int first = waits.group(1) == null ? 4 : 1;
            list.add(new LogReport.Participant(Figure.count(waits.group(first)), waits.group(first + 1).strip(), Figure.count(waits.group(first + 2)), ""));
        }
        Map<Long, String> statements = statements(detail, list.stream().map(LogReport.Participant::pid).toList());
        return list.stream().map(p -> new LogReport.Participant(p.pid(), p.waitsFor(), p.blockedBy(),
                names.masked(statements.getOrDefault(p.pid(), "")))).toList();
    }

    private static Map<Long, String> statements(String detail, List<Long> pids) {
        Map<Long, String> statements = new TreeMap<>();
        Matcher runs = RUNS.matcher(detail);
        int start = -1;
        long pid = 0;
        while (runs.find()) {
            long next = Figure.count(runs.group(1));
            // a statement may have lines that look the same
            if (pids.contains(next) && !statements.containsKey(next) && next != pid) {
                if (start >= 0) {
                    statements.put(pid, detail.substring(start, runs.start()).strip());
                }
                pid = next;
                start = runs.end();
            }
        }
        if (start >= 0) {
            statements.put(pid, detail.substring(start).strip());
        }
        return statements;
    }
}
