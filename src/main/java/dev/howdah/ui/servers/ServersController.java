package dev.howdah.ui.servers;

import dev.howdah.engine.db.Spent;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.util.Subscription;

/** Lets the saved servers be watched while the tab is shown, and acts on them. */
final class ServersController {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SLOW_LOOK = Duration.ofSeconds(5);

    private final ServersModel model;
    private final ServersDesk desk;
    private final Kit kit;
    private final LatestCall doctor;
    private List<Spent> spent = List.of();
    private Instant spentAt = Instant.EPOCH;
    private volatile boolean shown;

    ServersController(ServersModel model, ServersDesk desk, Kit kit) {
        this.model = model;
        this.desk = desk;
        this.kit = kit;
        this.doctor = kit.fx().latest();
    }

    void onShow(Subscriptions held) {
        shown = true;
        watch();
        held.add((Subscription) new Ticker<>(kit.fx(), LOOK, desk::members, m -> {
            model.members.set(m);
            accounts();
        }, this::failed).start());
        held.add((Subscription) new Ticker<>(kit.fx(), SLOW_LOOK, this::carried, c -> {
            if (c.length > 0) {
                model.carried.set(c[0]);
            }
        }, this::failed).start());
        held.onEnd(() -> {
            shown = false;
            watch();
        });
    }

    /** The profiles may have changed. */
    void watch() {
        // Of several calls the last one to run must do what is right then.
        kit.fx().work(() -> desk.watch(shown)).done(b -> {
            model.broken.set(b);
            model.known.set(true);
        }).failed(this::failed);
    }

    /** Read only while it is looked at. */
    private Carried[] carried() {
        return model.part.get() == Part.CARRIED ? new Carried[] {desk.carried()} : new Carried[0];
    }

    private void failed(Throwable t) {
        model.problem.set(Problem.of(t));
    }

    private void accounts() {
        Instant now = kit.clock().instant();
        if (Duration.between(spentAt, now).compareTo(SLOW_LOOK) < 0) {
            return;
        }
        List<Spent> fresh = desk.spent();
        model.accounts.set(Account.of(spent, fresh, Duration.between(spentAt, now).toMillis() / 1e3));
        model.pace.set(desk.pace());
        spent = fresh;
        spentAt = now;
    }

    void onPart(Part part) {
        model.part.set(part);
        switch (part) {
            case CARRIED -> kit.fx().work(desk::carried).done(model.carried::set).failed(this::failed);
            case SETTINGS -> kit.fx().work(desk::settings).done(model.settings::set).failed(this::failed);
            case REPLICATION -> kit.fx().work(desk::replication).done(model.replication::set).failed(this::failed);
            case FLEET, COST -> { }
        }
    }

    void onRefresh() {
        model.problem.set(null);
        desk.refresh();
        watch();
        onPart(model.part.get());
    }

    void onExamine(String name) {
        model.examining.set(name);
        doctor.work(() -> desk.examine(name))
                .done(f -> model.examined.set(new ServersModel.Examined(name, f, null)))
                .failed(t -> model.examined.set(new ServersModel.Examined(name, List.of(), Problem.of(t))))
                .ended(() -> model.examining.set(""));
    }

    boolean canChange(String name) {
        return desk.saved(name);
    }

    void onRemove(String name) {
        kit.fx().work(() -> {
            desk.remove(name);
            return name;
        }).done(n -> {
            kit.notices().good(Text.of("serverstab.removed", n));
            watch();
        }).failed(kit.notices()::problem);
    }
}
