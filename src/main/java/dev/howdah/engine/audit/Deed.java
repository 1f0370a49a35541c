package dev.howdah.engine.audit;

import org.jspecify.annotations.Nullable;

/**
 * An action about to be done. Immutable; holds neither passwords nor constants of statements.
 *
 * @param what it does, in words or as a statement whose constants are masked
 * @param undo what takes it back, null when nothing does
 */
public record Deed(Place where, Act act, String what, @Nullable String undo) {
    public Deed {
        what = Masks.passwords(what);
        undo = undo == null ? null : Masks.undo(undo);
    }

    /** Described in words of Howdah's own: names, process ids, sizes. */
    public static Deed of(Place where, Act act, String words) {
        return new Deed(where, act, words, null);
    }

    /** Described by the statements that are sent; their constants are masked. */
    public static Deed sql(Place where, Act act, Iterable<String> statements) {
        return new Deed(where, act, Masks.statements(statements), null);
    }

    /** The same, with words before it. */
    public Deed after(String words) {
        return new Deed(where, act, words + "\n" + what, undo);
    }

    public Deed undoneBy(@Nullable String statement) {
        return new Deed(where, act, what, statement);
    }
}
