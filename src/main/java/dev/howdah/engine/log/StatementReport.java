package dev.howdah.engine.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Makes a statement's figures into its part of the report. */
final class StatementReport {
    private static final double P95 = 0.95;

    private final Names names;

    StatementReport(Names names) {
        this.names = names;
    }

    LogReport.Statement of(Statement statement, StatementStat s) {
        List<Long> queryIds = new ArrayList<>();
        Arrays.stream(s.queryIds, 0, s.queryIdCount).forEach(queryIds::add);
        List<LogReport.Call> samples = new ArrayList<>();
        for (int i = 0; i < s.sampleCount; i++) {
            Sample sample = s.samples[i];
            Who who = names.who(sample.who);
            samples.add(new LogReport.Call(Names.instant(sample.time), Names.ms(sample.micros), who.user(), who.database(),
                    who.application(), names.masked(sample.text), names.parameters(sample.parameters), names.parameters(sample.plan)));
        }
        List<String> plans = new ArrayList<>();
        for (int i = 0; i < s.planCount && !names.masks(); i++) {
            String plan = s.plans[i];
            if (plan != null) {
                plans.add(plan);
            }
        }
        double p95 = Math.min(Math.max(s.sketch.percentile(P95), s.calls == 0 ? 0 : s.min), s.max);
        return new LogReport.Statement(String.format(Locale.ROOT, "%016x", statement.hash()), statement.text(), queryIds, s.calls,
                Names.ms(s.total), s.calls == 0 ? 0 : Names.ms(s.min), s.calls == 0 ? 0 : Math.round((double) s.total / s.calls) / 1000.0,
                p95 / 1000, Names.ms(s.max), Names.instant(s.first), Names.instant(s.last), timed(s, Kind.STATEMENT),
                timed(s, Kind.EXECUTE), timed(s, Kind.FETCH), timed(s, Kind.PARSE), timed(s, Kind.BIND), timed(s, Kind.PLAN), s.untimed,
                s.errors, s.cancelled, s.tempFiles, s.tempBytes, s.lockWaits, Names.ms(s.lockMicros),
                names.shares(s.who, Who::database), names.shares(s.who, Who::user), names.shares(s.who, Who::application), samples,
                plans);
    }

    private static LogReport.Timed timed(StatementStat s, Kind kind) {
        return Names.timed(s.kindCount[kind.ordinal()], s.kindTotal[kind.ordinal()]);
    }
}
