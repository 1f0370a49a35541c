package dev.howdah.engine.alert;

import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Outcome;
import dev.howdah.engine.health.Result;
import dev.howdah.engine.store.AlertStore;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one server and what they say. Rounds come from one thread; snapshots may be taken by any. */
final class Watch {
    /** Objects of these are sessions, which come and go: their findings are one alert. */
    private static final Set<String> ONE_ALERT = Set.of("connections", "locks");

    private final Target target;
    private final AlertPlan plan;
    private final Senses senses;
    private final List<AlertRule> rules;
    private final Map<String, Map<String, Case>> cases = new LinkedHashMap<>();
    private final Map<String, Instant> outcomes = new HashMap<>();
    private final Map<Measure, Recent> recent = new EnumMap<>(Measure.class);
    private volatile Map<Measure, Season> seasons = Map.of();

    Watch(Target target, AlertPlan plan, Senses senses) {
        this.target = target;
        this.plan = plan;
        this.senses = senses;
        this.rules = plan.all(senses.checks());
    }

    Target target() {
        return target;
    }

    String place() {
        return AlertStore.place(target);
    }

    /** What answered last; null before the first answer. */
    @Nullable Server server() {
        return senses.server();
    }

    List<AlertRule> rules() {
        return rules;
    }

    /** Figures of which the usual is wanted. */
    Map<Measure, Season.Spec> seasonal() {
        Map<Measure, Season.Spec> wanted = new EnumMap<>(Measure.class);
        rules.forEach(r -> {
            if (r.what() instanceof What.Usual u) {
                wanted.put(u.measure(), u.spec());
            }
        });
        return wanted;
    }

    void seasons(Map<Measure, Season> known) {
        seasons = Map.copyOf(known);
    }

    /** Looks once at everything. */
    synchronized void round(Instant now) {
        Senses.Felt felt = senses.feel(System.nanoTime());
        felt.values().forEach((m, v) -> recent.computeIfAbsent(m, x -> new Recent(plan.every())).add(now, v));
        Map<String, Outcome> looked = new HashMap<>();
        HealthReport report = felt.report();
        if (report != null) {
            report.outcomes().forEach(o -> looked.put(o.check().id(), o));
        }
        for (AlertRule rule : rules) {
            switch (rule.what()) {
                case What.Figure f -> look(rule, "", figure(rule, f.measure(), felt), now);
                case What.Answer a -> look(rule, "", answer(rule, felt), now);
                case What.Usual u -> look(rule, "", usual(u, felt, now), now);
                case What.Findings f -> findings(rule, looked.get(f.check().id()), felt.away(), now);
            }
        }
    }

    private void look(AlertRule rule, String object, Seen seen, Instant now) {
        cases.computeIfAbsent(rule.id(), r -> new LinkedHashMap<>()).computeIfAbsent(object, o -> new Case(rule, o)).look(seen, now);
    }

    private static Seen figure(AlertRule rule, Measure measure, Senses.Felt felt) {
        Double value = felt.values().get(measure);
        Limits limits = rule.limits();
        if (value == null || limits == null) {
            return new Seen.Unknown(felt.whyNot(measure));
        }
        Severity severity = limits.of(value);
        String limit = measure.unit().format(limit(limits, severity));
        String sentence = Text.of(limits.threshold().below() ? "alert.below" : "alert.above", measure.title(), measure.unit().format(value), limit);
        return new Seen.Known(severity, limits.still(value), value, sentence);
    }

    private static double limit(Limits limits, Severity severity) {
        Double warning = limits.threshold().warning();
        Double critical = limits.threshold().critical();
        Double limit = critical != null && (severity == Severity.CRITICAL || warning == null) ? critical : warning;
        return limit == null ? Double.NaN : limit;
    }

    private Seen answer(AlertRule rule, Senses.Felt felt) {
        Limits limits = rule.limits();
        if (limits == null || felt.resting()) {
            return new Seen.Unknown(Text.of("alert.resting"));
        }
        double silence = felt.silence().toMillis() / 1e3;
        if (!felt.answered() && felt.problem() == null && limits.of(silence) == Severity.OK) {
            return new Seen.Unknown(Text.of("alert.not-yet"));
        }
        String why = felt.problem() == null ? Text.of("alert.silent") : felt.problem().title();
        return new Seen.Known(limits.of(silence), limits.still(silence), silence,
                Text.of("alert.no-answer", target.name(), rule.shown(silence), why));
    }

    private Seen usual(What.Usual what, Senses.Felt felt, Instant now) {
        Season season = seasons.get(what.measure());
        Recent of = recent.get(what.measure());
        if (season == null) {
            return new Seen.Unknown(Text.of("alert.no-history"));
        }
        double mean = felt.values().containsKey(what.measure()) && of != null ? of.mean() : Double.NaN;
        return Double.isNaN(mean) ? new Seen.Unknown(felt.values().containsKey(what.measure()) ? Text.of("alert.too-short") : felt.whyNot(what.measure()))
                : season.judge(mean, now);
    }

    private void findings(AlertRule rule, @Nullable Outcome outcome, @Nullable String away, Instant now) {
        Map<String, Case> known = cases.computeIfAbsent(rule.id(), r -> new LinkedHashMap<>());
        if (away != null && rule.cycles().needed() == 1) {
            // The last look counts again when the server is back: the next one may be an hour away.
            outcomes.remove(rule.id());
        }
        if (outcome == null || away != null) {
            known.computeIfAbsent("", o -> new Case(rule, o));
            known.values().forEach(c -> c.look(new Seen.Unknown(away == null ? Text.of("alert.not-yet") : away), now));
            return;
        }
        if (outcome.at().equals(outcomes.put(rule.id(), outcome.at()))) {
            return;
        }
        boolean one = ONE_ALERT.contains(outcome.check().group());
        Map<String, Seen> seen = one ? together(outcome) : each(outcome);
        Seen others = others(outcome);
        // With the same eyes it was seen before: now it is not there.
        Seen gone = outcome.notLooked().isEmpty() ? others : Seen.Known.fine(Double.NaN);
        known.values().forEach(c -> seen.putIfAbsent(c.object(), c.isOpen() ? gone : others));
        seen.putIfAbsent("", others);
        seen.forEach((o, s) -> look(rule, o, s, now));
        known.values().removeIf(c -> c.isIdle() && !c.object().isEmpty());
    }

    /** What a look says of objects that it does not name. */
    private static Seen others(Outcome outcome) {
        return switch (outcome.result()) {
            case Result.Skipped s -> new Seen.Unknown(s.lack().reason());
            case Result.Unknown u -> new Seen.Unknown(u.lack().reason());
            default -> outcome.notLooked().isEmpty() ? Seen.Known.fine(Double.NaN)
                    : new Seen.Unknown(outcome.notLooked().stream().map(Lack::reason).findFirst().orElse(""));
        };
    }

    private static Map<String, Seen> each(Outcome outcome) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        outcome.muted().forEach(m -> seen.put(m.finding().object(), new Seen.Muted(m.by().reason())));
        if (outcome.result() instanceof Result.Found found) {
            found.findings().forEach(f -> seen.put(f.object(), known(f, f.sentence())));
        }
        return seen;
    }

    private static Map<String, Seen> together(Outcome outcome) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        if (outcome.result() instanceof Result.Found found) {
            Finding worst = found.findings().getFirst();
            int more = found.findings().size() - 1;
            seen.put("", known(worst, more == 0 ? worst.sentence() : Text.of("alert.and-more", worst.sentence(), more)));
        } else if (!outcome.muted().isEmpty()) {
            seen.put("", new Seen.Muted(outcome.muted().getFirst().by().reason()));
        }
        return seen;
    }

    private static Seen known(Finding f, String sentence) {
        return new Seen.Known(f.level(), f.level(), f.value(), sentence);
    }

    /** Takes over what stood before this process began; what no rule looks after any more is refused. */
    synchronized boolean adopt(AlertStore.Stored s) {
        AlertRule rule = rules.stream().filter(r -> r.id().equals(s.rule())).findFirst().orElse(null);
        if (rule == null) {
            return false;
        }
        Severity severity = s.severity().equals(Severity.CRITICAL.name()) ? Severity.CRITICAL : Severity.WARNING;
        cases.computeIfAbsent(rule.id(), r -> new LinkedHashMap<>()).computeIfAbsent(s.object(), o -> new Case(rule, o))
                .adopt(severity, s.openedAt(), s.worst(), s.sentence(), s.seenAt());
        return true;
    }

    /** One case with its place among others. */
    record Item(Alert alert, double worst) {
        String key() {
            return alert.rule().id() + "\u0000" + alert.object();
        }
    }

    /** All of them, without a word on who is told. */
    synchronized List<Item> items() {
        List<Item> all = new ArrayList<>();
        cases.values().forEach(of -> of.values().forEach(c -> all.add(item(c))));
        return all;
    }

    private Item item(Case c) {
        Severity severity = c.isOpen() || c.closedAt() != null ? c.wasSeverity() : Severity.OK;
        boolean blind = c.state() == Alert.State.UNKNOWN;
        String sentence = blind && !c.isOpen() ? c.reason() : c.sentence();
        return new Item(new Alert(target.name(), c.rule(), c.object(), c.state(), severity, c.value(), c.rule().shown(c.value()),
                sentence, c.openedAt(), c.closedAt(), c.seenAt(), null), c.worst());
    }

    /** The mean of the last minutes of a figure, by the times at which it was looked at. */
    private static final class Recent {
        private final int enough;
        private final java.util.ArrayDeque<Double> values = new java.util.ArrayDeque<>();
        private final int most;
        private @Nullable Instant last;

        Recent(Duration every) {
            most = (int) Math.max(1, Season.STEP.toMillis() / Math.max(1, every.toMillis()));
            enough = Math.max(1, most / 2);
        }

        void add(Instant at, double value) {
            Instant before = last;
            if (before != null && Duration.between(before, at).abs().compareTo(Season.STEP) > 0) {
                values.clear();
            }
            last = at;
            values.addLast(value);
            if (values.size() > most) {
                values.removeFirst();
            }
        }

        double mean() {
            return values.size() < enough ? Double.NaN : values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        }
    }
}
