package dev.howdah.app;

import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.SettingAdvice;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.Unit;
import dev.howdah.engine.rules.Card;
import dev.howdah.engine.text.Text;
import dev.howdah.engine.twin.WhatIf;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All advice, as the command line tells it: on indexes, settings and everything else. The field names of the JSON form are these in
 * snake_case.
 *
 * @param basis null without a workload, {@code figures} likewise
 */
record AdviceReport(
        WhatIf.@Nullable Basis basis, List<IndexAdvice.Proposal> proposals, List<IndexAdvice.Drop> drops, List<IndexAdvice.Step> path,
        List<IndexAdvice.Effect> effects, List<IndexAdvice.Unplanned> unplanned, List<String> notConsidered, IndexAdvice.@Nullable Figures figures,
        List<SettingAdvice> settings, List<Card> cards, List<Lack> lacks) {

    private static final int SHOWN = 2;
    private static final int MOST_UNPLANNED = 20;
    private static final int BRIEF = 100;

    /** @param advice null when there is no workload */
    static AdviceReport of(@Nullable IndexAdvice advice, List<SettingAdvice> settings, List<Card> cards, List<Lack> lacks) {
        return advice == null
                ? new AdviceReport(null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, settings, cards, lacks)
                : new AdviceReport(advice.basis(), advice.proposals(), advice.drops(), advice.path(), advice.effects(), advice.unplanned(),
                        advice.notConsidered(), advice.figures(), settings, cards, lacks);
    }

    /** What can be applied, by the numbers of the report less one; null for what people have to do. */
    List<@Nullable Remedy> remedies(@Nullable IndexAdvice advice) {
        List<@Nullable Remedy> all = new ArrayList<>();
        if (advice != null) {
            proposals.forEach(p -> all.add(Remedy.of(advice, p)));
            drops.forEach(d -> all.add(Remedy.of(advice, d)));
        }
        settings.forEach(s -> all.add(Remedy.of(s)));
        cards.forEach(c -> all.add(c.applicable() ? Remedy.of(c) : null));
        return all;
    }

    void print(PrintWriter out) {
        int number = indexes(out);
        for (SettingAdvice s : settings) {
            out.println();
            out.println(++number + ". " + s.act().replace("\n", " "));
            out.println("  " + Text.of("advise.setting-line", s.now(), s.reason(), word(s.confidence()), s.restart() ? 1 : 0));
            undo(out, s.undo());
            s.notConsidered().forEach(n -> out.println("  " + Text.of("advise.not-considered", n)));
        }
        for (Card c : cards) {
            out.println();
            out.println(++number + ". " + c.claim());
            print(out, c);
        }
        out.println();
        unplanned(out);
        lacks.forEach(l -> out.println(note(l)));
    }

    private static void print(PrintWriter out, Card c) {
        if (c.area() == Card.Area.STATEMENT) {
            out.println("  " + c.subject().strip().replaceAll("\\s+", " "));
        }
        c.basis().evidence().forEach((name, value) -> out.println("  " + name + ": " + value.strip().replaceAll("\\s+", " ")));
        out.println("  " + Text.of("advise.card-line", c.basis().window(), word(c.basis().confidence())));
        String act = c.deed().act();
        String undo = c.deed().undo();
        if (!c.deed().byHand().isBlank()) {
            out.println("  " + c.deed().byHand().replace("\n", "\n  "));
        }
        if (act != null) {
            out.println("  " + Text.of("advise.card-do", act.replace("\n", " ")));
        }
        undo(out, undo);
        out.println("  " + Text.of("advise.card-cost", c.deed().cost()));
        c.basis().notConsidered().forEach(n -> out.println("  " + Text.of("advise.not-considered", n)));
    }

    private static void undo(PrintWriter out, @Nullable String undo) {
        if (undo != null && !undo.isBlank()) {
            out.println("  " + Text.of("advise.card-undo", undo.strip().replace("\n", " ")));
        }
    }

    private int indexes(PrintWriter out) {
        IndexAdvice.Figures f = figures;
        if (f == null) {
            return 0;
        }
        String size = size(f.bytes());
        if (f.unanswered()) {
            out.println(Text.of("advise.unanswered"));
        } else {
            out.println(Double.isNaN(f.relativeCost())
                    ? Text.of("advise.head-unknown", proposals.size(), size)
                    : Text.of("advise.head", percent(f.relativeCost()), proposals.size(), size, drops.size()));
        }
        int number = 0;
        for (IndexAdvice.Proposal p : proposals) {
            out.println();
            out.println(++number + ". " + p.create());
            out.println(Double.isNaN(p.gain())
                    ? Text.of("advise.worth-unknown", size(p.bytes()), word(p.confidence()))
                    : Text.of("advise.worth", percent(p.gain() / f.before()), amount(p.gain()), unit(f), size(p.bytes()), p.statements().size(), word(p.confidence())));
            if (p.writeCost() > 0) {
                out.println(Text.of("advise.price", amount(p.writeCost()), unit(f)));
            }
            effects.stream().filter(e -> p.statements().contains(e.id())).limit(SHOWN)
                    .forEach(e -> out.println(Text.of("advise.for", percent(e.after() / e.before()), brief(e.text()))));
            p.notes().forEach(n -> out.println("  " + n));
            undo(out, p.undo());
        }
        for (IndexAdvice.Drop d : drops) {
            out.println();
            out.println(++number + ". " + d.drop());
            out.println(Text.of("advise.drop-reason", d.reason(), size(d.bytes())));
            undo(out, d.recreate());
        }
        return number;
    }

    private void unplanned(PrintWriter out) {
        effects.stream().filter(IndexAdvice.Effect::worse).forEach(e -> out.println(Text.of("advise.worse", brief(e.text()), percent(e.after() / e.before()))));
        IndexAdvice.Figures f = figures;
        if (f != null && !unplanned.isEmpty()) {
            String share = f.unplannedShare() > 0 ? Text.of("advise.unplanned-share", percent(f.unplannedShare())) : "";
            out.println(Text.of("advise.unplanned", unplanned.size(), share));
            unplanned(out, unplanned);
        }
        Set<String> told = lacks.stream().map(Lack::reason).collect(Collectors.toSet());
        notConsidered.stream().filter(n -> !told.contains(n)).forEach(n -> out.println(Text.of("advise.not-considered", n)));
    }

    /** By their reasons, the dearest first: a server's history holds hundreds of commands that have no plan. */
    static void unplanned(PrintWriter out, List<IndexAdvice.Unplanned> unplanned) {
        Map<String, List<IndexAdvice.Unplanned>> byReason = unplanned.stream()
                .collect(Collectors.groupingBy(IndexAdvice.Unplanned::reason, LinkedHashMap::new, Collectors.toList()));
        byReason.entrySet().stream().limit(MOST_UNPLANNED).forEach(e -> {
            int more = e.getValue().size() - 1;
            String text = brief(e.getValue().getFirst().text());
            out.println("  " + (more == 0 ? text : Text.of("advise.unplanned-like", text, more)) + ": " + e.getKey());
        });
        int left = byReason.values().stream().skip(MOST_UNPLANNED).mapToInt(List::size).sum();
        if (left > 0) {
            out.println("  " + Text.of("advise.unplanned-more", left));
        }
    }

    /** A statement as people know it again. */
    static String brief(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() > BRIEF ? line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, BRIEF))) + "…" : line;
    }

    private static String word(IndexAdvice.Confidence confidence) {
        return Text.of("advisor.trust." + confidence);
    }

    static String note(Lack lack) {
        return Text.of("advise.lack", lack.reason(), lack.remedy() == null ? "" : lack.remedy()).strip();
    }

    static String size(long bytes) {
        return Unit.BYTES.format(bytes);
    }

    static String percent(double part) {
        return String.valueOf(Math.round(1000 * part) / 10.0);
    }

    private static String unit(IndexAdvice.Figures f) {
        return Text.of("advisor.unit." + f.unit().replace("/", "-"));
    }

    /** To three digits: it is an estimate. */
    private static String amount(double value) {
        return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
