package dev.howdah.app;

import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.alert.SamplerSource;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.fleet.Fleet;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.store.AlertStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets alerts watch each server of a fleet through the samplers that it has anyway, but none that is watched otherwise: one server is
 * told of once. Thread-safe; waits for no server.
 */
final class FleetAlerts {
    private final Alerts alerts;
    private final Set<Fleet.Aboard> aboard = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Fleet.Aboard, Subscription> watching = new IdentityHashMap<>();
    private final List<String> elsewhere = new ArrayList<>();

    FleetAlerts(Alerts alerts) {
        this.alerts = alerts;
    }

    /** To be handed to {@link Fleet#follow}. */
    synchronized Subscription join(Fleet.Aboard ship) {
        aboard.add(ship);
        look(ship);
        return () -> leave(ship);
    }

    private synchronized void leave(Fleet.Aboard ship) {
        aboard.remove(ship);
        look(ship);
    }

    /** This server is watched otherwise until the subscription is closed. */
    Subscription without(Target target) {
        String place = AlertStore.place(target);
        change(place, true);
        return () -> change(place, false);
    }

    private synchronized void change(String place, boolean otherwise) {
        if (otherwise) {
            elsewhere.add(place);
        } else {
            elsewhere.remove(place);
        }
        List.copyOf(aboard).forEach(this::look);
    }

    /** Begins or ends to watch it, as it should be. */
    private void look(Fleet.Aboard ship) {
        Sampler checking = ship.checking();
        Checks checks = ship.checks();
        boolean wanted = aboard.contains(ship) && !elsewhere.contains(AlertStore.place(ship.target()));
        Subscription now = watching.get(ship);
        if (!wanted && now != null) {
            watching.remove(ship);
            now.close();
        } else if (wanted && now == null && checking != null && checks != null) {
            watching.put(ship, alerts.watch(ship.target(), new SamplerSource(ship.sampler()), checking, checks, null));
        }
    }
}
