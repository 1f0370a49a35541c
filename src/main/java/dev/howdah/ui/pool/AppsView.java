package dev.howdah.ui.pool;

import dev.howdah.engine.db.Environment;
import dev.howdah.engine.pool.sources.JmxPool;
import dev.howdah.engine.pool.sources.LocalJvms;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Card;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Page;
import dev.howdah.ui.kit.Question;
import dev.howdah.ui.kit.Table;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Unit;
import dev.howdah.ui.pool.AppsModel.AppPool;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The programs of this machine, a way to others, and the pools of those that are connected. */
final class AppsView {
    private final AppsModel model;
    private final AppsController controller;
    private final Environment environment;
    private final Table<AppPool> pools;
    private final Table<LocalJvms.Jvm> local;
    private final Page page;
    private @Nullable AppPool shown;

    AppsView(AppsModel model, AppsController controller, Kit kit, Environment environment) {
        this.model = model;
        this.controller = controller;
        this.environment = environment;
        this.pools = pools(kit);
        this.local = local(kit);
        Card programs = Card.of(Text.of("pooltab.apps.local"), local);
        programs.getChildren().add(attach());
        VBox left = new VBox(8, remote(), Nodes.grow(programs));
        left.setMinWidth(380);
        left.setPrefWidth(380);
        HBox row = new HBox(8, left, Nodes.grow(Card.of(Text.of("pooltab.apps.pools"), pools)));
        page = new Page(row);
        page.problem(model.problem, () -> model.problem.set(null));
        model.pools.subscribe(p -> pools.rows(p));
        model.local.subscribe(j -> local.rows(j));
        pools.selected().subscribe(this::detail);
    }

    Parent root() {
        return page.root();
    }

    private Card remote() {
        TextField address = new TextField();
        address.setPromptText(Text.of("pooltab.apps.address"));
        address.setId("jmx-address");
        address.setAccessibleText(Text.of("pooltab.apps.address"));
        TextField user = new TextField();
        user.setPromptText(Text.of("pooltab.apps.user"));
        user.setAccessibleText(Text.of("pooltab.apps.user"));
        PasswordField password = new PasswordField();
        password.setPromptText(Text.of("pooltab.apps.password"));
        password.setAccessibleText(Text.of("pooltab.apps.password"));
        Button connect = Nodes.primary(
                Text.of("pooltab.apps.connect"), Icons.CONNECT,
                () -> controller.onConnect(address.getText(), user.getText(), password.getText()));
        connect.setId("jmx-connect");
        connect.disableProperty().bind(address.textProperty().isEmpty().or(model.connecting));
        return new Card(
                Text.of("pooltab.apps.remote"),
                Nodes.column(address, new HBox(8, Nodes.grow(user), Nodes.grow(password)), Nodes.row(Nodes.spring(), connect)));
    }

    private Node attach() {
        Button attach = Nodes.button(Text.of("pooltab.apps.attach"), Icons.CONNECT, () -> {
            LocalJvms.Jvm jvm = local.selected().get();
            if (jvm != null) {
                controller.onConnect(jvm);
            }
        });
        attach.disableProperty().bind(local.selected().isNull().or(model.connecting));
        return Nodes.row(Nodes.spring(), attach);
    }

    private Table<LocalJvms.Jvm> local(Kit kit) {
        return kit.<LocalJvms.Jvm>table("pool.jvms")
                .number("pooltab.apps.pid", LocalJvms.Jvm::pid, Unit.NAME)
                .width(72)
                .text("pooltab.apps.program", AppsController::shortName)
                .width(160)
                .grows()
                .text("pooltab.apps.command", LocalJvms.Jvm::name)
                .width(320)
                .hidden()
                .key(LocalJvms.Jvm::pid)
                .empty(Text.of("pooltab.apps.no-program"), Text.of("pooltab.apps.no-program-hint"))
                .onOpen(controller::onConnect)
                .build();
    }

    private Table<AppPool> pools(Kit kit) {
        return kit.<AppPool>table("pool.apps")
                .text("pooltab.apps.program", AppPool::program)
                .width(130)
                .text("pooltab.apps.pool", p -> p.pool().name())
                .width(120)
                .grows()
                .number("pooltab.figure.ACTIVE", p -> p.pool().active(), Unit.WHOLE)
                .width(72)
                .tone(p -> p.pool().exhausted() ? Tone.BAD : Tone.NEUTRAL)
                .bar()
                .number("pooltab.figure.IDLE", p -> p.pool().idle(), Unit.WHOLE)
                .width(64)
                .number("pooltab.figure.PENDING", p -> p.pool().pending(), Unit.WHOLE)
                .width(72)
                .tone(p -> p.pool().pending() > 0 ? Tone.BAD : Tone.NEUTRAL)
                .number("pooltab.apps.total", p -> p.pool().total(), Unit.WHOLE)
                .width(64)
                .number("pooltab.figure.MAX", p -> p.pool().max() == null ? Double.NaN : p.pool().max(), Unit.WHOLE)
                .width(84)
                .number("pooltab.apps.min-idle", p -> p.pool().minIdle() == null ? Double.NaN : p.pool().minIdle(), Unit.WHOLE)
                .number("pooltab.apps.timeout", p -> seconds(p.pool().connectionTimeout()), Unit.SECONDS)
                .number("pooltab.apps.lifetime", p -> seconds(p.pool().maxLifetime()), Unit.SECONDS)
                .key(p -> p.address() + "/" + p.pool().name())
                .empty(Text.of("pooltab.apps.none"), Text.of("pooltab.apps.none-hint"))
                .build();
    }

    private static double seconds(@Nullable Duration d) {
        return d == null ? Double.NaN : d.toNanos() / 1e9;
    }

    private void detail(@Nullable AppPool p) {
        if (p == null) {
            shown = null;
            page.closeDetail();
            return;
        }
        boolean same = shown != null && shown.address().equals(p.address()) && shown.pool().name().equals(p.pool().name());
        shown = p;
        if (same) {
            return;
        }
        page.detail(p.pool().name(), levers(p.pool()));
    }

    private Node levers(JmxPool pool) {
        int max = pool.max() == null ? 1 : pool.max();
        Spinner<Integer> size = new Spinner<>(1, 10_000, max);
        Spinner<Integer> idle = new Spinner<>(0, 10_000, pool.minIdle() == null ? max : pool.minIdle());
        size.setEditable(true);
        size.setAccessibleText(Text.of("pooltab.apps.max"));
        idle.setEditable(true);
        idle.setAccessibleText(Text.of("pooltab.apps.min-idle"));
        GridPane grid = new GridPane(8, 8);
        grid.addRow(0, Nodes.label(Text.of("pooltab.apps.max"), "text-muted"), size);
        grid.addRow(1, Nodes.label(Text.of("pooltab.apps.min-idle"), "text-muted"), idle);
        Button resize = Nodes.primary(Text.of("pooltab.apps.resize"), Icons.TICK, () -> {
            int wanted = size.getValue();
            ask(Text.of("pooltab.apps.resize-ask", pool.name(), wanted), p -> controller.onResize(p, wanted, Math.min(wanted,
                    idle.getValue())));
        });
        resize.setDisable(!pool.settings());
        return Nodes.column(
                Nodes.paragraph(Text.of("pooltab.apps.sentence", pool.active(), pool.total(), pool.pending()), "text-muted"),
                grid,
                Nodes.row(resize),
                Nodes.paragraph(Text.of("pooltab.apps.leak", pool.leakThreshold() == null || pool.leakThreshold().isZero()
                        ? Text.of("pooltab.apps.off")
                        : Format.duration(pool.leakThreshold())), "text-muted"),
                Nodes.row(
                        Nodes.button(Text.of("pooltab.engine.evict"), Icons.REFRESH,
                                () -> ask(Text.of("pooltab.apps.evict-ask", pool.name()), controller::onSoftEvict)),
                        Nodes.button(Text.of("pooltab.engine.suspend"), Icons.PAUSE,
                                () -> ask(Text.of("pooltab.apps.suspend-ask", pool.name()), controller::onSuspend)),
                        Nodes.button(Text.of("pooltab.engine.resume"), Icons.RUN, () -> act(controller::onResume))),
                Nodes.row(Nodes.spring(), Nodes.button(Text.of("pooltab.apps.disconnect"), Icons.DISCONNECT, () ->
                        act(controller::onDisconnect))));
    }

    private void ask(String question, java.util.function.Consumer<AppPool> yes) {
        page.confirm().ask(Question.of(question, Text.of("pooltab.apps.other"), Text.of("pooltab.apps.do"), environment), () ->
                act(yes));
    }

    private void act(java.util.function.Consumer<AppPool> action) {
        AppPool p = shown;
        if (p != null) {
            action.accept(p);
        }
    }
}
