package dev.howdah.engine.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a log says about one normalised statement; times in microseconds. */
final class StatementStat {
    static final int SAMPLES = 3;
    static final int PLANS = 2;

    long calls;
    long total;
    long min = Long.MAX_VALUE;
    long max;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    final long[] kindCount = new long[Kind.PLAN.ordinal() + 1];
    final long[] kindTotal = new long[Kind.PLAN.ordinal() + 1];
    long untimed;
    long errors;
    long cancelled;
    long tempFiles;
    long tempBytes;
    long lockWaits;
    long lockMicros;
    long[] queryIds = new long[1];
    int queryIdCount;
    final Sketch sketch = new Sketch();
    final Tally who = new Tally();
    final Sample[] samples = new Sample[SAMPLES];
    int sampleCount;
    final @Nullable String[] plans = new String[PLANS];
    final long[] planMicros = new long[PLANS];
    int planCount;

    void call(long micros, long time, int writer, long queryId) {
        calls++;
        total += micros;
        min = Math.min(min, micros);
        max = Math.max(max, micros);
        sketch.add(micros);
        seen(time);
        who.add(writer, micros);
        if (queryId != 0 && (queryIdCount == 0 || queryIds[0] != queryId)) {
            queryId(queryId);
        }
    }

    void seen(long time) {
        if (time != Entry.NO_TIME) {
            first = Math.min(first, time);
            last = Math.max(last, time);
        }
    }

    private void queryId(long id) {
        for (int i = 0; i < queryIdCount; i++) {
            if (queryIds[i] == id) {
                return;
            }
        }
        if (queryIdCount < 32) {
            if (queryIdCount == queryIds.length) {
                queryIds = Arrays.copyOf(queryIds, queryIdCount * 2);
            }
            queryIds[queryIdCount++] = id;
        }
    }

    /** Whether a call of this length would be kept as a sample. */
    boolean wants(long micros) {
        return sampleCount < SAMPLES || micros > samples[SAMPLES - 1].micros;
    }

    /** Keeps the slowest, slowest first. */
    void keep(Sample sample) {
        int i = sampleCount < SAMPLES ? sampleCount++ : SAMPLES - 1;
        while (i > 0 && samples[i - 1].micros < sample.micros) {
            samples[i] = samples[i - 1];
            i--;
        }
        samples[i] = sample;
    }

    boolean wantsPlan(long micros) {
        return planCount < PLANS || micros > planMicros[PLANS - 1];
    }

    void keepPlan(long micros, String plan) {
        int i = planCount < PLANS ? planCount++ : PLANS - 1;
        while (i > 0 && planMicros[i - 1] < micros) {
            plans[i] = plans[i - 1];
            planMicros[i] = planMicros[i - 1];
            i--;
        }
        plans[i] = plan;
        planMicros[i] = micros;
    }
}
