package dev.howdah.engine.rules;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Statements that are run once for each row of another one. */
final class RepetitionCards implements Rule {
    @Override
    public String title() {
        return Text.of("rules.title.repetition");
    }

    @Override
    public List<Lack> missing(Sources sources) {
        return sources.heard().watched() ? List.of() : List.of(new Lack(Text.of("rules.repetition.unwatched"), null));
    }

    @Override
    public void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks) {
        sources.heard().repetitions().stream().map(RepetitionCards::card).forEach(cards);
    }

    private static Card card(Repetition r) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Text.of("rules.repetition.parent"), r.parent().strip().replaceAll("\\s+", " "));
        evidence.put(Text.of("rules.repetition.per-call"), String.format(Locale.ROOT, "%.1f", r.perCall()));
        evidence.put(Text.of("rules.repetition.a-minute"), KeysetCards.ms(r.msPerMinute()));
        evidence.put(Text.of("rules.repetition.seen"), r.evidence());
        Card.Basis basis = new Card.Basis(evidence, Text.of("rules.window.watched"), r.confidence(), List.of(Text.of("rules.repetition.unknown")));
        String rewrite = r.rewrite();
        Card.Deed deed = Card.Deed.byHand(
                rewrite == null ? Text.of("rules.repetition.join") : Text.of("rules.repetition.do", rewrite), Text.of("rules.cost.application"));
        return new Card("repetition", Card.Area.STATEMENT, r.child(), Text.of("rules.repetition.claim", Math.round(r.perCall())),
                Text.of("rules.repetition.why"), basis, deed.with(Trial.rewritten(rewrite)),
                r.childId().isEmpty() ? List.of() : List.of(r.childId()), false);
    }
}
