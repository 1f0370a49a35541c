package dev.howdah.ui.pool;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.pool.sources.JmxApp;
import dev.howdah.engine.pool.sources.JmxPool;
import dev.howdah.engine.pool.sources.LocalJvms;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.pool.AppsModel.AppPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects to programs over JMX and looks at their pools while they are shown. */
final class AppsController {
    private final AppsModel model;
    private final Programs programs;
    private final AuditLog audit;
    private final Kit kit;

    /** @param programs those that are connected; closed by the caller */
    AppsController(AppsModel model, Programs programs, AuditLog audit, Kit kit) {
        this.model = model;
        this.programs = programs;
        this.audit = audit;
        this.kit = kit;
    }

    /** What one look at all programs brings; programs that ended are let go. */
    private record Look(List<AppPool> pools, List<LocalJvms.Jvm> local, @Nullable Problem problem) {}

    void onShow(Subscriptions held) {
        held.add((javafx.util.Subscription)
                new Ticker<>(kit.fx(), Duration.ofSeconds(2), this::look, this::show, kit.notices()::problem).start());
    }

    void onConnect(String address, String user, String password) {
        connect(() -> {
            JmxApp app = JmxApp.open(address.strip(), user.isEmpty() ? null : user, user.isEmpty() ? null : password, audit);
            return keep(app.address(), address.strip(), app);
        });
    }

    void onConnect(LocalJvms.Jvm jvm) {
        connect(() -> keep("pid " + jvm.pid(), name(jvm), LocalJvms.open(jvm, audit)));
    }

    static String name(LocalJvms.Jvm jvm) {
        return Text.of("pooltab.apps.jvm", shortName(jvm), String.valueOf(jvm.pid()));
    }

    /** Main class without its package, or the jar's name. */
    static String shortName(LocalJvms.Jvm jvm) {
        String first = jvm.name().split(" ", 2)[0];
        String shown = first.endsWith(".jar") ? first.replaceAll(".*[/\\\\]", "") : first.replaceAll(".*[./]", "");
        return shown.isEmpty() ? Text.of("pooltab.apps.unnamed") : shown;
    }

    void onDisconnect(AppPool pool) {
        kit.fx().work(() -> {
                    programs.remove(pool.address());
                    return look();
                })
                .done(this::show)
                .failed(kit.notices()::problem);
    }

    void onResize(AppPool pool, int max, int minIdle) {
        act(pool, app -> app.resize(pool.pool().name(), max, minIdle), Text.of("pooltab.apps.resized", pool.pool().name(), max));
    }

    void onSoftEvict(AppPool pool) {
        act(pool, app -> app.softEvict(pool.pool().name()), Text.of("pooltab.apps.evicted", pool.pool().name()));
    }

    void onSuspend(AppPool pool) {
        act(pool, app -> app.suspend(pool.pool().name()), Text.of("pooltab.apps.suspended", pool.pool().name()));
    }

    void onResume(AppPool pool) {
        act(pool, app -> app.resume(pool.pool().name()), Text.of("pooltab.apps.resumed", pool.pool().name()));
    }

    private void act(AppPool pool, Consumer<JmxApp> action, String said) {
        kit.fx().work(() -> {
                    Programs.Program p = programs.all().get(pool.address());
                    if (p != null) {
                        action.accept(p.app());
                    }
                    return look();
                })
                .done(l -> {
                    kit.notices().good(said);
                    show(l);
                })
                .failed(kit.notices()::problem);
    }

    private void connect(Callable<Look> call) {
        model.connecting.set(true);
        kit.fx().work(call)
                .done(this::show)
                .failed(t -> model.problem.set(Problem.of(t)))
                .ended(() -> model.connecting.set(false));
    }

    private Look keep(String address, String program, JmxApp app) {
        programs.add(address, new Programs.Program(program, app));
        return look();
    }

    private Look look() {
        List<AppPool> pools = new ArrayList<>();
        Problem problem = null;
        for (Map.Entry<String, Programs.Program> e : programs.all().entrySet()) {
            try {
                for (JmxPool p : e.getValue().app().pools()) {
                    pools.add(new AppPool(e.getKey(), e.getValue().name(), p));
                }
            } catch (DbException gone) {
                problem = Problem.of(gone);
                if (gone.problem().lostConnection()) {
                    programs.remove(e.getKey());
                }
            }
        }
        return new Look(List.copyOf(pools), LocalJvms.list(), problem);
    }

    private void show(Look look) {
        model.local.set(look.local());
        model.pools.set(look.pools());
        if (look.problem() != null || !look.pools().isEmpty()) {
            model.problem.set(look.problem());
        }
    }
}
