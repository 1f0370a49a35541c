package dev.howdah.ui.activity;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Row;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.lang.ref.WeakReference;
import java.time.Duration;
import javafx.beans.value.ObservableValue;

/** What the server does now, and who stands in whose way. */
public final class ActivityTab implements TabSpec {
    private final ActivityParts parts;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private WeakReference<ActivityModel> opened = new WeakReference<>(null);

    /** @param range how far back the waits reach */
    public ActivityTab(ActivityParts parts, ObservableValue<Duration> range, Kit kit) {
        this.parts = parts;
        this.range = range;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "activity";
    }

    @Override
    public String title() {
        return Text.of("activity.title");
    }

    @Override
    public Icons icon() {
        return Icons.ACTIVITY;
    }

    @Override
    public Screen open() {
        ActivityModel model = new ActivityModel();
        opened = new WeakReference<>(model);
        ActivityController controller = new ActivityController(model, parts, range, kit);
        return Screen.of(new ActivityView(model, controller, parts, kit).root(), controller::onShow, controller::onHide);
    }

    @Override
    public InPast inPast() {
        return InPast.MOMENT;
    }

    /** A process id. */
    @Override
    public void find(String object) {
        ActivityModel model = opened.get();
        if (model != null) {
            Row.of(ActivityModel.Section.values(), object).ifPresent(r -> model.section.set(r.part()));
        }
        if (model != null && object.matches("\\d{1,10}")) {
            model.section.set(ActivityModel.Section.SESSIONS);
            model.sought.seek(object);
        }
    }

    @Override
    public void refresh() {
        parts.sampler().refresh();
    }
}
