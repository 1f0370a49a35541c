package dev.howdah.engine.alert;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.health.VitalFigures;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Means of the vital figures between two looks, out of a sampler that reads them every second anyway. Thread-safe. */
public final class SamplerSource implements Source {
    private final Sampler sampler;
    private final Subscription subscription;
    private final VitalFigures figures = new VitalFigures();
    private final double[] sums = new double[Figure.values().length];
    private final int[] counts = new int[Figure.values().length];
    private final double[] last = new double[Figure.values().length];
    private long heardAt = System.nanoTime();
    private boolean answered;
    private @Nullable DbProblem refused;

    public SamplerSource(Sampler sampler) {
        this.sampler = sampler;
        this.subscription = sampler.subscribe(Vitals.PROBE, this::take);
    }

    private synchronized void take(Reading<Vitals> reading) {
        double[] now = figures.next(reading);
        refused = reading instanceof Reading.Failed<Vitals> f ? f.problem() : null;
        if (now == null) {
            return;
        }
        heardAt = System.nanoTime();
        answered = true;
        for (int i = 0; i < now.length; i++) {
            last[i] = now[i];
            if (!Double.isNaN(now[i])) {
                sums[i] += now[i];
                counts[i]++;
            }
        }
    }

    @Override
    public synchronized Look look() {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        for (Measure m : Measure.values()) {
            Figure f = m.figure();
            if (f != null && counts[f.ordinal()] > 0) {
                // An age is what it is now; its mean would be half of it.
                boolean age = m == Measure.OLDEST_TRANSACTION || m == Measure.REPLICATION_LAG;
                double value = age ? last[f.ordinal()] : sums[f.ordinal()] / counts[f.ordinal()];
                if (!Double.isNaN(value)) {
                    values.put(m, value);
                }
            }
        }
        java.util.Arrays.fill(sums, 0);
        java.util.Arrays.fill(counts, 0);
        DbProblem problem = sampler.link() instanceof Link.Down d ? d.problem() : refused;
        boolean resting = sampler.isResting();
        if (resting) {
            // Nobody asked; that is no silence.
            heardAt = System.nanoTime();
        }
        return new Look(values, Duration.ofNanos(System.nanoTime() - heardAt), answered, problem, resting);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
