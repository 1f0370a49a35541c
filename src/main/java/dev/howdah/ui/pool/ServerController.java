package dev.howdah.ui.pool;

import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.activity.XminHolder;
import dev.howdah.engine.pool.sources.ServerSessions;
import dev.howdah.engine.sample.Source;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Subscriptions;

/** Follows the server's sessions while they are shown, and signals the ones that are chosen. */
final class ServerController {
    private final ServerModel model;
    private final Source sampler;
    private final Signals signals;
    private final Kit kit;

    ServerController(ServerModel model, Source sampler, Signals signals, Kit kit) {
        this.model = model;
        this.sampler = sampler;
        this.signals = signals;
        this.kit = kit;
    }

    void onShow(Subscriptions held) {
        held.add(model.room.follow(kit.fx(), c -> sampler.subscribe(ServerSessions.HEAD_ROOM, c)));
        held.add(model.groups.follow(kit.fx(), c -> sampler.subscribe(ServerSessions.GROUPS, c)));
        held.add(model.idle.follow(kit.fx(), c -> sampler.subscribe(ServerSessions.IDLE_IN_TRANSACTION, c)));
        held.add(model.xmin.follow(kit.fx(), c -> sampler.subscribe(XminHolder.PROBE, c)));
    }

    void onRetry() {
        sampler.refresh();
    }

    void onTerminate(SessionId session) {
        kit.fx().work(() -> signals.terminate(session)).done(o -> said(o, "pooltab.signal.terminated", session))
                .failed(kit.notices()::problem);
    }

    private void said(Signals.Outcome outcome, String key, SessionId session) {
        String pid = String.valueOf(session.pid());
        kit.notices().good(outcome == Signals.Outcome.SENT ? Text.of(key, pid) : Text.of("pooltab.signal.gone", pid));
        sampler.refresh();
    }
}
