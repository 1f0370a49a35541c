package dev.howdah.ui.pool;

import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.pool.sources.Path;
import dev.howdah.engine.pool.sources.PathView;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import java.time.Duration;

/** Follows connections every two seconds while they are shown, and can end what blocks them. */
final class PathController {
    private final PathModel model;
    private final Path path;
    private final Db interactive;
    private final Signals signals;
    private final Kit kit;

    PathController(PathModel model, EnginePool pool, BouncerController bouncer, Db interactive, Signals signals, Kit kit) {
        this.model = model;
        this.path = new Path(pool, bouncer::read, kit.clock());
        this.interactive = interactive;
        this.signals = signals;
        this.kit = kit;
    }

    void onShow(Subscriptions held) {
        held.add((javafx.util.Subscription)
                new Ticker<>(kit.fx(), Duration.ofSeconds(2), this::look, this::show, this::failed).start());
    }

    void onLook() {
        kit.fx().work(this::look).done(this::show).failed(this::failed);
    }

    void onCancel(SessionId session) {
        kit.fx().work(() -> signals.cancel(session))
                .done(o -> said(o, "pooltab.signal.cancelled", session))
                .failed(kit.notices()::problem)
                .ended(this::onLook);
    }

    void onTerminate(SessionId session) {
        kit.fx().work(() -> signals.terminate(session))
                .done(o -> said(o, "pooltab.signal.terminated", session))
                .failed(kit.notices()::problem)
                .ended(this::onLook);
    }

    private void said(Signals.Outcome outcome, String key, SessionId session) {
        String pid = String.valueOf(session.pid());
        kit.notices().good(outcome == Signals.Outcome.SENT ? Text.of(key, pid) : Text.of("pooltab.signal.gone", pid));
    }

    private PathView look() {
        return path.look(interactive);
    }

    private void show(PathView view) {
        model.problem.set(null);
        model.staleSince.set(null);
        model.now.set(view);
    }

    private void failed(Throwable t) {
        PathView before = model.now.get();
        model.problem.set(Problem.of(t));
        model.staleSince.set(before == null ? null : before.at());
    }
}
