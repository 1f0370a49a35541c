package dev.howdah.app;

import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.AlertPlan.Tuning;
import dev.howdah.engine.alert.AlertRule;
import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.Limits;
import dev.howdah.engine.alert.Measure;
import dev.howdah.engine.alert.Preset;
import dev.howdah.engine.alert.Quiet;
import dev.howdah.engine.alert.Season;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Threshold;
import dev.howdah.engine.text.Text;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the settings say about alerts. What cannot be used is left out or as usual, and noted as a problem. */
final class AlertSettings {
    private static final String RULES = "alerts.rules";
    private static final List<String> LEVELS = List.of("warning", "critical", "none");
    private static final Cycles MINUTE = new Cycles(3, 5);

    private final Settings settings;
    private final List<Check> checks;
    private final String user;

    /**
     * @param checks all that there are
     * @param user whose desktop it is, with the machine
     */
    AlertSettings(Settings settings, List<Check> checks, String user) {
        this.settings = settings;
        this.checks = checks;
        this.user = user;
    }

    /** Whether anything is watched at all. */
    boolean enabled() {
        return settings.flag("alerts.enabled", true);
    }

    /** The checks with the thresholds that the user gave them. */
    static List<Check> tuned(Settings settings, List<Check> checks) {
        List<String> named = settings.tables("checks");
        named.stream().filter(n -> checks.stream().noneMatch(c -> c.id().equals(n))).forEach(n -> settings.note(Text.of("settings.no-check", n)));
        return checks.stream().map(c -> named.contains(c.id()) ? tuned(settings, c) : c).toList();
    }

    private static Check tuned(Settings settings, Check check) {
        Threshold usual = check.measure().threshold();
        Double warning = settings.decimal("checks." + check.id() + ".warn");
        Double critical = settings.decimal("checks." + check.id() + ".crit");
        Double w = warning == null ? usual.warning() : warning;
        Double c = critical == null ? usual.critical() : critical;
        if (w != null && c != null && (usual.below() ? c > w : c < w)) {
            settings.note(Text.of("settings.limits", "checks." + check.id()));
            return check;
        }
        return check.with(new Threshold(usual.below(), w, c));
    }

    AlertPlan plan() {
        ZoneId zone = zone();
        Duration repeat = Duration.ofMinutes(settings.number("alerts.repeat_min", 0, 10_080, 60));
        Quiet quiet = quiet("alerts", zone, Quiet.never());
        String preset = settings.word("alerts.preset", Arrays.stream(Preset.values()).map(Preset::word).toList(), Preset.STANDARD.word());
        Map<String, AlertRule> rules = new LinkedHashMap<>();
        Objects.requireNonNull(Preset.of(preset)).rules(repeat, quiet).forEach(r -> rules.put(r.id(), r));
        usual(repeat, quiet).forEach(r -> rules.put(r.id(), r));
        Map<String, Tuning> tunings = new LinkedHashMap<>();
        for (String id : settings.tables(RULES)) {
            if (checks.stream().anyMatch(c -> c.id().equals(id))) {
                tunings.put(id, tuning(RULES + "." + id, zone));
            } else {
                rule(rules, id, new Manner("figures", "overview", Severity.WARNING, repeat, quiet), zone);
            }
        }
        Severity least = severity("alerts.findings", "critical");
        Duration every = Duration.ofSeconds(settings.number("alerts.every_s", 5, 3_600, 10));
        return new AlertPlan(List.copyOf(rules.values()), new AlertPlan.Findings(least, repeat, quiet, tunings), every, zone,
                new OutputSettings(settings, user).outputs());
    }

    private ZoneId zone() {
        String name = settings.text("alerts.zone", "");
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            settings.note(Text.of("settings.zone", name));
            return ZoneId.systemDefault();
        }
    }

    private Quiet quiet(String table, ZoneId zone, Quiet otherwise) {
        String hours = settings.text(table + ".quiet", "");
        String days = settings.text(table + ".quiet_days", "");
        Severity through = settings.word(table + ".quiet_through", List.of("critical", "nothing"), "critical").equals("critical") ? Severity.CRITICAL : null;
        try {
            return hours.isBlank() && days.isBlank() ? otherwise : Quiet.of(hours, days, zone, through);
        } catch (RuntimeException e) {
            settings.note(Text.of("settings.quiet", table, hours + " " + days));
            return otherwise;
        }
    }

    /** Null for none. */
    private @Nullable Severity severity(String key, String ifAbsent) {
        String word = settings.word(key, LEVELS, ifAbsent);
        return word.equals("none") ? null : Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Cycles cycles(String table, Cycles ifAbsent) {
        String text = settings.text(table + ".cycles", "");
        Cycles read = text.isEmpty() ? ifAbsent : Cycles.parse(text);
        if (read == null) {
            settings.note(Text.of("settings.cycles", table, text));
            return ifAbsent;
        }
        return read;
    }

    private Duration repeat(String table, Duration ifAbsent) {
        return Duration.ofMinutes(settings.number(table + ".repeat_min", 0, 10_080, ifAbsent.toMinutes()));
    }

    private Tuning tuning(String table, ZoneId zone) {
        boolean on = settings.flag(table + ".enabled", true);
        Severity least = settings.text(table + ".least", "").isEmpty() ? null : severity(table + ".least", "critical");
        Cycles cycles = settings.text(table + ".cycles", "").isEmpty() ? null : cycles(table, Cycles.ONE);
        Duration repeat = settings.text(table + ".repeat_min", "").isEmpty() ? null : repeat(table, Duration.ZERO);
        Quiet own = quiet(table, zone, Quiet.never());
        return new Tuning(on, least, cycles, repeat, own.equals(Quiet.never()) ? null : own);
    }

    /** Changes a rule of the preset, or makes one for a figure. */
    private void rule(Map<String, AlertRule> rules, String id, Manner usual, ZoneId zone) {
        String table = RULES + "." + id;
        AlertRule known = rules.get(id);
        String named = settings.text(table + ".measure", id);
        Measure measure = Measure.of(named);
        What what = known == null ? measure == null ? null : new What.Figure(measure) : known.what();
        if (what == null) {
            settings.note(Text.of("settings.no-rule", id, named, String.join(", ", Stream.of(Measure.values()).map(Measure::id).toList())));
            return;
        }
        if (!settings.flag(table + ".enabled", true)) {
            rules.remove(id);
            return;
        }
        Manner base = known == null ? new Manner(usual.group(), measure == null ? usual.tab() : measure.tab(), usual.least(), usual.repeat(), usual.quiet())
                : known.manner();
        Manner manner = new Manner(base.group(), base.tab(), base.least(), repeat(table, base.repeat()), quiet(table, zone, base.quiet()));
        try {
            Limits limits = what instanceof What.Usual ? null : limits(table, known == null ? null : known.limits());
            rules.put(id, new AlertRule(id, what, limits, cycles(table, known == null ? MINUTE : known.cycles()), manner));
        } catch (IllegalArgumentException e) {
            settings.note(Text.of("settings.limits", table));
        }
    }

    private Limits limits(String table, @Nullable Limits known) {
        Double warning = settings.decimal(table + ".warn");
        Double critical = settings.decimal(table + ".crit");
        Double clear = settings.decimal(table + ".clear");
        boolean below = settings.flag(table + ".below", known != null && known.threshold().below());
        if (warning == null && critical == null && known != null) {
            return clear == null ? known : Limits.of(below, known.threshold().warning(), known.threshold().critical(), clear);
        }
        return Limits.of(below, warning, critical, clear);
    }

    private List<AlertRule> usual(Duration repeat, Quiet quiet) {
        int weeks = (int) settings.number("alerts.usual_weeks", 2, 4, 3);
        String sides = settings.word("alerts.usual_sides", List.of("both", "above", "below"), "both");
        Double warning = settings.decimal("alerts.usual_warn");
        Double critical = settings.decimal("alerts.usual_crit");
        Season.Spec spec = new Season.Spec(weeks, warning == null || warning < 1 ? 4 : warning, critical == null ? 8.0 : critical,
                !sides.equals("below"), !sides.equals("above"));
        List<AlertRule> rules = new ArrayList<>();
        for (String name : settings.list("alerts.usual")) {
            Measure measure = Measure.of(name);
            if (measure == null || measure.figure() == null) {
                settings.note(Text.of("settings.no-usual", name,
                        String.join(", ", Stream.of(Measure.values()).filter(m -> m.figure() != null).map(Measure::id).toList())));
            } else {
                rules.add(new AlertRule("usual-" + measure.id(), new What.Usual(measure, spec), null, new Cycles(30, 30),
                        new Manner("usual", measure.tab(), Severity.WARNING, repeat, quiet)));
            }
        }
        return rules;
    }
}
