package dev.howdah.ui.slow;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import dev.howdah.engine.activity.SessionId;
import dev.howdah.engine.activity.Signals;
import dev.howdah.engine.plan.Explain;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.plan.PlanFormatException;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.engine.profile.LiveStatement;
import dev.howdah.engine.profile.NPlusOne;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.ProfilerReport;
import dev.howdah.engine.profile.StatementKey;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.Statements;
import dev.howdah.engine.profile.WaitProfile;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Ticker;
import dev.howdah.ui.kit.Tone;
import dev.howdah.ui.slow.SlowModel.Planned;
import dev.howdah.ui.slow.SlowModel.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Follows statements and sessions while the tab is shown, and does what is asked for. */
final class SlowController {
    private static final Duration OWN_BEAT = Duration.ofSeconds(2);
    private final SlowModel model;
    private final SlowParts parts;
    private final ObservableValue<Duration> range;
    private final Kit kit;
    private final StatementLists lists;
    private final LatestCall listing;
    private final LatestCall finding;
    private final LatestCall explaining;
    private final LatestCall reading;
    private final LatestCall waiting;
    private @Nullable Subscriptions held;
    private boolean followsSessions;
    private boolean followsOwn;

    SlowController(SlowModel model, SlowParts parts, ObservableValue<Duration> range, Kit kit) {
        this.model = model;
        this.parts = parts;
        this.range = range;
        this.kit = kit;
        lists = new StatementLists(parts);
        listing = kit.fx().latest();
        finding = kit.fx().latest();
        explaining = kit.fx().latest();
        reading = kit.fx().latest();
        waiting = kit.fx().latest();
    }

    void onShow(Subscriptions subscriptions) {
        held = subscriptions;
        followsSessions = false;
        followsOwn = false;
        subscriptions.add(model.statements.follow(kit.fx(), c -> parts.sampler().subscribe(Statements.PROBE, c)));
        subscriptions.add(model.statements.value().subscribe(s -> list()));
        subscriptions.add(range.subscribe(r -> list()));
        subscriptions.add(model.scope.subscribe(s -> list()));
        subscriptions.add(kit.era().moment().subscribe(model.moment::set));
        subscriptions.add(model.section.subscribe(this::section));
        subscriptions.add(model.sessions.value().subscribe(s -> live()));
        subscriptions.add(model.blocking.value().subscribe(s -> live()));
        muted();
    }

    void onHide() {
        held = null;
        listing.cancel();
        finding.cancel();
        explaining.cancel();
        waiting.cancel();
    }

    void onRetry() {
        model.problem.set(null);
        parts.sampler().refresh();
    }

    /** Sessions are read only when somebody looks at them or at patterns, which they help to prove. */
    private void section(Section section) {
        Subscriptions now = held;
        if (now != null && !followsSessions && (section == Section.RUNNING || section == Section.PATTERNS)) {
            followsSessions = true;
            now.add(model.sessions.follow(kit.fx(), c -> parts.sampler().subscribe(Session.PROBE, c)));
            now.add(model.blocking.follow(kit.fx(), c -> parts.sampler().subscribe(Blocking.PROBE, c)));
            now.add(parts.sampler().subscribe(Session.PROBE, parts.watch().repeats()));
        }
        if (now != null && section == Section.OWN && !followsOwn) {
            followsOwn = true;
            Ticker<ProfilerReport> ticker = new Ticker<>(kit.fx(), OWN_BEAT, () -> parts.profiler().report(), model.own::set, this::failed);
            now.add(ticker);
            ticker.start();
        }
        list();
    }

    private void list() {
        StatementSnapshot newest = model.statements.value().get();
        if (newest == null) {
            model.rows.set(List.of());
            return;
        }
        Instant to = kit.clock().instant();
        Duration length = range.getValue();
        SlowModel.Scope scope = model.scope.get();
        model.unknown.set(kit.era().past().get() && scope == SlowModel.Scope.LIFETIME);
        if (model.unknown.get()) {
            model.rows.set(List.of());
        } else if (model.section.get() == Section.PATTERNS) {
            finding.work(() -> lists.patterns(to.minus(length), to)).done(model.patterns::set).failed(this::failed);
        } else if (model.section.get() == Section.STATEMENTS) {
            listing.work(() -> lists.statements(newest, scope, to, length)).done(l -> {
                model.measured.set(l.measured());
                model.rows.set(l.rows());
            }).failed(this::failed);
        }
    }

    /** From when on a statement is slow, and when critical: running ones and the engine's own. */
    ProfilerLimits limits() {
        return parts.profiler().limits();
    }

    /** Sets other limits, in ms; the profiler starts anew with them. @return false when they are no limits */
    boolean onLimits(String slow, String critical) {
        try {
            parts.profiler().limits(new ProfilerLimits(Duration.ofMillis(Long.parseLong(slow.strip())), Duration.ofMillis(Long.parseLong(critical.strip()))));
        } catch (IllegalArgumentException e) {
            return false;
        }
        ownAnew();
        live();
        return true;
    }

    void onOwnReset() {
        parts.profiler().reset();
        ownAnew();
    }

    private void ownAnew() {
        kit.fx().work(() -> parts.profiler().report()).done(model.own::set).failed(this::failed);
    }

    /** What the profiler saw, to be copied. */
    String ownJson() {
        return parts.profiler().json();
    }

    private void live() {
        model.slowFrom.set(limits().slow());
        List<Session> sessions = model.sessions.value().get();
        List<Blocking> waits = model.blocking.value().get();
        model.live.set(sessions == null ? List.of() : LiveStatement.over(limits(), sessions, waits == null ? List.of() : waits));
    }

    private void failed(Throwable t) {
        model.problem.set(Problem.of(t));
    }

    /** Shows what a statement waits for. */
    void onChosen(StatementKey key) {
        Instant to = kit.clock().instant();
        Instant from = to.minus(range.getValue());
        model.waits.set(List.of());
        waiting.work(() -> parts.watch().waits().top(WaitProfile.By.EVENT, from, to, k -> k.queryId() == key.queryId(), 12))
                .done(model.waits::set)
                .failed(this::failed);
        List<PlanHistory.Seen> seen = plansOf(key.queryId());
        model.planned.set(Planned.NONE);
        if (seen.isEmpty()) {
            explaining.cancel();
        } else {
            onShowPlan(seen.getFirst());
        }
    }

    /** Shows a plan that the statement had. */
    void onShowPlan(PlanHistory.Seen seen) {
        explaining.work(() -> Planned.of(PlanSheet.of(seen.newest(), false))).done(model.planned::set).failed(this::failed);
    }

    /** Shows a plan beside one that the statement had before it. */
    void onComparePlans(PlanHistory.Seen before, PlanHistory.Seen after) {
        explaining.work(() -> compared(after.newest(), before.newest(), after.newest())).done(model.planned::set).failed(this::failed);
    }

    private static Planned compared(Plan shown, Plan before, Plan after) {
        return new Planned(PlanSheet.of(shown, false), PlanDiff.of(before, after), null, null);
    }

    /** Asks for a plan, and when {@code measure} runs the statement, if that is safe. */
    void onExplain(long queryId, String sql, boolean measure) {
        model.busy.set(true);
        explaining.work(() -> planned(queryId, parts.explain().of(sql, measure ? Explain.Options.MEASURE : Explain.Options.ESTIMATE)))
                .done(model.planned::set)
                .failed(t -> model.planned.set(Planned.failed(t)))
                .ended(() -> model.busy.set(false));
    }

    void onStopExplain() {
        explaining.cancel();
    }

    private Planned planned(long queryId, Explain.Result result) {
        return switch (result) {
            case Explain.Result.Planned p -> {
                if (queryId != 0) {
                    parts.plans().add(queryId, p.plan(), kit.clock().instant(), PlanHistory.Source.EXPLAIN);
                }
                yield Planned.of(PlanSheet.of(p.plan(), p.generic()));
            }
            case Explain.Result.Refused r -> Planned.refused(r.reason());
        };
    }

    /** The plans that a statement had, the newest first. */
    List<PlanHistory.Seen> plansOf(long queryId) {
        return parts.plans().of(queryId);
    }

    /** Reads a pasted plan; a second text is compared with it. */
    void onPaste(String first, String second) {
        reading.work(() -> pasted(Plan.parse(first), second))
                .done(model.pasted::set)
                .failed(t -> model.pasted.set(t instanceof PlanFormatException ? Planned.refused(t.getMessage()) : Planned.failed(t)));
    }

    private static Planned pasted(Plan first, String second) {
        return second.isBlank() ? Planned.of(PlanSheet.of(first, false)) : compared(first, first, Plan.parse(second));
    }

    void onReset(Statements.Scope scope) {
        if (kit.era().past().get()) {
            return;
        }
        kit.fx().work(() -> {
            parts.statements().reset(scope);
            return true;
        }).done(x -> {
            kit.notices().good(Text.of("slow.reset-done"));
            parts.sampler().refresh();
        }).failed(kit.notices()::problem);
    }

    void onMute(NPlusOne pattern) {
        mute(pattern.id(), pattern.parentText() + " -> " + pattern.childText());
    }

    /** Mutes a pattern by the id of its parent and its child, wherever it was found. */
    void mute(String id, String name) {
        kit.fx().work(() -> {
            parts.mutes().mute(id, name);
            return true;
        }).done(x -> {
            muted();
            kit.notices().say(Tone.INFO, Text.of("slow.muted"), "", new dev.howdah.ui.kit.Action(
                    "unmute", Text.of("slow.unmute"), dev.howdah.ui.kit.Icons.UNDO, () -> onUnmute(id)));
        }).failed(kit.notices()::problem);
    }

    void onUnmute(String id) {
        kit.fx().work(() -> {
            parts.mutes().unmute(id);
            return true;
        }).done(x -> muted()).failed(kit.notices()::problem);
    }

    /** Reads the list of muted patterns again, and the patterns without them. */
    void muted() {
        kit.fx().work(() -> parts.mutes().all()).done(model.muted::set).failed(this::failed);
        list();
    }

    void onCancel(SessionId session) {
        signal(session, false);
    }

    void onTerminate(SessionId session) {
        signal(session, true);
    }

    private void signal(SessionId session, boolean end) {
        if (kit.era().past().get()) {
            return;
        }
        kit.fx().work(() -> end ? parts.signals().terminate(session) : parts.signals().cancel(session)).done(o -> {
            String done = end ? "activity.terminated" : "activity.cancelled";
            kit.notices().good(Text.of(o == Signals.Outcome.SENT ? done : "activity.gone", session.pid()));
            parts.sampler().refresh();
        }).failed(kit.notices()::problem);
    }
}
