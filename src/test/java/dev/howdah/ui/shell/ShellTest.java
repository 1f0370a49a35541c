package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.TimeRange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The window on a real server, by mouse and by keyboard. */
@ResourceLock("javafx")
class ShellTest {
    private final Memory memory = Memory.brief();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final Set<Connected> open = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Target target = Servers.newDatabase();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicBoolean away = new AtomicBoolean(true);
    private @Nullable FxWindow window;
    private @Nullable Shell shell;

    @BeforeEach
    void openWindow() {
        FxWindow.start();
        Kit kit = new Kit(Fx.live(), memory, Files.dialogs(), Notices.silent(), InstantSource.system());
        shell = FxWindow.call(() -> new Shell(new RealServers(), kit));
        window = FxWindow.show(shell::root);
    }

    @AfterEach
    void closeAll() {
        window.close();
        open.forEach(Connected::close);
    }

    /** Opens targets as the product does; the tabs are labels that tell when they are shown. */
    private final class RealServers implements dev.howdah.ui.shell.Servers {
        @Override
        public List<Entry> known() {
            return List.of(new Entry("orders", Environment.PRODUCTION), new Entry("broken", Environment.STAGING));
        }

        @Override
        public Connected open(Entry entry, ObservableValue<TimeRange> range) {
            if (entry.name().startsWith("slow")) {
                waitUninterruptibly(answers);
            }
            if (entry.name().equals("away") && away.getAndSet(false)) {
                throw new DbException(new DbProblem.Unreachable("away:5432", "refused"), null);
            }
            if (entry.name().equals("broken")) {
                throw new IllegalStateException("no such profile");
            }
            return connected(target.withName(entry.name()).withEnvironment(entry.environment()));
        }

        @Override
        public Connected open(Form form, ObservableValue<TimeRange> range) {
            seen.add("open " + form.address() + " " + form.environment());
            return connected(target.withName(form.address()).withEnvironment(form.environment()));
        }

        @Override
        public void save(Form form, String replaces) {
            seen.add("save " + form.name() + " for " + replaces);
        }

        @Override
        public @Nullable Form form(String name) {
            return name.equals("orders")
                    ? new Form("postgresql://ann@db1:5432/orders", "", null, Environment.PRODUCTION, null, null, null, null, name)
                    : null;
        }

        @Override
        public Diagnosis test(Form form) {
            Target where = form.address().equals("wrong") ? target.withUser("nobody_here", null) : target;
            return new Diagnosis(new Db(where, new DirectDataSource(where, SessionSpec.sampler())).server(), List.of());
        }
    }

    private static void waitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connected connected(Target to) {
        Sampler sampler = new Sampler(new Db(to, new DirectDataSource(to, SessionSpec.sampler())), InstantSource.system());
        List<TabSpec> tabs = List.of(new LabelTab("overview"), new LabelTab("pool"), new LabelTab("slow queries"));
        Connected one = new Connected() {
            @Override
            public Target target() {
                return to;
            }

            @Override
            public Sampler sampler() {
                return sampler;
            }

            @Override
            public List<TabSpec> tabs() {
                return tabs;
            }

            @Override
            public void close() {
                open.remove(this);
                closed.add(to.name());
                sampler.close();
            }
        };
        open.add(one);
        return one;
    }

    private final class LabelTab implements TabSpec {
        private final String id;

        LabelTab(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id.replace(' ', '-');
        }

        @Override
        public String title() {
            return id;
        }

        @Override
        public Icons icon() {
            return Icons.OVERVIEW;
        }

        @Override
        public Screen open() {
            seen.add("made " + id);
            return Screen.of(new VBox(new Label("this is " + id), new Button("in " + id)), s -> seen.add("show " + id), () -> seen.add("hide " + id));
        }

        @Override
        public void refresh() {
            seen.add("refresh " + id);
        }

        @Override
        public void find(String object) {
            seen.add("find " + object + " in " + id);
        }
    }

    private void keys(KeyCode... codes) {
        window.robot().press(codes);
        for (int i = codes.length - 1; i >= 0; i--) {
            window.robot().release(codes[i]);
        }
        window.settle();
    }

    private boolean visible(String text) {
        return FxWindow.call(() -> window.robot().lookup((Node n) -> n instanceof Labeled l && String.valueOf(l.getText()).contains(text) && n.isVisible())
                .tryQuery()
                .isPresent());
    }

    private void press(String text) {
        FxWindow.run(() -> window.stage().getScene().getRoot().lookupAll(".button").stream()
                .filter(n -> n instanceof Button b && text.equals(b.getText())).forEach(n -> ((Button) n).fire()));
    }

    private void openOrders() {
        FxWindow.run(() -> shell.open(new Entry("orders", Environment.PRODUCTION)));
        Await.until("the first tab", () -> visible("this is overview"));
    }

    @Test
    void showsTheTargetItsEnvironmentAndItsState() {
        assertThat(visible("No server is open")).isTrue();
        openOrders();
        Await.until("the link", () -> visible("PostgreSQL 18"));
        Await.until("the age of data", () -> visible("Data: "));
        Await.until("the cost", () -> visible("statements/s"));
        assertThat(visible("production")).isTrue();
        assertThat(FxWindow.call(() -> window.stage().getScene().lookup(".environment.production"))).isNotNull();
    }

    @Test
    void aServerThatAnswersWhenAnotherWasWantedIsClosed() {
        FxWindow.run(() -> shell.open(new Entry("slow", Environment.STAGING)));
        openOrders();
        answers.countDown();
        Await.until("the other is closed again", () -> closed.contains("slow"));
        assertThat(open).singleElement().satisfies(c -> assertThat(c.target().name()).isEqualTo("orders"));
    }

    @Test
    void aServerThatAnswersAfterTheWindowWasClosedIsClosed() {
        FxWindow.run(() -> shell.open(new Entry("slow", Environment.STAGING)));
        FxWindow.run(shell::close);
        answers.countDown();
        Await.until("it is closed again", () -> closed.contains("slow"));
        assertThat(open).isEmpty();
    }

    @Test
    void switchesTabsByKeyboardAndKeepsHiddenOnesOutOfTheScene() {
        openOrders();
        keys(KeyCode.CONTROL, KeyCode.DIGIT2);
        assertThat(visible("this is pool")).isTrue();
        assertThat(visible("this is overview")).isFalse();
        keys(KeyCode.CONTROL, KeyCode.DIGIT1);
        keys(KeyCode.CONTROL, KeyCode.DIGIT9);
        keys(KeyCode.F5);
        assertThat(seen)
                .containsExactly(
                        "made overview", "show overview", "made pool", "hide overview", "show pool", "hide pool", "show overview",
                        "refresh overview");
        assertThat(memory.get("shell.tab", "")).isEqualTo("overview");
    }

    @Test
    void aFindingLeadsToItsTabAndObject() {
        openOrders();
        FxWindow.run(() -> shell.root().lookup(".rail").fireEvent(new OpenTab("pool", "public.\"Orders\"")));
        assertThat(visible("this is pool")).isTrue();
        FxWindow.run(() -> shell.root().lookup(".rail").fireEvent(new OpenTab("not-there", "public.orders")));
        assertThat(visible("this is pool")).isTrue();
        assertThat(seen.stream().filter(s -> s.startsWith("find"))).containsExactly("find public.\"Orders\" in pool");
    }

    @Test
    void findsEverythingInThePalette() {
        openOrders();
        keys(KeyCode.CONTROL, KeyCode.K);
        window.robot().write("slq");
        keys(KeyCode.ENTER);
        assertThat(visible("this is slow queries")).isTrue();
        keys(KeyCode.CONTROL, KeyCode.K);
        window.robot().write("dark and li");
        keys(KeyCode.ENTER);
        assertThat(FxWindow.call(() -> shell.theme().getValue())).isEqualTo(Theme.valueOf(memory.get("shell.theme", "DARK")));
        keys(KeyCode.CONTROL, KeyCode.K);
        assertThat(FxWindow.call(() -> window.stage().getScene().lookup("#palette-query"))).isNotNull();
        keys(KeyCode.ESCAPE);
        assertThat(FxWindow.call(() -> window.stage().getScene().lookup("#palette-query"))).isNull();
    }

    @Test
    void testsAndOpensWhatWasTyped() {
        keys(KeyCode.CONTROL, KeyCode.O);
        window.robot().write("wrong");
        window.robot().clickOn("#connect-test");
        Await.until("the refusal", () -> FxWindow.call(() -> window.stage().getScene().lookup(".connect-sheet .problem")) != null);
        FxWindow.run(() -> ((javafx.scene.control.TextField) window.stage().getScene().lookup("#connect-address")).setText("postgresql://here/orders"));
        window.robot().clickOn("#connect-test");
        Await.until("the server", () -> visible("It works"));
        Node sheet = FxWindow.call(() -> window.stage().getScene().lookup(".connect-sheet"));
        window.robot().clickOn(window.robot().from(sheet).lookup("staging").<Node>query());
        keys(KeyCode.CONTROL, KeyCode.ENTER);
        Await.until("the tab", () -> visible("this is overview"));
        assertThat(seen).contains("open postgresql://here/orders STAGING");
        assertThat(FxWindow.call(() -> window.stage().getScene().lookup(".connect-sheet"))).isNull();
    }

    @Test
    void saysWhyATargetCannotBeOpenedAndKeepsTheOldOne() {
        openOrders();
        FxWindow.run(() -> shell.open(new Entry("broken", Environment.STAGING)));
        Await.until("the reason", () -> visible("no such profile"));
        assertThat(visible("this is overview")).isTrue();
        assertThat(open).hasSize(1);
    }

    @Test
    void tryingAgainOpensWhatCouldNotBeOpened() {
        FxWindow.run(() -> shell.open(new Entry("away", Environment.STAGING)));
        Await.until("the reason", () -> visible("Cannot reach away:5432."));
        press("Try again");
        Await.until("it is open", () -> visible("this is overview"));
        assertThat(open).singleElement().satisfies(c -> assertThat(c.target().name()).isEqualTo("away"));
    }

    @Test
    void whatIsBeingOpenedIsNamedUntilItIsGivenUp() {
        FxWindow.run(() -> shell.open(new Entry("slow", Environment.STAGING)));
        Await.until("the first", () -> visible("Opening slow"));
        FxWindow.run(() -> shell.open(new Entry("slower", Environment.STAGING)));
        Await.until("the second", () -> visible("Opening slower"));
        press("Do not wait");
        Await.until("the choice", () -> visible("No server is open."));
        answers.countDown();
    }

    @Test
    void closesTheOldTargetWhenAnotherIsOpened() {
        openOrders();
        FxWindow.run(() -> shell.open(new Entry("second", Environment.DEVELOPMENT)));
        Await.until("the second", () -> FxWindow.call(() -> window.stage().getScene().lookup(".environment.development")) != null);
        Await.until("the first is closed", () -> open.size() == 1);
        assertThat(open.iterator().next().target().name()).isEqualTo("second");
    }

    @Test
    void everythingCanBeReachedWithTheTabKey() {
        openOrders();
        Map<String, Boolean> reached = new ConcurrentHashMap<>();
        for (int i = 0; i < 25; i++) {
            keys(KeyCode.TAB);
            FxWindow.run(() -> {
                Node owner = window.stage().getScene().getFocusOwner();
                reached.put(owner.getId() != null ? owner.getId() : owner instanceof Labeled l ? l.getText() : owner.getClass().getSimpleName(), true);
            });
        }
        assertThat(reached.keySet())
                .contains("switcher", "search", "theme", "tab-overview", "tab-pool", "tab-slow-queries", "in overview", "rail-widen");
    }

    @Test
    void remembersTheRail() {
        openOrders();
        keys(KeyCode.CONTROL, KeyCode.B);
        assertThat(memory.get("shell.rail-wide", "")).isEqualTo("1");
        double width = FxWindow.call(() -> ((javafx.scene.layout.Region) window.stage().getScene().lookup(".rail")).getWidth());
        assertThat(width).isEqualTo(200);
    }
}
