package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Asks every rule. Thread-safe; what a rule cannot see or is denied is said, and the others go on. */
public final class Counsel {
    /** The urgent first, then the surest. */
    public static final Comparator<Card> ORDER = Comparator.comparing((Card c) -> !c.urgent())
            .thenComparing(c -> c.basis().confidence(), Comparator.comparing(Confidence::ordinal))
            .thenComparing(Card::area);

    private static final List<Rule> SERVER = List.of(
            new HealthCards(), new TableCards(), new KeysetCards(), new RepetitionCards(), new PoolCards(), new EstimateCards());
    private static final List<Rule> PLANNER = List.of(new DriftCards());

    /**
     * What they said.
     *
     * @param cards the urgent first, then the surest
     * @param lacks what was not looked at, with what mends that
     */
    public record Told(List<Card> cards, List<Lack> lacks) {
        public static final Told NOTHING = new Told(List.of(), List.of());

        public Told {
            cards = List.copyOf(cards);
            lacks = List.copyOf(lacks);
        }
    }

    /**
     * All rules.
     *
     * @param progress told after every rule what there is so far, on the caller's thread
     * @param stop asked between the rules
     * @throws DbException when the connection is lost
     */
    public Told ask(Sources sources, Consumer<Told> progress, BooleanSupplier stop) {
        return ask(java.util.stream.Stream.concat(SERVER.stream(), PLANNER.stream()).toList(), sources, progress, stop);
    }

    /** The rules that need no planner. */
    public Told ofServer(Sources sources, Consumer<Told> progress, BooleanSupplier stop) {
        return ask(SERVER, sources, progress, stop);
    }

    /** The rules that ask a planner. */
    public Told ofPlanner(Sources sources, Consumer<Told> progress, BooleanSupplier stop) {
        return ask(PLANNER, sources, progress, stop);
    }

    private static Told ask(List<Rule> rules, Sources sources, Consumer<Told> progress, BooleanSupplier stop) {
        List<Card> cards = new ArrayList<>();
        Set<Lack> lacks = new LinkedHashSet<>();
        Told told = Told.NOTHING;
        for (Rule rule : rules) {
            if (stop.getAsBoolean()) {
                break;
            }
            List<Lack> missing = rule.missing(sources);
            lacks.addAll(missing);
            if (missing.isEmpty()) {
                look(rule, sources, cards, lacks);
            }
            told = new Told(once(cards).stream().sorted(ORDER).toList(), List.copyOf(lacks));
            progress.accept(told);
        }
        return told;
    }

    /** Of several reasons for the same deed the first. */
    private static List<Card> once(List<Card> cards) {
        Set<String> deeds = new HashSet<>();
        return cards.stream().filter(c -> c.deed().act() == null || deeds.add(c.deed().act())).toList();
    }

    private static void look(Rule rule, Sources sources, List<Card> cards, Set<Lack> lacks) {
        try {
            rule.look(sources, cards::add, lacks::add);
        } catch (DbException e) {
            if (e.problem().lostConnection()) {
                throw e;
            }
            lacks.add(new Lack(Text.of("rules.blind", rule.title(), e.problem().title() + " " + e.problem().detail()), null));
        }
    }
}
