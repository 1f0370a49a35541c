package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.PartedIndex;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.page.KeysetAdvice;
import dev.howdah.engine.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Statements that skip rows by OFFSET, with the same page by keys. */
final class KeysetCards implements Rule {
    /** Deep pages must cost so many times the first one to be worth a change of the application. */
    private static final double DEEP_FACTOR = 3;

    /** In the planner's unit: about 5,000 rows of an index. A small table has no deep pages. */
    private static final double LEAST_COST = 100;

    private static final int LONGEST = 50;

    @Override
    public String title() {
        return Text.of("rules.title.keyset");
    }

    @Override
    public List<Lack> missing(Sources sources) {
        Sources.Live live = sources.server();
        if (live == null) {
            return List.of(new Lack(Text.of("rules.no-connection", title()), null));
        }
        Lack lack = KeysetAdvice.missing(live.db());
        return lack == null ? List.of() : List.of(new Lack(Text.of("rules.blind", title(), lack.reason()), lack.remedy()));
    }

    @Override
    public void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks) {
        Sources.Live live = sources.server();
        if (live != null) {
            KeysetAdvice.of(live.db()).stream().filter(KeysetCards::deep).map(a -> card(a, live.db())).forEach(cards);
        }
    }

    private static boolean deep(KeysetAdvice a) {
        return a.costs().isEmpty()
                || (a.costs().getLast() > DEEP_FACTOR * a.costs().getFirst() && a.costs().getLast() - a.costs().getFirst() > LEAST_COST);
    }

    private static Card card(KeysetAdvice a, Db db) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put(Text.of("rules.calls"), Long.toString(a.calls()));
        evidence.put(Text.of("rules.mean"), ms(a.meanMillis()));
        List<String> pages = List.of("1", "100", "10,000");
        for (int i = 0; i < Math.min(pages.size(), a.costs().size()); i++) {
            evidence.put(Text.of("rules.keyset.page", pages.get(i)), String.format(Locale.ROOT, "%.0f", a.costs().get(i)));
        }
        String claim = a.costs().isEmpty()
                ? Text.of("rules.keyset.unplanned")
                : Text.of("rules.keyset.claim", Math.round(a.costs().getLast() / Math.max(0.01, a.costs().getFirst())));
        Card.Basis basis = new Card.Basis(evidence, Text.of("rules.window.statements"),
                a.costs().isEmpty() ? Confidence.LOW : Confidence.MEDIUM, List.of(Text.of("rules.keyset.unknown")));
        String keyset = a.keyset();
        String byHand = keyset == null ? a.note() : Text.of("rules.keyset.do", keyset, a.note());
        String index = a.index();
        Card.Deed deed = index == null
                ? Card.Deed.byHand(byHand, Text.of("rules.cost.application"))
                : making(index, byHand, db);
        return new Card("keyset", Card.Area.STATEMENT, a.query(), claim, Text.of("rules.keyset.why"), basis,
                keyset == null ? deed : deed.with(new Trial(deed.trial().create(), List.of(), Map.of(), keyset)), List.of(), false);
    }

    /** With a name, so that it can be taken back. */
    private static Card.Deed making(String index, String byHand, Db db) {
        String on = index.replaceFirst("(?is)^CREATE\\s+INDEX\\s+CONCURRENTLY\\s+ON\\s+", "");
        String words = on.replaceAll("^\\w+\\.|\"", "").replaceAll("\\W+", "_").replaceAll("_$", "");
        String name = String.format("%s_%08x", words.substring(0, Math.min(LONGEST, words.length())), on.hashCode());
        String create = "CREATE INDEX CONCURRENTLY " + Identifiers.quote(name) + " ON " + on;
        String act = Changes.pasted(db, create);
        PartedIndex made = PartedIndex.of(create);
        String undo = made == null ? null : "DROP INDEX " + (act.equals(create) ? "CONCURRENTLY " : "") + "IF EXISTS " + made.qualified();
        return new Card.Deed(act, undo, byHand, Price.of(create), Trial.of(act));
    }

    static String ms(double ms) {
        return String.format(Locale.ROOT, ms < 10 ? "%.2f ms" : "%.0f ms", ms);
    }
}
