package dev.howdah.ui.shell;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Outcome;
import dev.howdah.ui.kit.Badge;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Follows the alerts of what is open, and mutes what somebody does not want to hear of. */
final class AlertsController {
    private static final Duration PAST = Duration.ofDays(7);

    private final AlertsModel model;
    private final ShellModel shell;
    private final Kit kit;
    private final LatestCall reading;
    private final Set<List<Object>> seen = new HashSet<>();
    private @Nullable Connected connected;
    private @Nullable Instant counted;
    private @Nullable List<Alert> with;

    AlertsController(AlertsModel model, ShellModel shell, Kit kit) {
        this.model = model;
        this.shell = shell;
        this.kit = kit;
        this.reading = kit.fx().latest();
        model.part.subscribe(p -> onPart());
    }

    /** What is open from now on. */
    Subscription follow(Connected now) {
        connected = now;
        counted = null;
        with = null;
        shell.badges.set(Map.of());
        Alerts alerts = now.alerts();
        if (alerts == null) {
            model.all.set(null);
            return Subscription.EMPTY;
        }
        var changes = alerts.onChange(new Latest<List<Alert>>(kit.fx(), this::onAlerts)::put);
        return changes::close;
    }

    /** Once a second: what the checks found meanwhile, and how the outputs do. */
    void onTick() {
        model.tick.set(model.tick.get() + 1);
        Connected now = connected;
        Alerts alerts = now == null ? null : now.alerts();
        if (now == null || alerts == null) {
            return;
        }
        model.outputs.set(alerts.outputs());
        count();
    }

    private void count() {
        Connected now = connected;
        Alerts alerts = now == null ? null : now.alerts();
        if (now == null || alerts == null) {
            return;
        }
        HealthReport report = alerts.report(now.target());
        Instant at = report == null ? null : report.at();
        if (!Objects.equals(at, counted) || !Objects.equals(model.all.get(), with)) {
            counted = at;
            with = model.all.get();
            shell.badges.set(badges(report, model.open(), now.target().name()));
        }
    }

    private void onAlerts(List<Alert> all) {
        model.all.set(all);
        seen.retainAll(model.open().stream().map(AlertsController::key).toList());
        model.unseen.set(model.open().stream().anyMatch(a -> a.severity() == Severity.CRITICAL && a.hush() == null && !seen.contains(key(a))));
        count();
    }

    private static List<Object> key(Alert a) {
        return List.of(a.target(), a.rule().id(), a.object(), a.moment());
    }

    /** Somebody looks at the list. */
    void onLook() {
        model.open().forEach(a -> seen.add(key(a)));
        model.unseen.set(false);
        onPart();
    }

    private void onPart() {
        Connected now = connected;
        Alerts alerts = now == null ? null : now.alerts();
        if (alerts == null || model.part.get() == AlertsModel.Part.NOW) {
            return;
        }
        Instant to = kit.clock().instant();
        reading.work(() -> alerts.past(to.minus(PAST), to).stream().map(AlertRow::of).toList()).done(rows -> {
            model.problem.set(null);
            model.past.set(rows);
        }).failed(t -> model.problem.set(Problem.of(t)));
    }

    /** @param length null for as long as nobody ends it */
    void onMute(AlertRow row, @Nullable Duration length, String reason) {
        Connected now = connected;
        Alerts alerts = now == null ? null : now.alerts();
        Alert alert = row.standing();
        if (alerts != null && alert != null) {
            kit.fx().work(() -> {
                alerts.mute(alert, length, reason);
                return row;
            });
        }
    }

    void onUnmute(AlertRow row) {
        Connected now = connected;
        Alerts alerts = now == null ? null : now.alerts();
        Alert alert = row.standing();
        if (alerts != null && alert != null) {
            kit.fx().work(() -> {
                alerts.unmute(alert);
                return row;
            });
        }
    }

    /** Findings and alerts by the tab that shows their cause. A finding that is an alert too counts once. */
    static Map<String, Badge> badges(@Nullable HealthReport report, List<Alert> open, String target) {
        Map<String, Badge> badges = new HashMap<>();
        if (report != null) {
            Map<String, String> tabs = new HashMap<>();
            for (Outcome o : report.outcomes()) {
                tabs.put(o.check().id(), o.check().manner().places().tab());
            }
            for (Finding f : report.findings()) {
                count(badges, tabs.getOrDefault(f.check(), "overview"), f.level());
            }
        }
        open.stream().filter(a -> a.target().equals(target) && a.hush() == null && !(a.rule().what() instanceof What.Findings))
                .forEach(a -> count(badges, a.rule().manner().tab(), a.severity()));
        return Map.copyOf(badges);
    }

    private static void count(Map<String, Badge> badges, String tab, Severity severity) {
        Tone tone = severity == Severity.CRITICAL ? Tone.BAD : Tone.LOOK;
        badges.merge(tab, new Badge(1, tone), (a, b) -> new Badge(a.count() + 1, a.tone() == Tone.BAD ? Tone.BAD : b.tone()));
    }
}
