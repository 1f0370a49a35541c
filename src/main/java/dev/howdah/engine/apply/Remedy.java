package dev.howdah.engine.apply;

import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.SettingAdvice;
import dev.howdah.engine.db.PartedIndex;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.rules.Card;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An advice as it is applied. Immutable.
 *
 * @param title one line for people
 * @param statement what is done: one or more statements that {@link dev.howdah.engine.job.ready.Changes} knows
 * @param queryIds the statements it is about, as pg_stat_statements numbers them; empty for all of the database
 * @param expected the part of its time that each of these statements should still take; empty where nothing is known
 * @param aim what it must show
 */
public record Remedy(String title, String statement, List<String> queryIds, Map<String, Double> expected, Aim aim) {
    private static final Pattern QUERY_ID = Pattern.compile("-?\\d{1,19}");

    /** What counts as help. */
    public enum Aim {
        /** The statements take less time. */
        FASTER,
        /** The statements take no more time than before: something else is won, space or cheaper writes. */
        NOT_SLOWER
    }

    public Remedy {
        queryIds = List.copyOf(queryIds);
        expected = Map.copyOf(expected);
    }

    /** An index that is proposed, measured on the statements that would use it. */
    public static Remedy of(IndexAdvice advice, IndexAdvice.Proposal p) {
        double load = advice.effects().stream().filter(e -> p.statements().contains(e.id())).mapToDouble(IndexAdvice.Effect::load).sum();
        Map<String, Double> expected = new HashMap<>();
        if (advice.figures().unit().equals("ms/s") && load > p.gain()) {
            p.statements().forEach(id -> expected.put(id, (load - p.gain()) / load));
        }
        List<String> counted = counted(p.statements());
        return new Remedy(titled(p.create()), Changes.withoutReload(p.create()), counted, expected, aim(counted));
    }

    /** All indexes that are proposed at once, measured on all statements that would use one of them. */
    public static Remedy ofAll(IndexAdvice advice) {
        Set<String> ids = new LinkedHashSet<>();
        advice.proposals().forEach(p -> ids.addAll(p.statements()));
        Map<String, Double> expected = new HashMap<>();
        advice.effects().stream().filter(e -> ids.contains(e.id()) && e.before() > 0).forEach(e -> expected.put(e.id(), e.after() / e.before()));
        String all = advice.proposals().stream().map(p -> Changes.withoutReload(p.create())).collect(Collectors.joining(";\n"));
        List<String> counted = counted(ids);
        return new Remedy(titled(all), all, counted, expected, aim(counted));
    }

    /** Statements of a file or a log that the server does not count cannot be measured: all of its database is, in their stead. */
    static List<String> counted(Collection<String> ids) {
        return ids.stream().filter(id -> QUERY_ID.matcher(id).matches()).toList();
    }

    private static Aim aim(List<String> counted) {
        return counted.isEmpty() ? Aim.NOT_SLOWER : Aim.FASTER;
    }

    /** An index that is proposed for dropping, measured on the whole workload that was looked at. */
    public static Remedy of(IndexAdvice advice, IndexAdvice.Drop d) {
        return new Remedy(Changes.withoutReload(d.drop()), Changes.withoutReload(d.drop()), counted(advice.effects().stream().map(IndexAdvice.Effect::id).toList()), Map.of(),
                Aim.NOT_SLOWER);
    }

    /** Other advice, measured on its own statements or on all of the database. */
    public static Remedy of(Card card) {
        String act = card.deed().act();
        if (act == null) {
            throw new IllegalArgumentException(card.rule());
        }
        boolean faster = switch (card.area()) {
            case STATEMENT, STATISTICS -> true;
            case INDEX -> act.startsWith("CREATE");
            case VACUUM, SPACE, KEY, POOL, SETTING -> false;
        };
        // Where no statement is named, all of the database is measured: it need not become faster for the advice to be right.
        return new Remedy(titled(Changes.withoutReload(act)), Changes.withoutReload(act), card.queryIds(), Map.of(), faster && !card.queryIds().isEmpty() ? Aim.FASTER : Aim.NOT_SLOWER);
    }

    /** A setting, measured on the statements that are planned otherwise with it; the job loads the configuration by itself. */
    public static Remedy of(SettingAdvice a) {
        String act = Changes.withoutReload(a.act());
        Map<String, Double> expected = new HashMap<>();
        a.changed().stream().filter(c -> c.before() > 0).forEach(c -> expected.put(c.id(), c.after() / c.before()));
        List<String> counted = counted(a.changed().stream().map(SettingAdvice.Change::id).toList());
        return new Remedy(act, act, counted, Double.isNaN(a.relativeCost()) ? Map.of() : expected, aim(counted));
    }

    /** What it does, without the single steps on partitions. */
    private static String titled(String statements) {
        return String.join(";\n", PartedIndex.whole(statements));
    }
}
