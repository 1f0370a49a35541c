package dev.howdah.ui.cache;

import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.replay.Replay;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Row;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javafx.beans.value.ObservableValue;

/** What is answered from memory: by the engine's own cache, and by the server's. */
public final class CacheTab implements TabSpec {
    private final Caching caching;
    private final Replay replay;
    private final Db interactive;
    private final ObservableValue<Duration> range;
    private final Prewarm prewarm;
    private final Kit kit;
    private final CacheModel model = new CacheModel();

    /**
     * @param interactive lists the contents of shared_buffers on demand
     * @param prewarm starts the job of that name
     * @param range how far back charts reach
     */
    public CacheTab(Caching caching, Replay replay, Db interactive, ObservableValue<Duration> range, Prewarm prewarm, Kit kit) {
        this.caching = caching;
        this.replay = replay;
        this.interactive = interactive;
        this.range = range;
        this.prewarm = prewarm;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "cache";
    }

    @Override
    public String title() {
        return Text.of("cachetab.title");
    }

    @Override
    public Icons icon() {
        return Icons.CACHE;
    }

    @Override
    public Screen open() {
        CacheController controller = new CacheController(model, caching, replay, interactive, range, kit).prewarming(prewarm);
        ChangesController changes = new ChangesController(model.changes, caching, interactive, model.problem, kit);
        CacheView view = new CacheView(model, controller, changes, kit, interactive.target().environment());
        return Screen.of(view.root(), held -> {
            controller.onShow(held);
            view.onShow(held);
        }, changes::stop);
    }

    @Override
    public List<Action> actions() {
        return Arrays.stream(Part.values())
                .map(p -> new Action("cache." + p.name(), Text.of("cachetab.open", p.title()), Icons.CACHE, () -> model.part.set(p)))
                .toList();
    }

    /** A database of a part: {@code RATIOS/shop}. */
    @Override
    public void find(String object) {
        Row.of(Part.values(), object).ifPresent(r -> {
            model.part.set(r.part());
            model.sought.seek(r.name());
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
}
