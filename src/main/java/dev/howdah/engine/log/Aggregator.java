package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds the events of a log up, strictly in the order of the log. Not thread-safe: whoever hands batches over does so one at a
 * time. Memory is bounded: so many statements, sessions, messages, samples, whatever the size of the log.
 */
final class Aggregator {
    /** Bytes of a sample's text and of its parameters that are kept; of a plan. */
    private static final int SAMPLE = 8 << 10;
    private static final int PARAMETERS = 2 << 10;
    private static final int PLAN = 256 << 10;
    /** Text of samples and plans that is kept in all; beyond it new statements get no sample. */
    private static final long MOST_TEXT = 96L << 20;

    private final Shared shared;
    private final Sessions sessions = new Sessions();
    private final Problems problems;
    private final Upkeep upkeep = new Upkeep();
    private final Connects connects;
    private final Hours hours = new Hours();
    private final NPlusOneStats nPlusOne;
    private final Map<Long, NPlusOneStats.Counted> counted = new HashMap<>();
    private final Uses uses;
    private final long[] severities = new long[Severity.values().length];
    private final long[] kindCount = new long[Kind.values().length];
    private final long[] kindMicros = new long[Kind.values().length];
    private final Coverage coverage = new Coverage();
    private long calls;
    private long callMicros;
    private long untimed;
    private long textBytes;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    Aggregator(Shared shared) {
        this.shared = shared;
        uses = new Uses(shared);
        problems = new Problems(shared);
        connects = new Connects(shared.words);
        nPlusOne = new NPlusOneStats(shared);
    }

    /** Takes the next batch of the log. */
    void add(Batch b) {
        coverage.add(b.coverage);
        for (int i = 0; i < b.size; i++) {
            Kind kind = Kind.of(b.kind[i]);
            Session session = sessions.get(b.session[i]);
            if (kind.isPart()) {
                part(b, i, kind, session);
                continue;
            }
            entry(b, i, kind, session);
        }
    }

    private void entry(Batch b, int i, Kind kind, Session session) {
        severities[b.severity[i]]++;
        kindCount[kind.ordinal()]++;
        long time = b.time[i];
        if (time != Entry.NO_TIME) {
            first = Math.min(first, time);
            last = Math.max(last, time);
        }
        session.last = kind;
        session.lastNumber = b.statement[i];
        session.lastMicros = b.value[i];
        session.lastSeverity = b.severity[i];
        session.lastSample = null;
        session.lastRecord = null;
        switch (kind) {
            case STATEMENT, EXECUTE -> {
                session.logged = 0;
                call(b, i, kind, session, b.statement[i], b.aux[i], null);
            }
            case FETCH, PARSE, BIND -> other(b, i, kind, b.statement[i]);
            case PLAN -> plan(b, i, session);
            case FASTPATH -> kindMicros[kind.ordinal()] += b.value[i];
            case DURATION_ONLY -> durationOnly(b, i, session);
            case LOGGED_STATEMENT, LOGGED_FETCH -> logged(b, i, kind, session);
            case CONNECTION_RECEIVED -> {
                received(b, i, session);
            }
            case CONNECTION_AUTHENTICATED -> connects.authenticated();
            case CONNECTION_AUTHORIZED -> connects.authorized(text(b, i, 2000));
            case DISCONNECTION -> disconnected(b, i, session);
            case TEMP_FILE -> {
                upkeep.tempFile(b.value[i]);
                hours.tempBytes(time, b.value[i]);
            }
            case CHECKPOINT_STARTING -> upkeep.starting(text(b, i, 500));
            case CHECKPOINT_COMPLETE -> upkeep.complete(text(b, i, 1000));
            case AUTOVACUUM, AUTOANALYZE -> upkeep.vacuum(text(b, i, 8000), kind == Kind.AUTOANALYZE);
            case LOCK_WAITING, LOCK_ACQUIRED, LOCK_DEADLOCK -> upkeep.lock(kind, text(b, i, 1000), b.value[i]);
            case PROBLEM -> {
                problems.add(b, i, session, true);
                if (b.severity[i] >= Severity.ERROR.ordinal()) {
                    hours.error(time);
                    unfinished(session);
                }
            }
            default -> problems.add(b, i, session, false);
        }
    }

    private void call(Batch b, int i, Kind kind, Session session, int number, long constants, @Nullable String text) {
        long micros = b.value[i];
        long time = b.time[i];
        int who = b.who[i];
        StatementStat stat = uses.stat(number);
        stat.call(micros, time, who, b.queryId[i]);
        stat.kindCount[kind.ordinal()]++;
        stat.kindTotal[kind.ordinal()] += micros;
        kindMicros[kind.ordinal()] += micros;
        calls++;
        callMicros += micros;
        uses.who(who, micros);
        hours.call(time, micros);
        if (stat.wants(micros) && textBytes < MOST_TEXT) {
            Sample sample = new Sample(micros, time, who, text == null ? text(b, i, SAMPLE) : text);
            textBytes += stat.sampleCount < StatementStat.SAMPLES ? sample.text.length() + 64 : 0;
            stat.keep(sample);
            session.lastSample = sample;
            if (text != null) {
                sample.parameters = session.loggedParameters;
            }
            if (session.planStatement == number) {
                sample.plan = session.plan;
            }
        }
        session.plan = null;
        session.planStatement = 0;
        follow(b, i, session, number, constants);
    }

    /** N+1 needs the order of a session's calls, which a log without process numbers does not give. */
    private void follow(Batch b, int i, Session session, int number, long constants) {
        if (session.key == 0) {
            return;
        }
        Statement statement = shared.statements.get(number);
        switch (statement.transaction()) {
            case Statement.BEGINS -> session.transaction = ++session.transactions;
            case Statement.ENDS -> {
                Runs runs = session.runs;
                if (runs != null && session.transaction != 0) {
                    runs.endOfTransaction(session.transaction, run -> found(session, run));
                }
                session.transaction = 0;
            }
            case Statement.SETS -> {
            }
            default -> {
                Runs runs = session.runs;
                if (runs == null) {
                    runs = new Runs();
                    session.runs = runs;
                }
                runs.call(number, statement, constants, b, i, session.transaction, run -> found(session, run));
            }
        }
    }

    private void found(Session session, Runs.Run run) {
        nPlusOne.add(session.key, counted.computeIfAbsent(session.key, k -> new NPlusOneStats.Counted()), run);
    }

    private void other(Batch b, int i, Kind kind, int number) {
        StatementStat stat = uses.stat(number);
        stat.kindCount[kind.ordinal()]++;
        stat.kindTotal[kind.ordinal()] += b.value[i];
        kindMicros[kind.ordinal()] += b.value[i];
        stat.seen(b.time[i]);
    }

    private void plan(Batch b, int i, Session session) {
        other(b, i, Kind.PLAN, b.statement[i]);
        StatementStat stat = uses.stat(b.statement[i]);
        if (stat.wantsPlan(b.value[i]) && textBytes < MOST_TEXT) {
            String plan = text(b, i, PLAN);
            textBytes += plan.length();
            stat.keepPlan(b.value[i], plan);
            session.plan = plan;
            session.planStatement = b.statement[i];
        }
    }

    private void logged(Batch b, int i, Kind kind, Session session) {
        unfinished(session);
        session.logged = b.statement[i];
        session.loggedFetch = kind == Kind.LOGGED_FETCH;
        session.loggedConstants = b.aux[i];
        session.loggedParameters = null;
        session.loggedText = uses.stat(b.statement[i]).wants(Long.MAX_VALUE - 1) ? text(b, i, SAMPLE) : null;
    }

    /** The statement logged before has no duration: it failed, or durations are not logged. */
    private void unfinished(Session session) {
        if (session.logged != 0) {
            uses.stat(session.logged).untimed++;
            untimed++;
            session.logged = 0;
        }
    }

    private void durationOnly(Batch b, int i, Session session) {
        if (session.logged == 0) {
            kindMicros[Kind.DURATION_ONLY.ordinal()] += b.value[i];
            return;
        }
        int number = session.logged;
        session.logged = 0;
        kindCount[Kind.DURATION_ONLY.ordinal()]--;
        Kind kind = session.loggedFetch ? Kind.FETCH : Kind.STATEMENT;
        kindCount[kind.ordinal()]++;
        if (kind == Kind.FETCH) {
            other(b, i, kind, number);
        } else {
            call(b, i, kind, session, number, session.loggedConstants, session.loggedText);
        }
    }

    private void received(Batch b, int i, Session session) {
        end(session);
        connects.received(text(b, i, 500));
        hours.connection(b.time[i]);
    }

    private void disconnected(Batch b, int i, Session session) {
        connects.disconnected(b.value[i]);
        end(session);
    }

    private void end(Session session) {
        unfinished(session);
        Runs runs = session.runs;
        if (runs != null) {
            runs.end(run -> found(session, run));
        }
        counted.remove(session.key);
        sessions.remove(session);
    }

    private void part(Batch b, int i, Kind kind, Session session) {
        switch (kind) {
            case STATEMENT_TEXT -> statementOf(b, i, session);
            case DETAIL -> detailOf(b, i, session);
            case CONTEXT -> {
                if ((session.last == Kind.PROBLEM || session.last == Kind.OTHER) && text(b, i, 1000).contains("RAISE")) {
                    problems.raised(session.lastNumber);
                }
            }
            default -> {
            }
        }
    }

    private void statementOf(Batch b, int i, Session session) {
        int number = b.statement[i];
        switch (session.last) {
            case PROBLEM -> {
                StatementStat stat = uses.stat(number);
                if (session.lastSeverity >= Severity.ERROR.ordinal()) {
                    stat.errors++;
                }
                if (problems.isCancel(session.lastNumber)) {
                    stat.cancelled++;
                }
                stat.seen(b.time[i]);
                problems.statement(session.lastNumber, number);
                if (session.lastRecord instanceof Problems.Deadlock deadlock) {
                    deadlock.statement = text(b, i, SAMPLE);
                }
            }
            case TEMP_FILE -> {
                StatementStat stat = uses.stat(number);
                stat.tempFiles++;
                stat.tempBytes += session.lastMicros;
                stat.seen(b.time[i]);
                upkeep.tempWithStatement++;
            }
            case LOCK_ACQUIRED, LOCK_WAITING -> {
                StatementStat stat = uses.stat(number);
                stat.lockWaits += session.last == Kind.LOCK_ACQUIRED ? 1 : 0;
                stat.lockMicros += session.last == Kind.LOCK_ACQUIRED ? session.lastMicros : 0;
                stat.seen(b.time[i]);
            }
            default -> uses.stat(number);
        }
    }

    private void detailOf(Batch b, int i, Session session) {
        switch (session.last) {
            case STATEMENT, EXECUTE, DURATION_ONLY -> {
                Sample sample = session.lastSample;
                if (sample != null) {
                    sample.parameters = parameters(text(b, i, PARAMETERS));
                    textBytes += sample.parameters.length();
                }
                if (session.runs != null) {
                    session.runs.parameters(b.aux[i]);
                }
            }
            case LOGGED_STATEMENT -> {
                session.loggedConstants ^= b.aux[i];
                if (session.loggedText != null) {
                    session.loggedParameters = parameters(text(b, i, PARAMETERS));
                }
            }
            case PROBLEM -> {
                if (session.lastRecord instanceof Problems.Deadlock deadlock) {
                    deadlock.detail = text(b, i, PLAN);
                }
            }
            default -> {
            }
        }
    }

    private static String parameters(String detail) {
        int colon = detail.indexOf(": $");
        return colon >= 0 ? detail.substring(colon + 2) : detail;
    }

    private static String text(Batch b, int i, int most) {
        return Numbers.text(b.bytes, b.from[i], Math.min(b.to[i], b.from[i] + most));
    }

    /** The log is at its end: what is still open is closed. */
    void finish() {
        List<Session> open = new ArrayList<>();
        sessions.forEach(open::add);
        open.forEach(this::end);
    }

    /** The report as things stand. */
    LogReport report(LogReport.Source source, LogOptions options, List<LogReport.Note> notes) {
        Names names = new Names(shared, options.mask());
        List<LogReport.Statement> statements = new ArrayList<>();
        int distinct = 0;
        StatementReport each = new StatementReport(names);
        for (Integer number : uses.order()) {
            if (uses.stat(number).calls > 0) {
                distinct++;
            }
            if (options.top() == 0 || statements.size() < options.top()) {
                statements.add(each.of(shared.statements.get(number), uses.stat(number)));
            }
        }
        long known = coverage.entries;
        long lost = coverage.strayLines + coverage.malformed;
        LogReport.Understood understood = new LogReport.Understood(coverage.lines, known, coverage.strayLines, coverage.malformed,
                coverage.cut, known + lost == 0 ? 0 : (double) known / (known + lost), names.lines(coverage.samples));
        LogReport.Proof proof = source.proof();
        LogReport.Source dated = new LogReport.Source(source.files(), source.format(), source.prefix(), source.lacking(),
                new LogReport.Proof(proof.lines(), proof.parsed(), proof.share(), names.lines(proof.failed())), source.bytes(),
                Names.instant(first), Names.instant(last));
        return new LogReport(dated, understood, totals(distinct), statements, uses.byName(Who::database), uses.byName(Who::user),
                uses.byName(Who::application), severities(), problems.states(), problems.problems(names), problems.deadlocks(names),
                upkeep.locks(), upkeep.tempFiles(), upkeep.checkpoints(), upkeep.vacuums(), connects.report(), problems.cancelled(),
                nPlusOne.report(last > first ? last - first : 0, names), hours.report(), problems.others(names), notes);
    }

    private LogReport.Totals totals(int distinct) {
        StatementStat others = uses.others();
        return new LogReport.Totals(calls, Names.ms(callMicros), timed(Kind.STATEMENT), timed(Kind.EXECUTE), timed(Kind.FETCH),
                timed(Kind.PARSE), timed(Kind.BIND), timed(Kind.PLAN), timed(Kind.FASTPATH), timed(Kind.DURATION_ONLY), untimed, distinct,
                others == null ? 0 : others.calls, problems.deadlockCount());
    }

    private LogReport.Timed timed(Kind kind) {
        return Names.timed(kindCount[kind.ordinal()], kindMicros[kind.ordinal()]);
    }

    private List<LogReport.Count> severities() {
        List<LogReport.Count> list = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            if (severities[severity.ordinal()] > 0) {
                list.add(new LogReport.Count(severity.name(), severities[severity.ordinal()]));
            }
        }
        return list;
    }
}
