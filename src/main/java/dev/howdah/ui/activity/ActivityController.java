package dev.howdah.ui.activity;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Eta;
import dev.howdah.engine.activity.LockTree;
import dev.howdah.engine.activity.PreparedXact;
import dev.howdah.engine.activity.Progress;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.activity.XminHolder;
import dev.howdah.engine.profile.WaitPast;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.sample.Series;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.activity.ActivityModel.LockRow;
import dev.howdah.ui.activity.ActivityModel.Section;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.OneCall;
import dev.howdah.ui.kit.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Follows what the shown section needs, and sends signals. */
final class ActivityController {
    private final ActivityModel model;
    private final ActivityParts parts;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private final OneCall waiting;
    private final Eta eta = new Eta();
    private final Set<Section> followed = EnumSet.noneOf(Section.class);
    private @Nullable Subscriptions held;

    private record Waits(ActivityModel.Past past, List<ActivityModel.Share> shares) {}

    ActivityController(ActivityModel model, ActivityParts parts, ObservableValue<Duration> range, Kit kit) {
        this.model = model;
        this.parts = parts;
        this.range = range;
        this.kit = kit;
        waiting = new OneCall(kit.fx());
    }

    void onShow(Subscriptions subscriptions) {
        held = subscriptions;
        followed.clear();
        subscriptions.add(model.sessions.follow(kit.fx(), c -> parts.sampler().subscribe(Session.PROBE, c)));
        subscriptions.add(parts.sampler().subscribe(Session.PROBE, parts.watch().repeats()));
        subscriptions.add(model.sessions.value().subscribe(s -> sessions()));
        subscriptions.add(model.idle.subscribe(s -> sessions()));
        subscriptions.add(model.blocking.value().subscribe(b -> locks()));
        subscriptions.add(model.progress.value().subscribe(p -> progress()));
        subscriptions.add(model.by.subscribe(b -> waits()));
        subscriptions.add(range.subscribe(r -> waits()));
        subscriptions.add(kit.era().moment().subscribe(m -> {
            model.moment.set(m);
            waits();
        }));
        subscriptions.add(model.section.subscribe(this::section));
    }

    void onHide() {
        held = null;
        waiting.cancel();
    }

    void onRetry() {
        parts.sampler().refresh();
    }

    /** A section's probes begin when it is first looked at. */
    private void section(Section section) {
        Subscriptions now = held;
        if (now == null || !followed.add(section)) {
            return;
        }
        switch (section) {
            case LOCKS -> {
                now.add(model.blocking.follow(kit.fx(), c -> parts.sampler().subscribe(Blocking.PROBE, c)));
                now.add(model.prepared.follow(kit.fx(), c -> parts.sampler().subscribe(PreparedXact.PROBE, c)));
                now.add(model.horizon.follow(kit.fx(), c -> parts.sampler().subscribe(XminHolder.PROBE, c)));
            }
            case PROGRESS -> now.add(model.progress.follow(kit.fx(), c -> parts.sampler().subscribe(Progress.PROBE, c)));
            case WAITS -> waits();
            case SESSIONS -> sessions();
        }
    }

    private void sessions() {
        List<Session> all = model.sessions.value().get();
        if (all == null) {
            model.shown.set(List.of());
            return;
        }
        boolean idle = model.idle.get();
        model.shown.set(all.stream().filter(s -> idle || s.active() || s.idleInTransaction() || s.unseen()).toList());
        if (model.section.get() == Section.WAITS) {
            waits();
        }
    }

    private void locks() {
        List<Session> sessions = model.sessions.value().get();
        List<Blocking> waits = model.blocking.value().get();
        List<LockRow> rows = new ArrayList<>();
        if (sessions != null && waits != null) {
            double later = seconds(model.sessions.at().get(), model.blocking.at().get());
            LockTree.of(sessions, waits).roots().forEach(r -> flatten("", r, 0, later, rows));
        }
        model.locks.set(rows);
    }

    private static double seconds(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? 0 : Duration.between(from, to).toNanos() / 1e9;
    }

    /** @param later so many seconds after the sessions the waits were read: both are told of one moment, or somebody would wait longer than its transaction lasts */
    private static void flatten(String above, LockTree.Node n, int depth, double later, List<LockRow> rows) {
        String path = above + "/" + n.pid();
        Session session = n.session();
        Double age = session == null ? null : session.transactionSeconds();
        Double wait = n.blocked() == null ? null : n.blocked().waitSeconds();
        rows.add(new LockRow(path, depth, n, age == null ? Double.NaN : Math.max(age + later, wait == null ? 0 : wait)));
        n.waiting().forEach(w -> flatten(path, w, depth + 1, later, rows));
    }

    private void progress() {
        List<Progress> now = model.progress.value().get();
        Instant at = model.progress.at().get();
        model.timed.set(now == null || at == null ? List.of() : eta.update(at, now));
    }

    private void waits() {
        if (model.section.get() != Section.WAITS) {
            return;
        }
        Instant to = kit.clock().instant();
        Instant from = to.minus(range.getValue());
        WaitProfile.By by = model.by.get();
        WaitPast past = parts.watch().waits();
        waiting.work(() -> {
            Map<WaitClass, Series.Points> points = new EnumMap<>(WaitClass.class);
            past.points(from, to).forEach((c, p) -> points.put(c, bridged(p)));
            return new Waits(new ActivityModel.Past(from, to, points), shares(past, by, from, to));
        }, w -> {
            model.past.set(w.past());
            model.shares.set(w.shares());
        }, t -> {
            model.past.set(new ActivityModel.Past(from, to, Map.of()));
            model.shares.set(List.of());
        });
    }

    /** A look that came a little late leaves one second out, sometimes two: that is no gap. */
    private static Series.Points bridged(Series.Points p) {
        double[] values = p.values().clone();
        for (int i = 1; i < values.length - 1; i++) {
            boolean near = !Double.isNaN(values[i + 1]) || (i + 2 < values.length && !Double.isNaN(values[i + 2]));
            if (Double.isNaN(values[i]) && near && !Double.isNaN(values[i - 1])) {
                values[i] = values[i - 1];
            }
        }
        return new Series.Points(p.step(), p.seconds(), values);
    }

    private List<ActivityModel.Share> shares(WaitPast past, WaitProfile.By by, Instant from, Instant to) {
        List<WaitProfile.Share> top = past.top(by, from, to, k -> true, 40);
        Map<Long, String> texts = by == WaitProfile.By.STATEMENT
                ? texts(past, top.stream().map(s -> Long.valueOf(s.name())).filter(id -> id != 0).toList())
                : Map.of();
        return top.stream()
                .map(s -> new ActivityModel.Share(s.name(), by == WaitProfile.By.STATEMENT
                        ? texts.getOrDefault(Long.valueOf(s.name()), s.name())
                        : s.name(), s))
                .toList();
    }

    private Map<Long, String> texts(WaitPast past, List<Long> ids) {
        Map<Long, String> known = new HashMap<>(past.texts(ids));
        List<Long> missing = ids.stream().filter(id -> !known.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            known.putAll(parts.statements().texts(missing));
        }
        return known;
    }

    void onCancel(SessionId session) {
        signal(List.of(session), false);
    }

    void onTerminate(List<SessionId> sessions) {
        signal(sessions, true);
    }

    private void signal(List<SessionId> sessions, boolean end) {
        if (kit.era().past().get()) {
            return;
        }
        kit.fx().work(() -> {
            List<Signals.Outcome> outcomes = new ArrayList<>();
            for (SessionId s : sessions) {
                outcomes.add(end ? parts.signals().terminate(s) : parts.signals().cancel(s));
            }
            return outcomes;
        }).done(outcomes -> {
            for (int i = 0; i < outcomes.size(); i++) {
                String done = end ? "activity.terminated" : "activity.cancelled";
                kit.notices().good(Text.of(outcomes.get(i) == Signals.Outcome.SENT ? done : "activity.gone", sessions.get(i).pid()));
            }
            parts.sampler().refresh();
        }).failed(kit.notices()::problem);
    }
}
