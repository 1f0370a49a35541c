package dev.howdah.engine.health;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How well a server is, from 100 down, and why. The first finding of a check costs its points (20 when critical, 4 when a warning,
 * unless the check says otherwise), each further one half of the one before: a hundred unused indexes are one bad habit, not a
 * hundred. What was not looked at costs nothing and is counted beside.
 *
 * @param value 0 to 100: 100 less the points of all deductions
 * @param looked checks that looked at everything
 * @param notLooked checks that were skipped, could not tell or saw a part
 */
public record Score(int value, List<Deduction> deductions, int looked, int notLooked) {
    private static final double CRITICAL = 20;
    private static final double WARNING = 4;

    /**
     * What one check takes away.
     *
     * @param points at least 1
     * @param findings how many it found
     */
    public record Deduction(String check, String title, Levels.Severity level, int points, int findings) {}

    static Score of(Collection<Outcome> outcomes) {
        List<Deduction> all = new ArrayList<>();
        int partly = 0;
        for (Outcome o : outcomes) {
            if (o.result() instanceof Result.Found f) {
                all.add(deduction(o.check(), f));
            }
            boolean answered = o.result() instanceof Result.Ok || o.result() instanceof Result.Found;
            if (!answered || !o.notLooked().isEmpty()) {
                partly++;
            }
        }
        all.sort(Comparator.comparingInt(Deduction::points).reversed().thenComparing(Deduction::check));
        int lost = all.stream().mapToInt(Deduction::points).sum();
        return new Score(Math.max(0, 100 - lost), List.copyOf(all), outcomes.size() - partly, partly);
    }

    private static Deduction deduction(Check check, Result.Found found) {
        double points = 0;
        double share = 1;
        for (Finding f : found.findings().stream().sorted(Comparator.comparing(Finding::level).reversed()).toList()) {
            points += share * points(check, f.level());
            share /= 2;
        }
        return new Deduction(
                check.id(), check.words().title(), found.level(), Math.max(1, (int) Math.round(points)), found.findings().size());
    }

    private static double points(Check check, Levels.Severity level) {
        Double own = check.measure().points();
        return own != null ? own : level == Levels.Severity.CRITICAL ? CRITICAL : WARNING;
    }
}
