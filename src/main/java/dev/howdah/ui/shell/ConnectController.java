package dev.howdah.ui.shell;

import dev.howdah.engine.text.Text;
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
    private final Runnable saved;
    private final Kit kit;

    ConnectController(ConnectModel model, Servers servers, Kit kit, Consumer<Form> open, Runnable saved) {
        this.model = model;
        this.servers = servers;
        this.testing = kit.fx().latest();
        this.open = open;
        this.saved = saved;
        this.kit = kit;
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

    /** Keeps it as a profile, and leaves the window on the server that it shows. */
    void onSave() {
        testing.cancel();
        Form form = model.form();
        String replaces = model.replaces.get();
        model.password.set("");
        kit.fx().work(() -> {
            servers.save(form, replaces);
            return form.name();
        }).done(n -> {
            kit.notices().good(Text.of("shell.connect.saved", n));
            saved.run();
        }).failed(kit.notices()::problem);
    }

    void onClose() {
        testing.cancel();
        model.password.set("");
    }
}
