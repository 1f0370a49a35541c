package dev.howdah.engine.rules;

import dev.howdah.engine.db.Lack;
import java.util.List;
import java.util.function.Consumer;

/** Gives one kind of advice. Stateless. */
interface Rule {
    /** Its name for people, for when it could not look. */
    String title();

    /** Why it cannot look there at all; empty when it can. */
    List<Lack> missing(Sources sources);

    /**
     * @param cards takes what it advises
     * @param lacks takes what it could not see
     * @throws dev.howdah.engine.db.DbException when the server does not answer; the other rules go on
     */
    void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks);
}
