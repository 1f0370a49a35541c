package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.Outcome;
import dev.howdah.engine.health.Result;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The checks' findings that somebody can do something about in advance: indexes, foreign keys, bloat, vacuum and freeze, keys and
 * sequences near their end, connections, settings. What is muted stays muted.
 */
final class HealthCards implements Rule {
    private static final Map<String, Card.Area> GROUPS = Map.of("indexes", Card.Area.INDEX, "bloat", Card.Area.SPACE, "vacuum", Card.Area.VACUUM);

    private static final Map<String, Card.Area> SINGLE = Map.ofEntries(
            Map.entry("sequence-near-end", Card.Area.KEY),
            Map.entry("int-key-near-end", Card.Area.KEY),
            Map.entry("foreign-key-types", Card.Area.KEY),
            Map.entry("duplicate-foreign-key", Card.Area.KEY),
            Map.entry("no-pool", Card.Area.POOL),
            Map.entry("mostly-idle", Card.Area.POOL),
            Map.entry("connections-used", Card.Area.POOL),
            Map.entry("max-connections-high", Card.Area.POOL),
            Map.entry("work-mem-risk", Card.Area.SETTING),
            Map.entry("freeze-late", Card.Area.SETTING),
            Map.entry("autovacuum-off", Card.Area.SETTING),
            Map.entry("track-counts-off", Card.Area.SETTING),
            Map.entry("planner-switched-off", Card.Area.SETTING));

    @Override
    public String title() {
        return Text.of("rules.title.health");
    }

    @Override
    public List<Lack> missing(Sources sources) {
        Sources.Live live = sources.server();
        if (live == null) {
            return List.of(new Lack(Text.of("rules.no-connection", title()), null));
        }
        return live.checks() == null ? List.of(new Lack(Text.of("rules.no-checks"), null)) : List.of();
    }

    @Override
    public void look(Sources sources, Consumer<Card> cards, Consumer<Lack> lacks) {
        Sources.Live live = sources.server();
        Checks checks = live == null ? null : live.checks();
        if (live == null || checks == null) {
            return;
        }
        HealthReport report = checks.run(live.db(), c -> area(c) != null);
        String since = since(live.db());
        List<Card> found = new ArrayList<>();
        for (Outcome outcome : report.outcomes()) {
            Card.Area area = area(outcome.check());
            if (area == null) {
                continue;
            }
            if (outcome.result() instanceof Result.Found f) {
                f.findings().forEach(x -> found.add(card(outcome.check(), area, x, since, live.db())));
            } else {
                blind(outcome, lacks);
            }
        }
        ReplicaScans replicas = new ReplicaScans(live, found.stream().filter(HealthCards::unused).map(Card::subject).toList());
        found.stream().map(c -> unused(c) ? replicas.heeded(c) : c).filter(Objects::nonNull).map(HealthCards::aged).forEach(cards);
    }

    /** Few servers note when an index was made. */
    private static Card aged(Card card) {
        boolean known = !unused(card) || card.basis().evidence().containsKey("made");
        return known ? card : card.with(card.basis().unknowing(Text.of("rules.unused.age")));
    }

    private static boolean unused(Card card) {
        return card.rule().equals("unused");
    }

    private static void blind(Outcome outcome, Consumer<Lack> lacks) {
        @Nullable Lack lack = switch (outcome.result()) {
            case Result.Skipped s -> s.lack();
            case Result.Unknown u -> u.lack();
            default -> null;
        };
        if (lack != null) {
            lacks.accept(new Lack(Text.of("rules.blind", outcome.check().words().title(), lack.reason()), lack.remedy()));
        }
    }

    /** What is told only by two looks far apart is left to the monitor. */
    private static Card.@Nullable Area area(Check check) {
        return check.measure().rate() != null ? null : SINGLE.getOrDefault(check.id(), GROUPS.get(check.group()));
    }

    private static Card card(Check check, Card.Area area, Finding f, String since, Db db) {
        Map<String, String> evidence = new LinkedHashMap<>();
        f.evidence().forEach((name, value) -> evidence.put(name.replace('_', ' '), value));
        Confidence confidence = switch (f.confidence()) {
            case CERTAIN -> Confidence.HIGH;
            case MEASURED, ESTIMATED -> Confidence.MEDIUM;
        };
        String window = switch (f.confidence()) {
            case CERTAIN -> Text.of("rules.window.catalogue");
            case MEASURED -> counted(f.evidence().getOrDefault("counted_since", since));
            case ESTIMATED -> Text.of("rules.window.statistics");
        };
        Card.Basis basis = new Card.Basis(evidence, window, confidence, List.of())
                .unsure(f.notLooked().stream().map(Lack::reason).toList());
        return new Card(check.id(), area, f.object(), f.sentence(), check.words().why(), basis, deed(f, db), List.of(),
                f.level() == Levels.Severity.CRITICAL);
    }

    private static Card.Deed deed(Finding f, Db db) {
        String fix = f.fix();
        if (fix == null) {
            return Card.Deed.byHand(Text.of("rules.by-hand.decide"), Text.of("rules.cost.decide"));
        }
        String act = Changes.withoutReload(fix);
        if (Changes.knows(act)) {
            boolean reloads = fix.contains("pg_reload_conf");
            return Card.Deed.of(reloads ? fix.strip() : pasted(db, act), f.undo() == null ? null : pasted(db, f.undo()));
        }
        return Card.Deed.byHand(Text.of("rules.by-hand.statement", fix), Price.of(fix));
    }

    /** Checks say CONCURRENTLY wherever a table is no partitioned one. */
    private static String pasted(Db db, String statements) {
        return statements.contains("CONCURRENTLY") ? statements : Changes.pasted(db, statements);
    }

    private static String counted(String since) {
        return since.isEmpty() ? Text.of("rules.window.counters-whole") : Text.of("rules.window.counters", since);
    }

    /** Since when the server counts here; empty when the counters were never set back. */
    private static String since(Db db) {
        return db.call(h -> h.createQuery("SELECT coalesce(stats_reset::date::text, '') FROM pg_catalog.pg_stat_database"
                + " WHERE datname = current_database()").mapTo(String.class).one());
    }
}
