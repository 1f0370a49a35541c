package dev.howdah.ui.shell;

import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.TabSpec;
import dev.howdah.ui.kit.Theme;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.kit.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Opens and switches targets, tabs and themes, and keeps the footer true. */
final class ShellController {
    private static final Duration FOOTER = Duration.ofSeconds(1);
    private static final String TAB = "shell.tab";
    private static final String RANGE = "shell.range";
    private static final String RAIL = "shell.rail-wide";
    private static final String THEME = "shell.theme";
    private static final String SCALE = "shell.scale";
    private static final List<Integer> SCALES = List.of(80, 90, 100, 110, 125, 150, 175, 200);

    private final ShellModel model;
    private final Servers servers;
    private final ReplayController through;
    private final AlertsController alerts;
    private final Kit kit;
    private final LatestCall opening;
    private Subscription following = Subscription.EMPTY;
    private Runnable again = () -> {};
    private @Nullable Instant newest;

    ShellController(ShellModel model, Servers servers, ReplayController through, AlertsController alerts, Kit kit) {
        this.alerts = alerts;
        this.model = model;
        this.through = through;
        this.servers = servers;
        this.kit = kit;
        this.opening = kit.fx().latest();
        model.wideRail.set(kit.memory().get(RAIL, "").equals("1"));
        model.range.set(TimeRange.valueOf(known(kit.memory().get(RANGE, ""))));
        model.range.subscribe(r -> kit.memory().put(RANGE, r.name()));
        model.scale.set(scale(kit.memory().get(SCALE, "")));
        String theme = kit.memory().get(THEME, "");
        model.theme.set(theme.isEmpty() ? Theme.ofSystem() : theme.equals("LIGHT") ? Theme.LIGHT : Theme.DARK);
    }

    void onShow(Subscriptions held) {
        through.onShow(held);
        onKnown();
        Connected now = model.connected.get();
        if (now != null) {
            following.unsubscribe();
            following = follow(now);
        }
        held.add(new Ticker<>(kit.fx(), FOOTER, () -> FOOTER, d -> tick(), t -> {}).start());
    }

    void onHide() {
        following.unsubscribe();
        following = Subscription.EMPTY;
    }

    /** The window is closed: what is being opened is not wanted any more. */
    void onClose() {
        onHide();
        opening.cancel();
    }

    /** Reads the list of the connection switcher anew. */
    void onKnown() {
        kit.fx().work(servers::known).done(model.known::set);
    }

    void onOpen(Entry entry) {
        onOpen(entry.name(), () -> servers.open(entry, model.range));
    }

    void onOpen(Form form) {
        onOpen(form.name().isEmpty() ? form.address() : form.name(), () -> servers.open(form, model.range));
    }

    /** Opens a server of the list by its name; one that is not there is ignored. */
    void onOpen(String name) {
        model.known.get().stream().filter(e -> e.name().equals(name)).findFirst().ifPresent(this::onOpen);
    }

    /** Does something on a server of the list, which is opened for it unless it is shown already. */
    void onServer(String name, Runnable then) {
        Connected now = model.connected.get();
        if (now != null && now.target().name().equals(name)) {
            then.run();
            return;
        }
        Entry entry = model.known.get().stream().filter(e -> e.name().equals(name)).findFirst().orElse(null);
        if (entry == null) {
            kit.notices().say(Tone.LOOK, Text.of("shell.unknown-server", name), Text.of("shell.unknown-server-hint"), null);
        } else {
            onOpen(name, () -> servers.open(entry, model.range), then);
        }
    }

    /** Brings a profile as it was typed. */
    void onForm(String name, Consumer<Form> use) {
        kit.fx().work(() -> new @Nullable Form[] {servers.form(name)}).done(f -> {
            if (f[0] != null) {
                use.accept(f[0]);
            }
        }).failed(kit.notices()::problem);
    }

    /** A profile was added or changed. */
    void onSaved() {
        onKnown();
        TabSpec tab = model.tab.get();
        if (tab != null) {
            tab.refresh();
        }
    }

    /** Shows what somebody else opened. */
    void onOpened(Connected now) {
        Connected before = model.connected.get();
        String tab = kit.memory().get(TAB, "");
        model.tab.set(null);
        newest = null;
        model.age.set(null);
        through.onOpened(now.replay());
        model.connected.set(now);
        following.unsubscribe();
        following = follow(now);
        List<TabSpec> tabs = now.tabs();
        model.tab.set(tabs.stream()
                .filter(t -> t.id().equals(tab))
                .findFirst()
                .orElse(tabs.isEmpty() ? null : tabs.getFirst()));
        if (before != null) {
            close(before);
        }
        onKnown();
    }

    private void close(Connected no) {
        kit.fx().work(() -> {
            no.close();
            return no.target().name();
        });
    }

    void onTab(TabSpec tab) {
        model.tab.set(tab);
        kit.memory().put(TAB, tab.id());
    }

    /** The n-th tab of the rail, from 0; one that is not there is ignored. */
    void onTab(int n) {
        if (n < model.tabs().size()) {
            onTab(model.tabs().get(n));
        }
    }

    /** Asks the server again, for this tab and for the link. */
    void onRefresh() {
        TabSpec tab = model.tab.get();
        Connected now = model.connected.get();
        if (tab != null) {
            tab.refresh();
        }
        if (now != null) {
            now.sampler().refresh();
        }
    }

    void onRail() {
        model.wideRail.set(!model.wideRail.get());
        kit.memory().put(RAIL, model.wideRail.get() ? "1" : "0");
    }

    /** One step larger. */
    void onLarger() {
        onScale(SCALES.stream().filter(s -> s > model.scale.get()).findFirst().orElse(Zoom.LARGEST));
    }

    /** One step smaller. */
    void onSmaller() {
        onScale(SCALES.reversed().stream().filter(s -> s < model.scale.get()).findFirst().orElse(Zoom.SMALLEST));
    }

    /** @param percent of the usual size */
    void onScale(int percent) {
        model.scale.set(percent);
        kit.memory().put(SCALE, String.valueOf(percent));
    }

    void onTheme() {
        model.theme.set(model.theme.get().other());
        kit.memory().put(THEME, model.theme.get().name());
    }

    /** The system changed its mind; a choice made by hand stands above it. */
    void onSystemTheme(Theme theme) {
        if (kit.memory().get(THEME, "").isEmpty()) {
            model.theme.set(theme);
        }
    }

    /** Runs a call that opens a server, and shows it. */
    void onOpen(String name, Callable<Connected> call) {
        onOpen(name, call, () -> {});
    }

    private void onOpen(String name, Callable<Connected> call, Runnable then) {
        // ends the one before, whose end says that nothing is being opened
        Work<Connected> work = opening.work(call);
        model.opening.set(name);
        model.openProblem.set(null);
        again = () -> onOpen(name, call, then);
        work.done(c -> {
                    onOpened(c);
                    then.run();
                })
                .late(this::close)
                .failed(t -> model.openProblem.set(Problem.of(t)))
                .ended(() -> model.opening.set(null));
    }

    /** Tries again what could not be opened. */
    void onAgain() {
        again.run();
    }

    /** What is being opened is not waited for any longer. */
    void onGiveUp() {
        opening.cancel();
    }

    private Subscription follow(Connected now) {
        var link = now.sampler().onLink(new Latest<Link>(kit.fx(), model.link::set)::put);
        var pulse = now.sampler().subscribe(Vitals.PROBE, new Latest<Reading<Vitals>>(kit.fx(), this::pulse)::put);
        Subscription standing = alerts.follow(now);
        return () -> {
            standing.unsubscribe();
            link.close();
            pulse.close();
        };
    }

    private void pulse(Reading<Vitals> reading) {
        if (reading instanceof Reading.Value<Vitals> v) {
            newest = v.at();
            footer();
        }
    }

    private void tick() {
        footer();
        alerts.onTick();
    }

    private void footer() {
        Connected now = model.connected.get();
        if (now != null) {
            model.pace.set(now.pace());
            model.cost.set(now.cost());
            model.jobs.set(now.jobsRunning());
            // What is shown is as old as the replay says.
            model.age.set(newest == null || kit.era().past().get() ? null : Duration.between(newest, kit.clock().instant()));
        }
    }

    private static int scale(String kept) {
        return kept.matches("\\d{2,3}") ? Math.clamp(Integer.parseInt(kept), Zoom.SMALLEST, Zoom.LARGEST) : Zoom.NORMAL;
    }

    private static String known(String range) {
        for (TimeRange r : TimeRange.values()) {
            if (r.name().equals(range)) {
                return range;
            }
        }
        return TimeRange.LIVE.name();
    }
}
