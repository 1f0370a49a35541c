package dev.howdah.engine.systems;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what every system claimed: all in the old way first, then, with the indexes there, all in the new one. */
public final class Scorecard {
    private final OneClick oneClick;
    private final Workbench workbench;
    private final Duration each;

    /** @param each how long one figure of one way is measured */
    public Scorecard(OneClick oneClick, Workbench workbench, Duration each) {
        this.oneClick = oneClick;
        this.workbench = workbench;
        this.each = each;
    }

    /**
     * One line. Figures are in the claim's unit.
     *
     * @param factor how many times better; for a share or a ceiling the figure itself
     */
    public record Line(
            String system, String measure, Claim.Unit unit, double baseline, double optimised, double factor, double claimed,
            boolean reached) {}

    /** Leaves the indexes in place. */
    public List<Line> measure(List<SampleSystem> systems, String typedName, Progress progress) {
        oneClick.indexed(systems, false, typedName, progress);
        List<Double> baseline = read(systems, Way.BASELINE, progress);
        oneClick.indexed(systems, true, typedName, progress);
        List<Double> optimised = read(systems, Way.OPTIMISED, progress);
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (SampleSystem s : systems) {
            for (Claim c : s.claims()) {
                lines.add(line(s, c, baseline.get(number), optimised.get(number)));
                number++;
            }
        }
        return lines;
    }

    private List<Double> read(List<SampleSystem> systems, Way way, Progress progress) {
        Bench bench = new Bench(workbench, each);
        List<Double> figures = new ArrayList<>();
        int total = systems.stream().mapToInt(s -> s.claims().size()).sum();
        for (SampleSystem s : systems) {
            for (Claim c : s.claims()) {
                progress.at(s.name() + "." + c.measure(), figures.size(), total);
                figures.add(way == Way.BASELINE && c.unit().isAlone() ? 0 : c.gauge().read(way, bench));
            }
        }
        return figures;
    }

    static Line line(SampleSystem system, Claim claim, double before, double after) {
        double factor = switch (claim.unit()) {
            case MILLISECONDS, STATEMENTS -> before / Math.max(after, 1e-9);
            case RATE -> after / Math.max(before, 1e-9);
            // Where the old way serves nobody well, one user stands for it.
            case USERS -> after / Math.max(before, 1);
            case SHARE, CEILING -> after;
        };
        boolean reached = claim.unit() == Claim.Unit.CEILING ? factor <= claim.claimed() : factor >= claim.claimed();
        return new Line(system.name(), claim.measure(), claim.unit(), before, after, factor, claim.claimed(), reached);
    }
}
