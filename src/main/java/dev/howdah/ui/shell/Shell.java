package dev.howdah.ui.shell;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.AskServer;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.OpenTab;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The window's content. */
public final class Shell {
    private static final KeyCombination SEARCH = new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination CONNECT = new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination RAIL = new KeyCodeCombination(KeyCode.B, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination THEME =
            new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    private static final KeyCombination LARGER = new KeyCodeCombination(KeyCode.PLUS, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination SMALLER = new KeyCodeCombination(KeyCode.MINUS, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination NORMAL = new KeyCodeCombination(KeyCode.DIGIT0, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination BACK = new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN);
    private static final KeyCombination FORWARD = new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN);
    private static final KeyCombination REFRESH = new KeyCodeCombination(KeyCode.F5);

    private final ShellModel model = new ShellModel();
    private final ReplayModel replay = new ReplayModel();
    private final ReplayController through;
    private final AlertsModel alertsModel = new AlertsModel();
    private final AlertsController alerts;
    private final Supplier<AlertsView> alertsSheet;
    private @Nullable AlertsView alertsView;
    private final ShellController controller;
    private final ShellView view;
    private final Overlay overlay = new Overlay();
    private final PaletteView palette;
    private final Supplier<ConnectView> sheet;
    private final ConnectModel form = new ConnectModel();
    private @Nullable ConnectView connect;
    private final Zoom zoom;
    private final Screen screen;

    public Shell(Servers servers, Kit kit) {
        through = new ReplayController(replay, model.range, kit);
        alerts = new AlertsController(alertsModel, model, kit);
        controller = new ShellController(model, servers, through, alerts, kit);
        sheet = () -> new ConnectView(form, new ConnectController(form, servers, kit, controller::onOpen, controller::onSaved), kit, overlay::close);
        palette = new PaletteView(this::actions, overlay::close);
        view = new ShellView(model, controller, replay, through, kit, overlay, this::connect, this::search);
        alertsSheet = () -> new AlertsView(alertsModel, alerts, kit, overlay::close);
        view.bell(new AlertsBell(alertsModel, this::alerts).node());
        zoom = new Zoom(view.root());
        model.scale.subscribe(s -> zoom.percent(s.intValue()));
        screen = Screen.of(zoom, controller::onShow, controller::onHide);
        view.root().addEventHandler(OpenTab.TYPE, e -> {
            if (e.server().isEmpty()) {
                show(e.id(), e.object(), e.moment());
            } else {
                show(e.server(), e.id(), e.object(), e.moment());
            }
        });
        view.root().addEventHandler(AskServer.TYPE, this::asked);
        view.root().addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        view.root().addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    }

    public Parent root() {
        return zoom;
    }

    /** For pictures and tests: the shell without a window. */
    public Screen screen() {
        return screen;
    }

    public ObservableValue<Theme> theme() {
        return model.theme;
    }

    public void systemTheme(Theme theme) {
        controller.onSystemTheme(theme);
    }

    /** What all tabs of this window look back over. */
    public ObservableValue<TimeRange> range() {
        return model.range;
    }

    /** Draws everything so large, in per cent of the usual size. */
    public void scale(int percent) {
        controller.onScale(Math.clamp(percent, Zoom.SMALLEST, Zoom.LARGEST));
    }

    /** Looks back so far. */
    public void range(TimeRange range) {
        model.range.set(range);
    }

    /** Opens a known server. */
    public void open(Entry entry) {
        controller.onOpen(entry);
    }

    /** Shows what a call opens, which may take its time. */
    public void open(String name, Callable<Connected> call) {
        controller.onOpen(name, call);
    }

    /** Shows a target that is open already. */
    public void show(Connected connected) {
        controller.onOpened(connected);
    }

    /** Shows a recorded moment of the shown target; null shows the present. */
    public void seek(@Nullable Instant at) {
        if (at == null) {
            through.onLive();
        } else {
            through.onSeek(at);
        }
    }

    /**
     * Chooses a tab.
     *
     * @param object what it is to show; empty for the tab as it stands
     * @param moment that it shows; null for the present
     */
    public void show(String tab, String object, @Nullable Instant moment) {
        tab(tab);
        if (moment != null || replay.wanted.get() != null) {
            seek(moment);
        }
        find(tab, object);
    }

    /** The same on a server of the list, which is opened for it unless it is shown already. */
    public void show(String server, String tab, String object, @Nullable Instant moment) {
        controller.onServer(server, () -> show(tab, object, moment));
    }

    /** Opens the list of alerts. */
    public void alerts() {
        AlertsView shown = alertsView == null ? alertsSheet.get() : alertsView;
        alertsView = shown;
        alerts.onLook();
        overlay.open(shown.root(), shown.first());
    }

    /** Chooses a tab; one that is not there is ignored. */
    public void tab(String id) {
        model.tabs().stream().filter(t -> t.id().equals(id)).findFirst().ifPresent(controller::onTab);
    }

    /** A thing that the opened tab is to show. */
    private void find(String id, String object) {
        TabSpec shown = model.tab.get();
        if (shown != null && shown.id().equals(id) && !object.isEmpty()) {
            shown.find(object);
        }
    }

    /** Runs once, when the first live figures are on the screen: what a start is measured by. */
    public void onFirstReading(Runnable action) {
        Subscription[] once = new Subscription[1];
        once[0] = model.age.subscribe(age -> {
            if (age != null && once[0] != null) {
                once[0].unsubscribe();
                action.run();
            }
        });
    }

    /** Closes the target that is shown. */
    public void close() {
        Connected now = model.connected.get();
        controller.onClose();
        if (now != null) {
            now.close();
        }
    }

    /** Opens the palette. */
    public void search() {
        overlay.open(palette.root(), palette.reopen());
    }

    /** Opens the connect sheet, which is built at the first call: most starts never need it. */
    public void connect() {
        if (!form.replaces.get().isEmpty()) {
            form.fill(null);
        }
        sheet();
    }

    private void asked(AskServer e) {
        String name = e.name();
        switch (e.wish()) {
            case ADD -> connect();
            case OPEN -> controller.onOpen(String.valueOf(name));
            case EDIT -> controller.onForm(String.valueOf(name), f -> {
                form.fill(f);
                sheet();
            });
        }
    }

    private void sheet() {
        ConnectView shown = connect == null ? sheet.get() : connect;
        connect = shown;
        overlay.open(shown.root(), shown.first());
    }

    /** Only when nothing within wants the key: a detail closes first. */
    private void escape(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE && replay.wanted.get() != null && !overlay.isOpen()) {
            through.onLive();
            e.consume();
        }
    }

    private void key(KeyEvent e) {
        Runnable action = null;
        if (e.isShortcutDown() && !e.isAltDown()) {
            action = scaling(e.getCode());
        }
        if (SEARCH.match(e)) {
            action = this::search;
        } else if (CONNECT.match(e)) {
            action = this::connect;
        } else if (RAIL.match(e)) {
            action = controller::onRail;
        } else if (THEME.match(e)) {
            action = controller::onTheme;
        } else if (BACK.match(e) || FORWARD.match(e)) {
            boolean later = FORWARD.match(e);
            action = () -> through.onStep(later);
        } else if (REFRESH.match(e)) {
            action = controller::onRefresh;
        } else if (e.isShortcutDown() && !e.isShiftDown() && !e.isAltDown() && e.getCode().isDigitKey()) {
            int n = e.getCode().getCode() - KeyCode.DIGIT1.getCode();
            action = n >= 0 && n < 9 ? () -> controller.onTab(n) : null;
        }
        if (action != null) {
            action.run();
            e.consume();
        }
    }

    /** The keys for plus and minus are others on most keyboards: all are taken. */
    private @Nullable Runnable scaling(KeyCode code) {
        return switch (code) {
            case PLUS, EQUALS, ADD -> controller::onLarger;
            case MINUS, SUBTRACT -> controller::onSmaller;
            case DIGIT0, NUMPAD0 -> () -> controller.onScale(Zoom.NORMAL);
            default -> null;
        };
    }

    private List<Action> actions() {
        List<Action> all = new ArrayList<>();
        List<TabSpec> tabs = model.tabs();
        for (int i = 0; i < tabs.size(); i++) {
            TabSpec tab = tabs.get(i);
            KeyCombination key = i < 9
                    ? new KeyCodeCombination(KeyCode.values()[KeyCode.DIGIT1.ordinal() + i], KeyCombination.SHORTCUT_DOWN)
                    : null;
            all.add(new Action("tab." + tab.id(), tab.title(), tab.icon(), key, () -> controller.onTab(tab)));
        }
        tabs.forEach(t -> t.actions().forEach(a -> all.add(new Action(a.id(), a.name(), a.icon(), a.key(), () -> {
            controller.onTab(t);
            a.run().run();
        }))));
        model.known.get().forEach(e -> all.add(new Action(
                "server." + e.name(), Text.of("shell.action.open", e.name()), Icons.SERVERS, () -> controller.onOpen(e))));
        all.add(new Action("connect", Text.of("shell.connect"), Icons.CONNECT, CONNECT, this::connect));
        all.add(new Action("alerts", Text.of("alerts.title"), Icons.BELL, this::alerts));
        all.add(new Action("refresh", Text.of("shell.refresh"), Icons.REFRESH, REFRESH, controller::onRefresh));
        all.add(new Action("theme", Text.of("shell.theme"), Icons.THEME, THEME, controller::onTheme));
        all.add(new Action("rail", Text.of("shell.rail"), Icons.WIDEN, RAIL, controller::onRail));
        all.add(new Action("larger", Text.of("shell.larger"), Icons.LARGER, LARGER, controller::onLarger));
        all.add(new Action("smaller", Text.of("shell.smaller"), Icons.SMALLER, SMALLER, controller::onSmaller));
        all.add(new Action("normal", Text.of("shell.normal"), Icons.SEARCH, NORMAL, () -> controller.onScale(Zoom.NORMAL)));
        all.add(new Action("replay.live", Text.of("shell.replay.to-live"), Icons.RUN, through::onLive));
        all.add(new Action("replay.back", Text.of("shell.replay.back"), Icons.STEP_BACK, BACK, () -> through.onStep(false)));
        all.add(new Action("replay.forward", Text.of("shell.replay.forward"), Icons.STEP_FORWARD, FORWARD, () -> through.onStep(true)));
        for (TimeRange range : TimeRange.values()) {
            all.add(new Action(
                    "range." + range, Text.of("shell.action.range", range.title()), Icons.TIME, () -> model.range.set(range)));
        }
        return all;
    }
}
