package dev.howdah.engine.apply;

import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the measurements say. The time of the affected statements is taken at the calls of the first window, so that more or fewer
 * calls afterwards count as neither help nor harm. A difference is beyond noise when it is larger than t × the standard error of the
 * difference of the two means (Welch), t for 95 % and as many degrees of freedom as the window has slices less one. Immutable.
 *
 * @param beforeMs ms of execution a second in the first window
 * @param afterMs ms a second that the same calls would take now
 * @param marginMs half-width of the 95 % interval of their difference
 * @param effects statement by statement, the greatest change first
 * @param missing affected statements that did not run in both windows, so that nothing is known of them
 */
public record Verdict(Kind kind, double beforeMs, double afterMs, double marginMs, List<Effect> effects, List<String> missing) {
    /** Two-sided 95 % quantiles of Student's t for 1 to 10 degrees of freedom. */
    private static final double[] T95 = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228};

    /** A change smaller than this part is none, however exactly it was measured. */
    private static final double LEAST = 0.02;

    /** Noise wider than this part of the time may hide an effect. */
    private static final double WIDE = 0.15;

    private static final double LEAST_CALLS = 5;

    /** Whether it was worth it. */
    public enum Kind {
        HELPED,
        /** Nothing was won, or it became worse. */
        DID_NOT_HELP,
        /** Too few calls, or too much noise. */
        CANNOT_TELL
    }

    /**
     * @param marginMs half-width of the 95 % interval of the difference
     * @param clear whether the difference is beyond noise
     */
    public record Effect(String queryId, double callsPerSecond, double beforeMs, double afterMs, double marginMs, boolean clear) {
        public double factor() {
            return beforeMs / afterMs;
        }
    }

    /** How many times faster; below 1 when it became slower. */
    public double factor() {
        return beforeMs / afterMs;
    }

    /** How many times faster the estimate said, of those measured statements that it knew, at the same calls; NaN when it knew none. */
    public double expectedFactor(Remedy remedy) {
        double before = 0;
        double after = 0;
        for (Effect e : effects) {
            Double part = remedy.expected().get(e.queryId());
            if (part != null) {
                before += e.callsPerSecond() * e.beforeMs();
                after += e.callsPerSecond() * e.beforeMs() * part;
            }
        }
        return after == 0 ? Double.NaN : before / after;
    }

    /** ms of database time a second that are saved. */
    public double savedMs() {
        return beforeMs - afterMs;
    }

    /** Whether it became slower beyond noise. */
    public boolean slower() {
        return -savedMs() > Math.max(marginMs, LEAST * beforeMs);
    }

    /** Whether it was only to do no harm, and did none. */
    public boolean harmless() {
        return kind == Kind.HELPED && savedMs() <= Math.max(marginMs, LEAST * beforeMs);
    }

    /** One sentence for people. */
    public String sentence() {
        if (beforeMs == 0) {
            return Text.of("apply.verdict.nothing");
        }
        String key = slower() ? "apply.verdict.slower" : harmless() ? "apply.verdict.no-harm" : "apply.verdict." + kind.name();
        return Text.of(key, round(beforeMs), round(afterMs), round(marginMs), round(factor()));
    }

    /** Three significant digits, whole numbers whole. */
    private static String round(double v) {
        return Double.isFinite(v) ? new java.math.BigDecimal(v).round(new java.math.MathContext(3)).stripTrailingZeros().toPlainString() : String.valueOf(v);
    }

    /** @param slices of each window */
    public static Verdict of(Measurement before, Measurement after, Remedy remedy, int slices) {
        double t = t95(slices - 1);
        List<Effect> effects = new ArrayList<>();
        List<String> missing = new ArrayList<>(remedy.queryIds());
        double sumBefore = 0;
        double sumAfter = 0;
        double variance = 0;
        for (var e : before.statements().entrySet()) {
            Measurement.Figures b = e.getValue();
            Measurement.Figures a = after.statements().get(e.getKey());
            if (a == null || b.calls() < LEAST_CALLS || a.calls() < LEAST_CALLS) {
                continue;
            }
            missing.remove(e.getKey());
            double rate = b.calls() / before.seconds();
            double error = Math.hypot(b.errorMs(), a.errorMs());
            effects.add(new Effect(e.getKey(), rate, b.meanMs(), a.meanMs(), t * error, Math.abs(b.meanMs() - a.meanMs()) > t * error));
            sumBefore += rate * b.meanMs();
            sumAfter += rate * a.meanMs();
            variance += Math.pow(rate * error, 2);
        }
        effects.sort(Comparator.comparingDouble((Effect e) -> Math.abs(e.callsPerSecond() * (e.beforeMs() - e.afterMs()))).reversed());
        double margin = t * Math.sqrt(variance);
        return new Verdict(kind(sumBefore, sumAfter, margin, remedy.aim()), sumBefore, sumAfter, margin, effects, missing);
    }

    private static Kind kind(double before, double after, double margin, Remedy.Aim aim) {
        double saved = before - after;
        double least = Math.max(margin, LEAST * before);
        if (before == 0) {
            return Kind.CANNOT_TELL;
        }
        if (saved > least) {
            return Kind.HELPED;
        }
        if (-saved > least) {
            return Kind.DID_NOT_HELP;
        }
        if (margin > WIDE * before) {
            return Kind.CANNOT_TELL;
        }
        return aim == Remedy.Aim.FASTER ? Kind.DID_NOT_HELP : Kind.HELPED;
    }

    /** Within 1 % of the exact quantile. */
    static double t95(int degrees) {
        return degrees <= T95.length ? T95[Math.max(0, degrees - 1)] : 1.96 + 2.5 / degrees;
    }
}
