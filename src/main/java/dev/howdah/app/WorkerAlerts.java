package dev.howdah.app;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.alert.Measure;
import dev.howdah.engine.alert.Source;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.fleet.Member;
import dev.howdah.engine.sample.Rhythm;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Watches the servers that a worker samples: their figures come from the sampling, their checks have a connection of their own. */
final class WorkerAlerts implements AutoCloseable {
    private final Wiring wiring;
    private final Fleet fleet;
    private final Alerts alerts;
    private final List<Watched> watched = new ArrayList<>();

    /** What one server takes. */
    private record Watched(OneConnection line, Sampler checking, Subscription watching) {}

    /**
     * @param alerts closed with this
     * @param say hears of each alert that begins or ends
     */
    WorkerAlerts(Wiring wiring, Fleet fleet, Alerts alerts, Consumer<String> say) {
        this.wiring = wiring;
        this.fleet = fleet;
        this.alerts = alerts;
        Map<List<String>, Alert> standing = new HashMap<>();
        alerts.onChange(all -> tell(standing, all, say));
    }

    private static synchronized void tell(Map<List<String>, Alert> standing, List<Alert> all, Consumer<String> say) {
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

    void add(Target target) {
        OneConnection line = new OneConnection(target, SessionSpec.sampler());
        Sampler checking = new Sampler(new Db(target, line), wiring.clock(), Rhythm.checking());
        long begun = System.nanoTime();
        Source source = () -> look(target.name(), Duration.ofNanos(System.nanoTime() - begun));
        watched.add(new Watched(line, checking, alerts.watch(target, source, checking, wiring.checks(target), null)));
    }

    private Source.Look look(String name, Duration running) {
        Member member = fleet.members(m -> m.name().equals(name), Member.byName()).stream().findFirst().orElse(null);
        if (member == null) {
            return new Source.Look(Map.of(), running, false, null, true);
        }
        Duration age = member.age();
        // What a server said before it fell silent is not what it says now.
        boolean fresh = member.state() == Member.State.UP;
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        for (Measure m : fresh ? Measure.values() : new Measure[0]) {
            double value = m.figure() == null ? Double.NaN : member.figure(Objects.requireNonNull(m.figure()));
            if (!Double.isNaN(value)) {
                values.put(m, value);
            }
        }
        boolean answered = age != null;
        return new Source.Look(values, fresh && age != null ? Duration.ZERO : age == null || age.isNegative() ? running : age, answered, member.problem(), false);
    }

    @Override
    public void close() {
        alerts.close();
        watched.forEach(w -> {
            w.watching().close();
            w.checking().close();
            w.line().close();
        });
        watched.clear();
    }
}
