package dev.howdah.ui.pool;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Secret;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.sources.Bouncer;
import dev.howdah.engine.pool.sources.BouncerAction;
import dev.howdah.engine.pool.sources.PgBouncer;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Talks to one PgBouncer while it is shown. */
final class BouncerController {
    private static final int LAST_PORT = 65_535;

    private final BouncerModel model;
    private final AuditLog audit;
    private final Kit kit;
    private volatile @Nullable PgBouncer console;
    private volatile @Nullable Bouncer newest;

    BouncerController(BouncerModel model, AuditLog audit, Kit kit) {
        this.model = model;
        this.audit = audit;
        this.kit = kit;
    }

    void onShow(Subscriptions held) {
        held.add((javafx.util.Subscription)
                new Ticker<>(kit.fx(), Duration.ofSeconds(2), this::tick, this::show, this::failed).start());
        held.add((AutoCloseable) this::rest);
    }

    /** The newest reading, asked anew; null when no PgBouncer is known. For the path, on any thread but the FX thread. */
    @Nullable Bouncer read() {
        PgBouncer c = console;
        return c == null ? null : c.read();
    }

    /** @param address host, or host:port; 6432 unless it says otherwise */
    void onConnect(String address, String user, String password) {
        model.connecting.set(true);
        kit.fx().work(() -> {
                    PgBouncer next = new PgBouncer(target(address, user, password), audit, kit.clock());
                    Bouncer first = next.read();
                    swap(next);
                    return first;
                })
                .done(b -> {
                    model.connected.set(true);
                    show(b);
                })
                .failed(t -> model.problem.set(problem(t)))
                .ended(() -> model.connecting.set(false));
    }

    void onDisconnect() {
        kit.fx().work(() -> {
                    swap(null);
                    return true;
                })
                .ended(() -> {
                    model.connected.set(false);
                    model.now.set(null);
                    model.problem.set(null);
                    model.staleSince.set(null);
                });
    }

    void onRetry() {
        kit.fx().work(this::tick).done(this::show).failed(this::failed);
    }

    void onAct(BouncerAction action) {
        kit.fx().work(() -> {
                    PgBouncer c = console;
                    if (c != null) {
                        c.run(action);
                    }
                    return action;
                })
                .done(a -> kit.notices().good(Text.of("pooltab.bouncer.done", a.command())))
                .failed(kit.notices()::problem)
                .ended(this::onRetry);
    }

    private static Target target(String address, String user, String password) {
        String text = address.strip();
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? PgBouncer.DEFAULT_PORT : port(text.substring(colon + 1));
        if (host.isEmpty()) {
            throw new IllegalArgumentException(Text.of("pooltab.bouncer.no-host"));
        }
        return PgBouncer.at(host, port, user.strip(), password.isEmpty() ? null : new Secret(password));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one complaint that fits both cases.
        }
        throw new IllegalArgumentException(Text.of("pooltab.bouncer.no-port", text));
    }

    private void swap(@Nullable PgBouncer next) {
        PgBouncer before = console;
        console = next;
        if (before != null) {
            before.close();
        }
    }

    private void rest() {
        PgBouncer c = console;
        if (c != null) {
            kit.fx().work(() -> {
                c.close();
                return c;
            });
        }
    }

    /** A tick without PgBouncer brings the reading before, so that nothing changes. */
    private Tick tick() {
        return new Tick(read());
    }

    private record Tick(@Nullable Bouncer bouncer) {}

    private void show(Tick tick) {
        if (tick.bouncer() != null) {
            show(tick.bouncer());
        }
    }

    private void show(Bouncer now) {
        newest = now;
        model.problem.set(null);
        model.staleSince.set(null);
        model.now.set(now);
    }

    private void failed(Throwable t) {
        Bouncer before = newest;
        model.problem.set(problem(t));
        model.staleSince.set(before == null ? null : before.at());
    }

    private static Problem problem(Throwable t) {
        return t instanceof IllegalArgumentException
                ? new Problem(String.valueOf(t.getMessage()), "", "", false, String.valueOf(t.getMessage()))
                : Problem.of(t);
    }
}
