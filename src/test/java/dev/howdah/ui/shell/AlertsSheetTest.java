package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.alert.AlertPlan;
import dev.howdah.engine.alert.AlertRule;
import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.Alerts;
import dev.howdah.engine.alert.Limits;
import dev.howdah.engine.alert.Measure;
import dev.howdah.engine.alert.Quiet;
import dev.howdah.engine.alert.SamplerSource;
import dev.howdah.engine.alert.out.Outputs;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Nodes;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.TimeRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An alert of a real server in the window: bell, badge, list, the way to its cause, mute. */
@ResourceLock("javafx")
class AlertsSheetTest {
    @TempDir
    Path folder;

    private final Target target = dev.howdah.testing.Servers.newDatabase().withName("orders");
    private final Memory memory = Memory.brief();
    private FxWindow window;
    private Shell shell;
    private final Target stock = dev.howdah.testing.Servers.newDatabase().withName("stock");
    private Watched watched;
    private volatile Watched opened;

    /** What the window has open, with a rule that always fires. */
    private final class Watched implements Connected {
        private final Sampler sampler;
        private final Alerts alerts;
        private final Target target;
        private final List<Sampler> others = new ArrayList<>();

        Watched(Target target) {
            this.target = target;
            this.sampler = new Sampler(new Db(target, new DirectDataSource(target, SessionSpec.sampler())), InstantSource.system());
            AlertRule rule = new AlertRule("sessions", new What.Figure(Measure.SESSIONS), Limits.of(false, null, -1.0, null), Cycles.ONE,
                    new Manner("figures", "pool", Severity.WARNING, Duration.ZERO, Quiet.never()));
            AlertPlan plan = new AlertPlan(List.of(rule), new AlertPlan.Findings(null, Duration.ZERO, Quiet.never(), Map.of()), Duration.ofMillis(200),
                    ZoneOffset.UTC, List.of());
            alerts = Alerts.begin(plan, new Outputs(() -> {
                throw new IllegalStateException("no secrets here");
            }, null, InstantSource.system(), ZoneOffset.UTC), Alerts.Keeping.nowhere("ann"), InstantSource.system());
            Checks none = new Checks(List.of(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("mutes"), InstantSource.system()), InstantSource.system());
            alerts.watch(target, new SamplerSource(sampler), sampler, none, null);
        }

        /** Another server is watched beside it. */
        void beside(Target other) {
            Sampler its = new Sampler(new Db(other, new DirectDataSource(other, SessionSpec.sampler())), InstantSource.system());
            Checks none = new Checks(List.of(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("other"), InstantSource.system()), InstantSource.system());
            alerts.watch(other, new SamplerSource(its), its, none, null);
            others.add(its);
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public Sampler sampler() {
            return sampler;
        }

        @Override
        public List<TabSpec> tabs() {
            return List.of(new Tab("overview"), new Tab("pool"));
        }

        @Override
        public Alerts alerts() {
            return alerts;
        }

        @Override
        public void close() {
            alerts.close();
            sampler.close();
            others.forEach(Sampler::close);
        }
    }

    private record Tab(String id) implements TabSpec {
        @Override
        public String title() {
            return id;
        }

        @Override
        public Icons icon() {
            return Icons.INFO;
        }

        @Override
        public Screen open() {
            return Screen.of(new VBox(Nodes.label("this is " + id)));
        }
    }

    /** Knows one more. */
    private final class OneMore implements Refusing {
        @Override
        public List<Entry> known() {
            return List.of(new Entry("stock", Environment.STAGING));
        }

        @Override
        public Connected open(Entry entry, ObservableValue<TimeRange> range) {
            opened = new Watched(stock);
            return opened;
        }
    }

    @BeforeEach
    void openWindow() {
        FxWindow.start();
        Kit kit = new Kit(Fx.live(), memory, Files.dialogs(), Notices.silent(), InstantSource.system());
        watched = new Watched(target);
        shell = FxWindow.call(() -> new Shell(new OneMore(), kit));
        window = FxWindow.show(shell::root);
        FxWindow.run(() -> shell.show(watched));
    }

    @AfterEach
    void closeAll() {
        window.close();
        watched.close();
        if (opened != null) {
            opened.close();
        }
    }

    private <T extends Node> T find(String selector) {
        return FxWindow.call(() -> {
            @SuppressWarnings("unchecked")
            T found = (T) shell.root().lookup(selector);
            return found;
        });
    }

    private boolean shows(String selector, String text) {
        Label label = find(selector);
        return label != null && FxWindow.call(() -> label.isVisible() && label.getText().equals(text));
    }

    private String tab() {
        return String.valueOf(FxWindow.call(() -> memory.get("shell.tab", "")));
    }

    @Test
    void leadsFromTheBellToTheCause() {
        Await.until("the bell counts one", () -> shows("#alerts-count", "1"));
        Await.until("the rail marks the tab", () -> FxWindow.call(() -> Objects.requireNonNull(shell.root().lookup("#tab-pool")).getParent().lookupAll(".badge")
                .stream().anyMatch(n -> n.isVisible() && ((Label) n).getText().equals("1"))));
        open();
        Button show = find("#alerts-show");
        FxWindow.run(show::fire);
        Await.until("the tab of its cause is shown", () -> tab().equals("pool"));
        assertThat((Node) find("#alerts-sheet")).isNull();
    }

    @Test
    void anAlertOfAnotherServerOpensThatServer() {
        watched.beside(stock);
        Await.until("the bell counts both", () -> shows("#alerts-count", "2"));
        FxWindow.run(() -> shell.alerts());
        Await.until("the list shows both", () -> FxWindow.call(() -> shell.root().lookup("#alerts-sheet .table-view") instanceof TableView<?> t
                && t.getItems().size() == 2));
        FxWindow.run(() -> {
            TableView<?> table = (TableView<?>) Objects.requireNonNull(shell.root().lookup("#alerts-sheet .table-view"));
            table.getSelectionModel().select(table.getItems().get(0) instanceof AlertRow r && r.target().equals("stock") ? 0 : 1);
        });
        Await.until("its detail is shown", () -> find("#alerts-show") != null);
        Button show = find("#alerts-show");
        FxWindow.run(show::fire);
        Await.until("that server is opened", () -> opened != null);
        Await.until("at the tab of the cause", () -> tab().equals("pool"));
        FxWindow.run(() -> shell.show("nowhere", "pool", "", null));
        assertThat(tab()).isEqualTo("pool");
    }

    @Test
    void isMutedWithAReasonAndToldAgain() {
        Await.until("the bell counts one", () -> shows("#alerts-count", "1"));
        open();
        MenuButton mute = find("#alerts-mute");
        assertThat(mute.isDisabled()).isTrue();
        TextField reason = find("#alerts-reason");
        FxWindow.run(() -> {
            reason.setText("known");
            mute.getItems().getFirst().fire();
        });
        Await.until("the bell is silent", () -> !shows("#alerts-count", "1"));
        Await.until("it is muted", () -> watched.alerts().open().stream().anyMatch(a -> a.hush() != null && a.hush().reason().equals("known")));
        Await.until("the way back is offered", () -> find("#alerts-unmute") != null);
        Button again = find("#alerts-unmute");
        FxWindow.run(again::fire);
        Await.until("the bell counts again", () -> shows("#alerts-count", "1"));
    }

    private void open() {
        FxWindow.run(() -> shell.alerts());
        Await.until("the list shows it", () -> FxWindow.call(() -> shell.root().lookup("#alerts-sheet .table-view") instanceof TableView<?> t
                && t.getItems().size() == 1));
        FxWindow.run(() -> ((TableView<?>) Objects.requireNonNull(shell.root().lookup("#alerts-sheet .table-view"))).getSelectionModel().select(0));
        Await.until("its detail is shown", () -> find("#alerts-show") != null);
    }
}
