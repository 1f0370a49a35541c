package dev.howdah.app;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches the servers that a worker samples, and says each alert that begins or ends. Thread-safe. */
final class WorkerAlerts implements AutoCloseable {
    private final Alerts alerts;
    private final Consumer<String> say;
    private final Map<List<String>, Alert> standing = new HashMap<>();

    private WorkerAlerts(Alerts alerts, Consumer<String> say) {
        this.alerts = alerts;
        this.say = say;
    }

    /**
     * Watches what the fleet watches now and later; it must run checks.
     *
     * @return null when the settings say not to watch
     */
    static @Nullable WorkerAlerts begin(Wiring wiring, Fleet fleet, Journal journal, Consumer<String> say) {
        AlertSettings settings = wiring.checking().alerts();
        if (!settings.enabled()) {
            return null;
        }
        AlertPlan plan = settings.plan();
        wiring.settings().problems().forEach(say);
        Alerts alerts = Alerts.begin(plan, wiring.checking().outputs(plan, null), Alerts.Keeping.in(journal::repository, wiring.worker()), wiring.clock());
        WorkerAlerts all = new WorkerAlerts(alerts, say);
        alerts.onChange(all::tell);
        fleet.follow(new FleetAlerts(alerts)::join);
        return all;
    }

    private synchronized void tell(List<Alert> all) {
        Map<List<String>, Alert> now = new HashMap<>();
        all.stream().filter(Alert::open).forEach(a -> now.put(List.of(a.target(), a.rule().id(), a.object()), a));
        now.forEach((key, a) -> {
            Alert before = standing.get(key);
            if (before == null || before.severity() != a.severity()) {
                say.accept(Text.of("cli.worker.alert", a.severity(), a.target(), a.sentence()));
            }
        });
        standing.forEach((key, a) -> {
            if (!now.containsKey(key)) {
                say.accept(Text.of("cli.worker.alert-over", a.target(), a.sentence()));
            }
        });
        standing.clear();
        standing.putAll(now);
    }

    @Override
    public void close() {
        alerts.close();
    }
}
