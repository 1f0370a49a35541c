package dev.howdah.ui.pool;

import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.pool.PoolHistory;
import dev.howdah.engine.pool.sources.ServerSessions.Dimension;
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

/** Connections, from the pool that lends them to the lock that holds them up. */
public final class PoolTab implements TabSpec {
    private final PoolHistory history;
    private final Replay replay;
    private final Db interactive;
    private final AuditLog audit;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private final PoolModel model;
    private final Programs programs = new Programs();

    /**
     * @param interactive for actions on sessions and for the path
     * @param range how far back charts reach
     */
    public PoolTab(PoolHistory history, Replay replay, Db interactive, AuditLog audit, ObservableValue<Duration> range, Kit kit) {
        this.history = history;
        this.replay = replay;
        this.interactive = interactive;
        this.audit = audit;
        this.range = range;
        this.kit = kit;
        this.model = new PoolModel();
    }

    @Override
    public String id() {
        return "pool";
    }

    @Override
    public String title() {
        return Text.of("pooltab.title");
    }

    @Override
    public Icons icon() {
        return Icons.POOL;
    }

    @Override
    public Screen open() {
        BouncerController bouncer = new BouncerController(model.bouncer, audit, kit);
        EngineController engine = new EngineController(model.engine, history, replay, range, kit);
        ServerController server = new ServerController(model.server, replay, new Signals(interactive, audit), kit);
        AppsController apps = new AppsController(model.apps, programs, audit, kit);
        PathController path = new PathController(model.path, history.pool(), bouncer, interactive, new Signals(interactive, audit), kit);
        PoolView view = new PoolView(model, List.of(
                        Screen.of(new EngineView(model.engine, engine, kit, interactive.target().environment()).root(),
                                engine::onShow),
                        Screen.of(new ServerView(model.server, server, kit, interactive.target()).root(), server::onShow),
                        Screen.of(new BouncerView(model.bouncer, bouncer, kit, interactive.target().environment()).root(),
                                bouncer::onShow),
                        Screen.of(new AppsView(model.apps, apps, kit, interactive.target().environment()).root(), apps::onShow),
                        Screen.of(new PathView(model.path, path, kit, interactive.target()).root(), path::onShow)), kit);
        return Screen.of(view.root(), view::onShow);
    }

    @Override
    public List<Action> actions() {
        return Arrays.stream(Part.values())
                .map(p -> new Action("pool." + p.name(), Text.of("pooltab.open", p.title()), Icons.POOL, () -> model.part.set(p)))
                .toList();
    }

    /** A group of the server's sessions: {@code DATABASE/shop}. */
    @Override
    public void find(String object) {
        Row.of(Dimension.values(), object).ifPresent(r -> {
            model.part.set(Part.SERVER);
            model.server.dimension.set(r.part());
            model.server.sought.seek(r.name());
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
    public void close() {
        programs.close();
    }
}
