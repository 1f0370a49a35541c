package dev.howdah.ui.slow;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.lang.ref.WeakReference;
import java.time.Duration;
import javafx.beans.value.ObservableValue;

/** What is slow, since when, and why. */
public final class SlowTab implements TabSpec {
    private final SlowParts parts;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private WeakReference<SlowModel> opened = new WeakReference<>(null);

    /** @param range the window that is measured: so far back from now */
    public SlowTab(SlowParts parts, ObservableValue<Duration> range, Kit kit) {
        this.parts = parts;
        this.range = range;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "slow";
    }

    @Override
    public String title() {
        return Text.of("slow.title");
    }

    @Override
    public Icons icon() {
        return Icons.SLOW;
    }

    @Override
    public Screen open() {
        SlowModel model = new SlowModel();
        opened = new WeakReference<>(model);
        SlowController controller = new SlowController(model, parts, range, kit);
        LogModel log = new LogModel();
        LogController logs = new LogController(log, parts.log(), parts.plans(), controller::mute, kit);
        return Screen.of(new SlowView(model, log, controller, logs, parts, kit).root(), s -> {
            controller.onShow(s);
            s.add(model.rows.subscribe(logs::onStatements));
            s.add(model.muted.subscribe(logs::onMuted));
        }, () -> {
            controller.onHide();
            logs.onStop();
        });
    }

    @Override
    public InPast inPast() {
        return InPast.MOMENT;
    }

    /** Statements with a word in them, or the log: {@code LOG/}. */
    @Override
    public void find(String object) {
        SlowModel model = opened.get();
        if (model != null && object.equals("LOG/")) {
            model.section.set(SlowModel.Section.LOG);
        } else if (model != null) {
            model.section.set(SlowModel.Section.STATEMENTS);
            model.scope.set(SlowModel.Scope.WINDOW);
            model.sought.seek(object);
        }
    }

    @Override
    public void refresh() {
        parts.sampler().refresh();
    }
}
