package dev.howdah.engine.log;

import dev.howdah.engine.sqltext.Hash;

/** Tells from an entry's text what it says, and writes that down as events of a batch. One instance serves one worker. */
final class Classifier {
    private final Translated translated;
    private final Events events;
    private final Numbers numbers;
    private Batch batch = new Batch(0);

    Classifier(Shared shared) {
        numbers = new Numbers(shared);
        translated = new Translated(shared.words);
        events = new Events(shared.words);
    }

    void start(Batch next) {
        batch = next;
    }

    /** Adds the events of a whole entry: itself, and its parts where the form of the log has them beside it. */
    void add(Entry e) {
        batch.coverage.entries++;
        int who = numbers.who(e);
        entry(e, who);
        if (!e.detail.isEmpty()) {
            part(e, who, Kind.DETAIL, e.detail);
        }
        if (!e.hint.isEmpty()) {
            part(e, who, Kind.HINT, e.hint);
        }
        if (!e.context.isEmpty()) {
            part(e, who, Kind.CONTEXT, e.context);
        }
        if (!e.statement.isEmpty()) {
            part(e, who, Kind.STATEMENT_TEXT, e.statement);
        }
    }

    /** Adds a part that stands on lines of its own. */
    void add(Entry e, Kind part) {
        part(e, numbers.who(e), part, e.message);
    }

    private void part(Entry e, int who, Kind kind, Entry.Slice text) {
        int i = event(e, who, kind, text.from, text.to);
        if (kind == Kind.STATEMENT_TEXT) {
            numbers.fingerprint(e.bytes, text.from, text.to, false);
            batch.statement[i] = numbers.statement;
            batch.aux[i] = numbers.constants;
        } else if (kind == Kind.DETAIL) {
            batch.aux[i] = Hash.of(e.bytes, text.from, text.to);
        }
    }

    private int event(Entry e, int who, Kind kind, int from, int to) {
        Batch b = batch;
        int i = b.add();
        b.kind[i] = (byte) kind.ordinal();
        b.severity[i] = (byte) e.severity;
        b.state[i] = e.state;
        b.statement[i] = 0;
        b.who[i] = who;
        b.from[i] = from;
        b.to[i] = to;
        b.time[i] = e.time;
        b.session[i] = e.session;
        b.value[i] = 0;
        b.aux[i] = 0;
        b.queryId[i] = e.queryId;
        b.line[i] = e.line;
        return i;
    }

    private void entry(Entry e, int who) {
        byte[] b = e.bytes;
        int from = e.message.from;
        int to = e.message.to;
        if (e.severity == Severity.LOG.ordinal() && from < to) {
            boolean taken = switch (b[from]) {
                case 'd' -> Texts.DURATION.at(b, from, to) ? duration(e, who) : Texts.DISCONNECTION.at(b, from, to)
                        && disconnection(e, who);
                case 's' -> Texts.STATEMENT.at(b, from, to) && logged(e, who, Kind.LOGGED_STATEMENT, from + Texts.STATEMENT.length());
                case 'e' -> execute(e, who);
                case 'c' -> connection(e, who);
                case 'r' -> checkpoint(e, who);
                case 't' -> Texts.TEMP_FILE.at(b, from, to) && tempFile(e, who);
                case 'a' -> automatic(e, who);
                case 'p' -> Texts.PROCESS.at(b, from, to) && lock(e, who);
                default -> false;
            };
            if (taken || translated(e, who)) {
                return;
            }
        }
        Kind kind = e.severity >= Severity.WARNING.ordinal() ? Kind.PROBLEM : Kind.OTHER;
        int i = event(e, who, kind, from, to);
        batch.statement[i] = numbers.message(e);
    }

    private boolean duration(Entry e, int who) {
        byte[] b = e.bytes;
        int to = e.message.to;
        int p = e.message.from + Texts.DURATION.length();
        long micros = 0;
        int digits = 0;
        for (; p < to && b[p] >= '0' && b[p] <= '9' && digits < 15; p++, digits++) {
            micros = micros * 10 + b[p] - '0';
        }
        if (digits == 0) {
            return false;
        }
        int decimals = 0;
        if (p < to && (b[p] == '.' || b[p] == ',')) {
            for (p++; p < to && b[p] >= '0' && b[p] <= '9'; p++) {
                if (decimals < 3) {
                    micros = micros * 10 + b[p] - '0';
                    decimals++;
                }
            }
        }
        for (; decimals < 3; decimals++) {
            micros *= 10;
        }
        if (!Texts.MS.at(b, p, to)) {
            return false;
        }
        p += 3;
        if (p >= to) {
            batch.value[event(e, who, Kind.DURATION_ONLY, p, p)] = micros;
            return true;
        }
        if (p + 2 > to || b[p] != ' ' || b[p + 1] != ' ') {
            return false;
        }
        return timed(e, who, p + 2, micros);
    }

    private boolean timed(Entry e, int who, int p, long micros) {
        byte[] b = e.bytes;
        int to = e.message.to;
        if (Texts.STATEMENT.at(b, p, to)) {
            return statement(e, who, Kind.STATEMENT, p + Texts.STATEMENT.length(), micros);
        }
        if (Texts.FETCH.at(b, p, to)) {
            return statement(e, who, Kind.FETCH, afterName(b, p + Texts.FETCH.length(), to), micros);
        }
        if (Texts.EXECUTE.at(b, p, to)) {
            return statement(e, who, Kind.EXECUTE, afterName(b, p + Texts.EXECUTE.length(), to), micros);
        }
        if (Texts.PARSE.at(b, p, to)) {
            return statement(e, who, Kind.PARSE, afterName(b, p + Texts.PARSE.length(), to), micros);
        }
        if (Texts.BIND.at(b, p, to)) {
            return statement(e, who, Kind.BIND, afterName(b, p + Texts.BIND.length(), to), micros);
        }
        if (Texts.PLAN.at(b, p, to)) {
            return plan(e, who, p + Texts.PLAN.length(), micros);
        }
        if (Texts.FASTPATH.at(b, p, to)) {
            batch.value[event(e, who, Kind.FASTPATH, p, to)] = micros;
            return true;
        }
        return false;
    }

    private boolean translated(Entry e, int who) {
        byte[] b = e.bytes;
        if (!translated.read(b, e.message.from, e.message.to)) {
            return event(e, who);
        }
        Kind kind = translated.kind;
        if (kind == Kind.LOGGED_STATEMENT || kind == Kind.LOGGED_FETCH) {
            return logged(e, who, kind, translated.text);
        }
        if (kind == Kind.DURATION_ONLY || kind == Kind.FASTPATH) {
            batch.value[event(e, who, kind, translated.text, e.message.to)] = translated.micros;
            return true;
        }
        return statement(e, who, kind, translated.text, translated.micros);
    }

    private boolean event(Entry e, int who) {
        if (!events.read(e.bytes, e.message.from, e.message.to)) {
            return false;
        }
        batch.value[event(e, who, events.kind, events.text, e.message.to)] = events.value;
        if (events.kind == Kind.CONNECTION_AUTHORIZED) {
            numbers.strange(e.bytes, events.text, e.message.to);
        }
        return true;
    }

    /** Where the text starts behind a name of a prepared statement or portal and its colon. */
    private static int afterName(byte[] b, int from, int to) {
        int p = from;
        while (p < to) {
            p = Swar.indexOf(b, p, to, (byte) ':');
            if (p + 1 >= to || b[p + 1] == ' ') {
                return Math.min(p + 2, to);
            }
            p++;
        }
        return to;
    }

    private boolean statement(Entry e, int who, Kind kind, int from, long micros) {
        int to = e.message.to;
        int i = event(e, who, kind, from, to);
        numbers.fingerprint(e.bytes, from, to, kind != Kind.STATEMENT || to - from < 24);
        batch.statement[i] = numbers.statement;
        batch.aux[i] = numbers.constants;
        batch.value[i] = micros;
        return true;
    }

    private boolean logged(Entry e, int who, Kind kind, int from) {
        int to = e.message.to;
        int i = event(e, who, kind, from, to);
        numbers.fingerprint(e.bytes, from, to, kind != Kind.LOGGED_STATEMENT || to - from < 24);
        batch.statement[i] = numbers.statement;
        batch.aux[i] = numbers.constants;
        return true;
    }

    private boolean execute(Entry e, int who) {
        byte[] b = e.bytes;
        int from = e.message.from;
        int to = e.message.to;
        if (Texts.FETCH.at(b, from, to)) {
            return logged(e, who, Kind.LOGGED_FETCH, afterName(b, from + Texts.FETCH.length(), to));
        }
        return Texts.EXECUTE.at(b, from, to)
                && logged(e, who, Kind.LOGGED_STATEMENT, afterName(b, from + Texts.EXECUTE.length(), to));
    }

    private boolean plan(Entry e, int who, int from, long micros) {
        int i = event(e, who, Kind.PLAN, from, e.message.to);
        batch.value[i] = micros;
        PlanText.Query query = PlanText.query(e.bytes, from, e.message.to);
        if (query != null) {
            numbers.fingerprint(query.bytes(), query.from(), query.to(), false);
            batch.statement[i] = numbers.statement;
        }
        return true;
    }

    private boolean disconnection(Entry e, int who) {
        int i = event(e, who, Kind.DISCONNECTION, e.message.from, e.message.to);
        batch.value[i] = Texts.clock(e.bytes, e.message.from + Texts.DISCONNECTION.length(), e.message.to);
        return true;
    }

    private boolean connection(Entry e, int who) {
        byte[] b = e.bytes;
        int from = e.message.from;
        int to = e.message.to;
        if (Texts.RECEIVED.at(b, from, to)) {
            event(e, who, Kind.CONNECTION_RECEIVED, from + Texts.RECEIVED.length(), to);
            return true;
        }
        if (Texts.AUTHORIZED.at(b, from, to)) {
            event(e, who, Kind.CONNECTION_AUTHORIZED, from + Texts.AUTHORIZED.length(), to);
            numbers.strange(b, from, to);
            return true;
        }
        if (Texts.AUTHENTICATED.at(b, from, to)) {
            event(e, who, Kind.CONNECTION_AUTHENTICATED, from, to);
            return true;
        }
        return checkpoint(e, who);
    }

    private boolean checkpoint(Entry e, int who) {
        byte[] b = e.bytes;
        int from = e.message.from;
        int to = e.message.to;
        if (Texts.REPLICATION_AUTHORIZED.at(b, from, to)) {
            event(e, who, Kind.CONNECTION_AUTHORIZED, from + Texts.REPLICATION_AUTHORIZED.length(), to);
            return true;
        }
        int p = Texts.CHECKPOINT.at(b, from, to) ? from + Texts.CHECKPOINT.length()
                : Texts.RESTARTPOINT.at(b, from, to) ? from + Texts.RESTARTPOINT.length() : -1;
        if (p < 0) {
            return false;
        }
        if (Texts.STARTING.at(b, p, to)) {
            event(e, who, Kind.CHECKPOINT_STARTING, p + Texts.STARTING.length(), to);
            return true;
        }
        if (!Texts.COMPLETE.at(b, p, to)) {
            return false;
        }
        event(e, who, Kind.CHECKPOINT_COMPLETE, p + Texts.COMPLETE.length(), to);
        return true;
    }

    private boolean tempFile(Entry e, int who) {
        byte[] b = e.bytes;
        int to = e.message.to;
        int p = to;
        while (p > e.message.from && b[p - 1] >= '0' && b[p - 1] <= '9') {
            p--;
        }
        int i = event(e, who, Kind.TEMP_FILE, e.message.from, to);
        batch.value[i] = Texts.number(b, p, to);
        return true;
    }

    private boolean automatic(Entry e, int who) {
        byte[] b = e.bytes;
        int from = e.message.from;
        int to = e.message.to;
        if (!Texts.AUTOMATIC.at(b, from, to)) {
            return false;
        }
        int quote = Swar.indexOf(b, from, to, (byte) '"');
        boolean analyze = Texts.ANALYZE.at(b, from + Texts.AUTOMATIC.length(), to);
        event(e, who, analyze ? Kind.AUTOANALYZE : Kind.AUTOVACUUM, Math.min(quote + 1, to), to);
        return true;
    }

    private boolean lock(Entry e, int who) {
        byte[] b = e.bytes;
        int to = e.message.to;
        int p = e.message.from + Texts.PROCESS.length();
        while (p < to && b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        Kind kind = Texts.STILL_WAITING.at(b, p, to) ? Kind.LOCK_WAITING : Texts.ACQUIRED.at(b, p, to) ? Kind.LOCK_ACQUIRED
                : Texts.DETECTED_DEADLOCK.at(b, p, to) || Texts.AVOIDED_DEADLOCK.at(b, p, to) ? Kind.LOCK_DEADLOCK : Kind.OTHER;
        if (kind == Kind.OTHER) {
            return false;
        }
        int i = event(e, who, kind, p + 1, to);
        batch.value[i] = Texts.waited(b, p, to);
        return true;
    }
}
