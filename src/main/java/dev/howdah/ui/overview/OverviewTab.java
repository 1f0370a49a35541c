package dev.howdah.ui.overview;

import dev.howdah.engine.health.VitalHistory;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sandbox.Playground;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import javafx.beans.value.ObservableValue;

/** Is all well, and where not: the first thing that is seen. */
public final class OverviewTab implements TabSpec {
    private final Sampler sampler;
    private final VitalHistory history;
    private final Playground playground;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private WeakReference<SystemsController> opened = new WeakReference<>(null);

    /** @param range how far back charts reach */
    public OverviewTab(Sampler sampler, VitalHistory history, Playground playground, ObservableValue<Duration> range, Kit kit) {
        this.sampler = sampler;
        this.history = history;
        this.playground = playground;
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
        OverviewController controller = new OverviewController(model, sampler, history, range, kit);
        SystemsModel systems = new SystemsModel();
        SystemsController deeds = new SystemsController(systems, playground, kit);
        opened = new WeakReference<>(deeds);
        OverviewView view = new OverviewView(model, controller, systems, new SystemsView(systems, deeds, kit), kit);
        return Screen.of(view.root(), held -> {
            controller.onShow(held);
            deeds.onShow(held);
        });
    }

    @Override
    public void refresh() {
        sampler.refresh();
    }

    @Override
    public List<Action> actions() {
        SystemsController deeds = opened.get();
        return deeds == null ? List.of() : deeds.actions();
    }
}
