package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One piece of advice. Immutable.
 *
 * @param rule id of the rule or check that gives it
 * @param subject what it is about: an object as SQL names it, or a statement; "" for the server as a whole
 * @param claim what was found, with its figures
 * @param why what happens when nobody cares; "" where the claim says it
 * @param basis the figures it rests on
 * @param deed what to do
 * @param queryIds statements that it is about, as pg_stat_statements numbers them; empty for all of the database
 * @param urgent true when waiting is dangerous
 */
public record Card(
        String rule, Area area, String subject, String claim, String why, Basis basis, Deed deed, List<String> queryIds, boolean urgent) {

    /** What kind of thing it is about. */
    public enum Area {
        INDEX,
        STATEMENT,
        STATISTICS,
        VACUUM,
        SPACE,
        KEY,
        POOL,
        SETTING
    }

    /**
     * @param evidence figure by its name, in the order in which people read them
     * @param window over what time or from what state they are
     * @param confidence how sure it is
     * @param notConsidered sentences on what it does not know
     */
    public record Basis(Map<String, String> evidence, String window, Confidence confidence, List<String> notConsidered) {
        public Basis {
            evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
            notConsidered = List.copyOf(notConsidered);
        }

        /** The same, and what else it does not know. */
        Basis unknowing(String sentence) {
            List<String> all = new ArrayList<>(notConsidered);
            all.add(sentence);
            return new Basis(evidence, window, confidence, all);
        }

        /** The same, one step less sure, and why. */
        Basis unsure(List<String> reasons) {
            if (reasons.isEmpty()) {
                return this;
            }
            List<String> all = new ArrayList<>(notConsidered);
            all.addAll(reasons);
            return new Basis(evidence, window, confidence == Confidence.HIGH ? Confidence.MEDIUM : Confidence.LOW, all);
        }
    }

    /**
     * @param act statements that do it; null when people have to, as {@code byHand} says
     * @param undo statements that take it back; null when nothing has to be or can be
     * @param byHand what people do: in the application, in a window of maintenance; "" when {@code act} is all
     * @param cost what doing it costs: locks, time, space
     * @param trial how it can be tried without touching the server
     */
    public record Deed(@Nullable String act, @Nullable String undo, String byHand, String cost, Trial trial) {
        /** Statements that a job can do. */
        static Deed of(String act, @Nullable String undo) {
            return new Deed(act, undo, "", Price.of(act), Trial.of(act));
        }

        /** Work for people. */
        static Deed byHand(String what, String cost) {
            return new Deed(null, null, what, cost, Trial.NONE);
        }

        Deed with(Trial other) {
            return new Deed(act, undo, byHand, cost, other);
        }
    }

    public Card {
        queryIds = List.copyOf(queryIds);
    }

    Card with(Basis other) {
        return new Card(rule, area, subject, claim, why, other, deed, queryIds, urgent);
    }

    /** Whether a job can do it. */
    public boolean applicable() {
        return deed.act() != null;
    }
}
