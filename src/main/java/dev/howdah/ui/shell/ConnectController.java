package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.Problem;
import java.util.function.Consumer;

/** Tests what was typed, and hands it on. */
final class ConnectController {
    private final ConnectModel model;
    private final Servers servers;
    private final LatestCall testing;
    private final Consumer<Form> open;

    ConnectController(ConnectModel model, Servers servers, Kit kit, Consumer<Form> open) {
        this.model = model;
        this.servers = servers;
        this.testing = kit.fx().latest();
        this.open = open;
    }

    void onTest() {
        model.problem.set(null);
        model.diagnosis.set(null);
        model.busy.set(true);
        testing.work(() -> servers.test(model.form()))
                .done(model.diagnosis::set)
                .failed(t -> model.problem.set(Problem.of(t)))
                .ended(() -> model.busy.set(false));
    }

    void onConnect() {
        testing.cancel();
        open.accept(model.form());
        model.password.set("");
    }

    void onClose() {
        testing.cancel();
        model.password.set("");
    }
}
