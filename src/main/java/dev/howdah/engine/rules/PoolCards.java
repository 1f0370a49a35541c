package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.pool.PoolAdvice;
import dev.howdah.engine.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A pool that is too small for its load, or far larger than it needs, or larger than the server bears. */
final class PoolCards implements Rule {
    @Override
    public String title() {
        return Text.of("rules.title.pool");
    }

    @Override
    public List<Lack> missing(Sources sources) {
        PoolAdvice pool = sources.heard().pool();
        boolean measured = pool != null && pool.confidence() != PoolAdvice.Confidence.NONE;
        return measured ? List.of() : List.of(new Lack(Text.of("rules.pool.unwatched"), null));
    }

    @Override
    public void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks) {
        PoolAdvice a = sources.heard().pool();
        PoolAdvice.Budget budget = a == null ? null : a.budget();
        boolean beyond = budget != null && !budget.fits();
        if (a != null && (a.chosen() < a.least() || a.chosen() > 2 * a.most() || beyond)) {
            cards.accept(card(a, beyond));
        }
    }

    private static Card card(PoolAdvice a, boolean beyond) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Text.of("rules.pool.busy"), String.format(Locale.ROOT, "%.2f", a.load().busy()));
        evidence.put(Text.of("rules.pool.hold"), KeysetCards.ms(1000 * a.load().holdSeconds()));
        evidence.put(Text.of("rules.pool.checkouts"), Long.toString(a.load().checkouts()));
        PoolAdvice.Budget budget = a.budget();
        if (budget != null) {
            evidence.put(Text.of("rules.pool.wanted"), Integer.toString(budget.wanted()));
            evidence.put(Text.of("rules.pool.left"), Integer.toString(budget.left()));
        }
        Confidence confidence = switch (a.confidence()) {
            case HIGH -> Confidence.HIGH;
            case MEDIUM -> Confidence.MEDIUM;
            case LOW, NONE -> Confidence.LOW;
        };
        Card.Basis basis = new Card.Basis(evidence, Text.of("rules.window.pool", a.load().window().toSeconds()), confidence,
                List.of(Text.of("rules.pool.unknown")));
        String key = a.chosen() < a.least() ? "rules.pool.small" : beyond ? "rules.pool.beyond" : "rules.pool.large";
        return new Card("pool-size", Card.Area.POOL, "", Text.of(key, a.chosen(), a.least(), a.most()), String.join(" ", a.sentences()), basis,
                Card.Deed.byHand(Text.of("rules.pool.do", a.least(), a.most()), Text.of("rules.cost.pool")), List.of(), false);
    }
}
