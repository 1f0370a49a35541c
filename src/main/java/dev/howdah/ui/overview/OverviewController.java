package dev.howdah.ui.overview;

import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Series;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.value.ObservableValue;

/** Follows the vital figures while the overview is shown. */
final class OverviewController {
    private final OverviewModel model;
    private final Sampler sampler;
    private final VitalHistory history;
    private final ObservableValue<Duration> range;
    private final Kit kit;

    OverviewController(OverviewModel model, Sampler sampler, VitalHistory history, ObservableValue<Duration> range, Kit kit) {
        this.model = model;
        this.sampler = sampler;
        this.history = history;
        this.range = range;
        this.kit = kit;
    }

    void onShow(Subscriptions held) {
        held.add(sampler.onLink(new Latest<Link>(kit.fx(), this::link)::put));
        held.add(model.vitals.follow(kit.fx(), c -> sampler.subscribe(Vitals.PROBE, c)));
        held.add(model.vitals.at().subscribe(at -> showPast()));
        held.add(range.subscribe(r -> showPast()));
    }

    void onRetry() {
        sampler.refresh();
    }

    private void link(Link link) {
        if (link instanceof Link.Up up) {
            model.server.set(up.server());
        }
    }

    private void showPast() {
        Instant newest = model.vitals.at().get();
        Instant to = newest == null ? kit.clock().instant() : newest;
        Instant from = to.minus(range.getValue());
        Map<Figure, Series.Points> points = new EnumMap<>(Figure.class);
        for (Figure f : Figure.values()) {
            points.put(f, history.series(f).between(from, to));
        }
        model.past(new OverviewModel.Past(from, to, points));
    }
}
