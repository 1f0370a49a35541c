package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertRuleTest {
    private static AlertRule findings(String id) {
        Check check = Checks.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        Manner manner = new Manner(check.group(), check.manner().places().tab(), Severity.WARNING, Duration.ZERO, Quiet.never());
        return new AlertRule(id, new What.Findings(check), null, Cycles.ONE, manner);
    }

    @Test
    void anAlertLeadsWhereTheFindingOfItsCheckLeads() {
        assertThat(findings("dead-rows").place("public.orders")).isEqualTo(new Place("jobs", "maintenance/vacuum public.orders"));
        assertThat(findings("fsync-off").place("")).isEqualTo(new Place("servers", "SETTINGS/fsync"));
        assertThat(findings("md5-passwords").place("ann")).as("its words say all").isEqualTo(new Place("overview", ""));
    }

    @Test
    void anAlertOfTheServerAsAWholeLeadsToItsTab() {
        AlertRule away = new AlertRule("away", new What.Answer(), null, Cycles.ONE,
                new Manner("server", "overview", Severity.CRITICAL, Duration.ZERO, Quiet.never()));
        assertThat(away.place("")).isEqualTo(new Place("overview", ""));
    }
}
