package dev.howdah.engine.health;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.store.Moment;
import dev.howdah.engine.store.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is kept for later: findings and what could not be looked at in words, checks without any by name. The evidence of a
 * finding is not kept. Immutable.
 *
 * @param well the checks that looked at everything and found nothing
 */
public record HealthRecord(String target, String database, List<String> well, List<Said> said) {
    /**
     * What a check said that was not simply well.
     *
     * @param result FOUND, SKIPPED, UNKNOWN, or OK when it was muted or saw a part only
     */
    public record Said(String check, Word result, Instant at, List<Item> found, @Nullable Lack lack, List<Quiet> muted, List<Lack> notLooked) {}

    /** The kinds of {@link Result}. */
    public enum Word {
        OK,
        FOUND,
        SKIPPED,
        UNKNOWN
    }

    /**
     * A finding.
     *
     * @param value null when the row itself is the finding
     */
    public record Item(
            String object, @Nullable Double value, Levels.Severity level, String sentence, Instant since, @Nullable String fix, @Nullable String undo,
            List<Lack> notLooked) {}

    /** A finding that was kept quiet. */
    public record Quiet(Item item, HealthMutes.Mute by) {}

    public static HealthRecord of(HealthReport report) {
        List<String> well = new ArrayList<>();
        List<Said> said = new ArrayList<>();
        for (Outcome o : report.outcomes()) {
            if (o.result() instanceof Result.Ok && o.muted().isEmpty() && o.notLooked().isEmpty()) {
                well.add(o.check().id());
            } else {
                said.add(said(o));
            }
        }
        return new HealthRecord(report.target(), report.database(), well, said);
    }

    private static Said said(Outcome o) {
        List<Quiet> muted = o.muted().stream().map(m -> new Quiet(item(m.finding()), m.by())).toList();
        return switch (o.result()) {
            case Result.Ok ok -> new Said(o.check().id(), Word.OK, o.at(), List.of(), null, muted, o.notLooked());
            case Result.Found f -> new Said(o.check().id(), Word.FOUND, o.at(), f.findings().stream().map(HealthRecord::item).toList(), null,
                    muted, o.notLooked());
            case Result.Skipped s -> new Said(o.check().id(), Word.SKIPPED, o.at(), List.of(), s.lack(), muted, o.notLooked());
            case Result.Unknown u -> new Said(o.check().id(), Word.UNKNOWN, o.at(), List.of(), u.lack(), muted, o.notLooked());
        };
    }

    private static Item item(Finding f) {
        return new Item(f.object(), Double.isNaN(f.value()) ? null : f.value(), f.level(), f.sentence(), f.since(), f.fix(), f.undo(), f.notLooked());
    }

    /** What makes a report another one: which checks say what of which objects, whatever the figures are. */
    public static Set<String> gist(HealthReport report) {
        Set<String> all = new TreeSet<>();
        for (Outcome o : report.outcomes()) {
            String id = o.check().id();
            all.add(id + " " + o.result().getClass().getSimpleName());
            o.muted().forEach(m -> all.add(id + " quiet " + m.finding().object()));
            if (o.result() instanceof Result.Found f) {
                f.findings().forEach(x -> all.add(id + " " + x.level() + " " + x.object()));
            }
        }
        return all;
    }

    /** What the checks said at a recorded moment; null where that is not known, or no figures say that somebody looked then. */
    public static @Nullable HealthReport at(Moment moment, List<Check> checks) {
        Told told = moment.own().told();
        return told == null || moment.level() == null ? null : told.as(HealthRecord.class).report(told.at(), checks);
    }

    /**
     * The report that it was.
     *
     * @param at when it stood so
     * @param checks those of this Howdah; what others said is left out
     */
    private HealthReport report(Instant at, List<Check> checks) {
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, Said> by = said.stream().collect(Collectors.toMap(Said::check, Function.identity(), (a, b) -> a));
        for (Check check : checks) {
            Said s = by.get(check.id());
            if (s != null) {
                List<Outcome.Muted> muted = s.muted().stream().map(q -> new Outcome.Muted(finding(check, q.item()), q.by())).toList();
                outcomes.add(new Outcome(check, s.at(), Duration.ZERO, result(check, s), muted, s.notLooked()));
            } else if (well.contains(check.id())) {
                outcomes.add(new Outcome(check, at, Duration.ZERO, new Result.Ok(), List.of(), List.of()));
            }
        }
        return new HealthReport(target, database, at, outcomes, Score.of(outcomes), List.of());
    }

    private static Result result(Check check, Said s) {
        Lack lack = s.lack() == null ? new Lack("", null) : s.lack();
        return switch (s.result()) {
            case OK -> new Result.Ok();
            case FOUND -> new Result.Found(s.found().stream().map(i -> finding(check, i)).toList());
            case SKIPPED -> new Result.Skipped(lack);
            case UNKNOWN -> new Result.Unknown(lack);
        };
    }

    private static Finding finding(Check check, Item i) {
        return new Finding(check.id(), i.object(), i.value() == null ? Double.NaN : i.value(), i.level(), i.sentence(), i.since(), Map.of(), i.fix(),
                i.undo(), check.measure().confidence(), i.notLooked());
    }
}
