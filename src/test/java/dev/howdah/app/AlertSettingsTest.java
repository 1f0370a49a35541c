package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.AlertRule;
import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.Levels.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertSettingsTest {
    private static final List<Check> CHECKS = Checks.all();

    @TempDir
    Path folder;

    private Settings settings;

    private AlertPlan plan(String toml) throws Exception {
        Path file = folder.resolve("settings.toml");
        Files.writeString(file, toml);
        settings = new Settings(file);
        return new AlertSettings(settings, AlertSettings.tuned(settings, CHECKS), "ann@here").plan();
    }

    private static AlertRule rule(AlertPlan plan, String id) {
        return plan.all(CHECKS).stream().filter(r -> r.id().equals(id)).findFirst().orElse(null);
    }

    @Test
    void withoutSettingsTheStandardHolds() throws Exception {
        AlertPlan plan = plan("");
        assertThat(plan.rules()).extracting(AlertRule::id).containsExactly("not-reachable", "pool-use", "pool-timeouts", "on-lock", "error-rate");
        assertThat(plan.outputs()).singleElement().isInstanceOf(OutputSpec.Desktop.class);
        assertThat(rule(plan, "xid-age").manner().least()).isEqualTo(Severity.CRITICAL);
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void paintstudioHasTheLimitsThatItWasRunBy() throws Exception {
        AlertPlan plan = plan("[alerts]\npreset = \"paintstudio\"\n");
        assertThat(rule(plan, "longest-query").limits().threshold().critical()).isEqualTo(5);
        assertThat(rule(plan, "longest-query").limits().threshold().warning()).isEqualTo(2);
        assertThat(rule(plan, "pool-use").limits().threshold().critical()).isEqualTo(0.8);
        assertThat(rule(plan, "memory").limits().threshold().critical()).isEqualTo(0.85);
        assertThat(rule(plan, "error-rate").limits().threshold().critical()).isEqualTo(0.05);
        assertThat(rule(plan, "error-rate").limits().threshold().warning()).isEqualTo(0.01);
        assertThat(rule(plan, "pool-timeouts").limits().threshold().critical()).isEqualTo(3);
        assertThat(rule(plan, "hit-ratio").limits().threshold().below()).isTrue();
        assertThat(rule(plan, "hit-ratio").limits().threshold().warning()).isEqualTo(0.7);
        assertThat(rule(plan, "sessions").limits().threshold().warning()).isEqualTo(15);
    }

    @Test
    void theTemplateItselfIsUnderstoodWithItsExamplesOn() throws Exception {
        String template = new String(Objects.requireNonNull(Settings.class.getResourceAsStream("/settings.toml")).readAllBytes());
        StringBuilder on = new StringBuilder();
        boolean alerts = false;
        for (String line : template.split("\n", -1)) {
            alerts = line.startsWith("[alerts]") || (alerts && !line.startsWith("# Connections by name"));
            on.append(alerts && line.matches("# (\\[.*]|[a-z_]+ = .*)") ? line.substring(2) : line).append('\n');
        }
        AlertPlan plan = plan(on.toString());
        assertThat(settings.problems()).isEmpty();
        assertThat(plan.outputs()).extracting(OutputSpec::kind).containsExactly("desktop", "webhook", "command", "mail");
        assertThat(plan.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(rule(plan, "on-lock").limits().clear()).isEqualTo(3);
        assertThat(plan.rules()).extracting(AlertRule::id).contains("usual-transactions", "usual-active");
        assertThat(rule(plan, "on-lock").manner().quiet().until(Instant.parse("2026-11-27T22:30:00Z"), Severity.WARNING)).isNull();
        assertThat(rule(plan, "on-lock").manner().quiet().until(Instant.parse("2026-11-28T22:30:00Z"), Severity.WARNING)).isNotNull();
        Check tuned = AlertSettings.tuned(settings, CHECKS).stream().filter(c -> c.id().equals("idle-in-transaction")).findFirst().orElseThrow();
        assertThat(tuned.measure().threshold().warning()).isEqualTo(120);
    }

    @Test
    void rulesOfFiguresAndChecksAreChangedOneByOne() throws Exception {
        AlertPlan plan = plan("""
                [alerts]
                findings = "none"
                [alerts.rules.error-rate]
                enabled = false
                [alerts.rules.active]
                warn = 50
                cycles = "4 of 6"
                repeat_min = 5
                [alerts.rules.few-sessions]
                measure = "sessions"
                below = true
                crit = 1
                [alerts.rules.xid-age]
                least = "warning"
                """);
        assertThat(rule(plan, "error-rate")).isNull();
        assertThat(rule(plan, "active").cycles()).isEqualTo(new Cycles(4, 6));
        assertThat(rule(plan, "active").manner().repeat()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule(plan, "few-sessions").limits().of(0)).isEqualTo(Severity.CRITICAL);
        assertThat(rule(plan, "xid-age").manner().least()).isEqualTo(Severity.WARNING);
        assertThat(rule(plan, "dead-rows")).isNull();
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsSaidAndTheRestHolds() throws Exception {
        AlertPlan plan = plan("""
                [alerts]
                preset = "paint"
                zone = "Mars/Olympus"
                quiet = "10 to 6"
                usual = ["deadlocks"]
                [alerts.rules.nonsense]
                warn = 1
                [alerts.rules.on-lock]
                warn = 20
                crit = 5
                [alerts.rules.error-rate]
                cycles = "5 of 3"
                [alerts.outputs.a]
                kind = "pigeon"
                [alerts.outputs.b]
                kind = "webhook"
                url = "ftp://x"
                [alerts.outputs.c]
                kind = "mail"
                host = "smtp"
                from = "a@b"
                to = ["c@d"]
                security = "none"
                user = "who"
                [alerts.outputs.good]
                kind = "command"
                argv = ["page"]
                [checks.no-such-check]
                warn = 1
                [checks.dead-rows]
                warn = "many"
                """);
        assertThat(plan.outputs()).extracting(OutputSpec::name).containsExactly("desktop", "good");
        assertThat(rule(plan, "on-lock").limits().threshold().critical()).isEqualTo(20);
        assertThat(rule(plan, "error-rate").cycles()).isEqualTo(new Cycles(3, 5));
        assertThat(String.join("\n", settings.problems())).contains("alerts.preset", "Mars/Olympus", "10 to 6", "deadlocks", "nonsense", "alerts.rules.on-lock",
                "5 of 3", "alerts.outputs.a.kind", "alerts.outputs.b.url", "alerts.outputs.c.security", "no-such-check", "checks.dead-rows.warn");
    }
}
