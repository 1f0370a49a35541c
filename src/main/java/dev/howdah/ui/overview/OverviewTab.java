package dev.howdah.ui.overview;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.replay.Scene;
import dev.howdah.engine.sample.Source;
import dev.howdah.engine.sandbox.Playground;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Is all well, and where not: the first thing that is seen. */
public final class OverviewTab implements TabSpec {
    private final Replay replay;
    private final Playground playground;
    private final Health health;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private WeakReference<SystemsController> opened = new WeakReference<>(null);

    /**
     * What the checks need.
     *
     * @param sampler one of their own, so that a slow check delays no figure
     * @param alerts null when nothing is watched
     * @param server whose alerts are shown; those of others are in the list only
     */
    public record Health(Source sampler, Checks checks, HealthMutes mutes, @Nullable Alerts alerts, String server) {
        /** Checks that run while they are looked at, and no alerts. */
        public Health(Source sampler, Checks checks, HealthMutes mutes) {
            this(sampler, checks, mutes, null, "");
        }
    }

    /** @param range how far back charts reach */
    public OverviewTab(Replay replay, Playground playground, Health health, ObservableValue<Duration> range, Kit kit) {
        this.replay = replay;
        this.playground = playground;
        this.health = health;
        this.range = range;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "overview";
    }

    @Override
    public String title() {
        return Text.of("overview.title");
    }

    @Override
    public Icons icon() {
        return Icons.OVERVIEW;
    }

    @Override
    public Screen open() {
        OverviewModel model = new OverviewModel();
        OverviewController controller = new OverviewController(model, replay, range, kit);
        SystemsModel systems = new SystemsModel();
        SystemsController deeds = new SystemsController(systems, playground, kit);
        opened = new WeakReference<>(deeds);
        HealthModel found = new HealthModel();
        HealthController checks = new HealthController(found, health.sampler(), health.checks(), health.mutes(), kit);
        OverviewView view = new OverviewView(
                model, controller, systems, new SystemsView(systems, deeds, kit), new HealthView(found, checks, kit), kit);
        AlertStrip strip = new AlertStrip(health.server());
        view.alerts(strip.node());
        Alerts alerts = health.alerts();
        return Screen.of(view.root(), held -> {
            if (alerts != null) {
                held.add(alerts.onChange(new Latest<List<Alert>>(kit.fx(), strip.alerts::set)::put));
            }
            held.add(kit.era().moment().subscribe(m -> {
                Scene scene = replay.scene();
                strip.past.set(scene == null ? null : scene.alerts());
            }));
            controller.onShow(held);
            checks.onShow(held);
            deeds.onShow(held);
        });
    }

    @Override
    public InPast inPast() {
        return InPast.MOMENT;
    }

    @Override
    public void refresh() {
        replay.refresh();
    }

    @Override
    public List<Action> actions() {
        SystemsController deeds = opened.get();
        return deeds == null ? List.of() : deeds.actions();
    }
}
