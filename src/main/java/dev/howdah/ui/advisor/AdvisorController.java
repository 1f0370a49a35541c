package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.advise.Host;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.advise.Rehearsal;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.apply.Measuring;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.apply.Verdict;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.rules.Card;
import dev.howdah.engine.rules.Counsel;
import dev.howdah.engine.rules.Sources;
import dev.howdah.engine.rules.Trial;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.Problem;
import dev.howdah.ui.kit.Subscriptions;
import dev.howdah.ui.kit.Tone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Asks for advice, and tries single statements out on the planner that gave it. */
final class AdvisorController {
    private final AdvisorModel model;
    private final AdvisorTab.Parts parts;
    private final Counsel counsel = new Counsel();
    private final Latest<List<Counsel.Told>> cards;
    private final Advising advising;
    private final Applying applying;
    private final Kit kit;
    private final Latest<List<Applied>> standing;
    private final Latest<Advising.Stage> stages;
    private final Latest<String> steps;
    private final LatestCall trials;
    private AtomicBoolean stop = new AtomicBoolean();

    AdvisorController(AdvisorModel model, AdvisorTab.Parts parts, Kit kit) {
        this.model = model;
        this.parts = parts;
        this.advising = parts.advising();
        this.applying = parts.applying();
        this.kit = kit;
        this.cards = new Latest<>(kit.fx(), this::counselled);
        this.stages = new Latest<>(kit.fx(), model.stage::set);
        this.standing = new Latest<>(kit.fx(), model.applied::set);
        this.steps = new Latest<>(kit.fx(), model.loopWords::set);
        this.trials = kit.fx().latest();
        model.host.set(advising.host());
    }

    void onShow(Subscriptions held) {
        look();
    }

    void onAsk(AdviceOptions options) {
        if (model.searching.get()) {
            return;
        }
        AtomicBoolean enough = new AtomicBoolean();
        stop = enough;
        Host host = model.host.get();
        model.searching.set(true);
        model.stage.set(null);
        model.problem.set(null);
        model.tried.set(null);
        model.cards.set(List.of());
        model.counselLacks.set(List.of());
        kit.fx().work(() -> {
            // Checks and counters first: they need no planner, and are there in a moment.
            Sources.Heard heard = parts.heard().get();
            Counsel.Told server = counsel.ofServer(new Sources(parts.live().get(), null, heard), t -> cards.put(List.of(t)), enough::get);
            Advising.Told told = advising.ask(options, host, stages::put, enough::get);
            Counsel.Told planner = told.advice() == null ? Counsel.Told.NOTHING : advising.consult(a -> counsel.ofPlanner(
                    new Sources(parts.live().get(), new Sources.Planned(a.capsule(), a.workload(), a.whatIf()), heard), t -> {}, enough::get));
            cards.put(List.of(server, planner));
            return told;
        }).done(this::told).failed(t -> model.problem.set(t instanceof CancellationException ? null : Problem.of(t)))
                .ended(() -> model.searching.set(false));
    }

    private void counselled(List<Counsel.Told> told) {
        model.cards.set(told.stream().flatMap(t -> t.cards().stream()).sorted(Counsel.ORDER).toList());
        model.counselLacks.set(told.stream().flatMap(t -> t.lacks().stream()).distinct().toList());
    }

    /** The whole workload's plans with one card's change. */
    void onRehearse(Card card) {
        Trial t = card.deed().trial();
        String rewrite = t.rewrite();
        String what = card.deed().act() == null ? rewrite == null ? card.subject() : rewrite : card.deed().act();
        rehearse(what, () -> rewrite == null
                ? advising.rehearse(t.create(), t.drop(), t.settings(), () -> false)
                : advising.rehearseInstead(card.subject(), rewrite, t.create()));
    }

    /** The same with indexes or settings. */
    void onRehearse(String what, Trial t) {
        rehearse(what, () -> advising.rehearse(t.create(), t.drop(), t.settings(), () -> false));
    }

    private void rehearse(String what, Callable<Rehearsal> trial) {
        model.rehearsed.set(new AdvisorModel.Rehearsed(what, null, null));
        trials.work(trial)
                .done(r -> model.rehearsed.set(new AdvisorModel.Rehearsed(what, r, null)))
                .failed(e -> model.rehearsed.set(new AdvisorModel.Rehearsed(what, null, Problem.of(e))));
    }

    boolean mayLoop() {
        return parts.loop() != null;
    }

    /** Everything at once, in the sandbox. */
    void onLoop() {
        var loop = parts.loop();
        if (loop == null || model.looping.get()) {
            return;
        }
        model.looping.set(true);
        model.problem.set(null);
        model.loopWords.set(Text.of("apply.cli.traffic"));
        model.part.set(AdvisorModel.Part.APPLIED);
        kit.fx().work(() -> Optional.ofNullable(loop.run(steps::put, this::seen))).done(a -> {
            look();
            a.ifPresentOrElse(this::ended, () -> kit.notices().say(Tone.NEUTRAL, Text.of("advisor.loop"), Text.of("apply.cli.nothing"), null));
        }).failed(this::refused).ended(() -> model.looping.set(false));
    }

    /** What the newest version at hand would do with the workload. */
    void onUpgrade() {
        model.problem.set(null);
        model.upgrade.set(null);
        model.upgradeWords.set("");
        model.upgrading.set(true);
        kit.fx().work(() -> Optional.ofNullable(advising.upgrade(() -> false))).done(p -> {
            model.upgrade.set(p.orElse(null));
            model.upgradeWords.set(p.map(u -> Text.of("advisor.upgrade-words", u.from(), u.to(), u.changes().size(), u.same()))
                    .orElseGet(() -> Text.of("advisor.upgrade-none")));
        }).failed(t -> {
            model.upgradeWords.set("");
            model.problem.set(Problem.of(t));
        }).ended(() -> model.upgrading.set(false));
    }

    /** The best answer so far is enough. */
    void onStop() {
        stop.set(true);
    }

    /** The statement's plan as things are and with all that is proposed. */
    void onTry(IndexAdvice.Effect effect) {
        List<String> create = model.rows.get().stream().flatMap(r -> Trial.of(r.act()).create().stream()).toList();
        List<String> dropped = model.rows.get().stream().filter(AdviceRow::drop).map(AdviceRow::subject).toList();
        model.tried.set(null);
        trials.work(() -> sheets(advising.tryOut(effect.text(), create, dropped)))
                .done(plans -> model.tried.set(new AdvisorModel.Tried(effect, plans, null)))
                .failed(t -> model.tried.set(new AdvisorModel.Tried(effect, List.of(), Problem.of(t))));
    }

    /** Plans it first: what the plan says is what the question asks. */
    void onApply(Remedy remedy, Duration time) {
        kit.fx().work(() -> applying.plan(remedy)).done(plan -> ask(
                Text.of("advisor.apply-question"), consequence(plan, time), Text.of("advisor.apply"), typed -> apply(remedy, time, typed)))
                .failed(this::refused);
    }

    void onUndo(Applied a) {
        ask(Text.of("advisor.undo-question"), String.valueOf(a.undo()), Text.of("advisor.take-back"), typed -> change(() -> applying.undo(a.id(), typed, this::seen)));
    }

    void onCancel(Applied a) {
        kit.fx().work(() -> {
            applying.cancel(a.id());
            return a;
        }).failed(this::refused);
    }

    void onResume(Applied a) {
        ask(Text.of("advisor.resume-question"), a.remedy().statement(), Text.of("advisor.resume"), typed -> change(() -> applying.apply(a.id(), typed, this::seen)));
    }

    void onAbandon(Applied a) {
        ask(Text.of("advisor.abandon-question"), a.remedy().statement(), Text.of("advisor.abandon"), typed -> change(() -> applying.abandon(a.id(), typed, this::seen)));
    }

    private void apply(Remedy remedy, Duration time, String typed) {
        model.part.set(AdvisorModel.Part.APPLIED);
        change(() -> applying.apply(applying.prepare(remedy, Measuring.of(time)).id(), typed, this::seen));
    }

    private void change(Callable<Applied> what) {
        kit.fx().work(what).done(a -> {
            look();
            ended(a);
        }).failed(t -> {
            look();
            refused(t);
        });
    }

    /** The texts of what was measured, each asked for once. */
    void onOpened(Applied a) {
        Verdict verdict = a.verdict();
        Map<String, String> known = model.texts.get();
        List<String> ids = verdict == null ? List.of() : verdict.effects().stream().map(Verdict.Effect::queryId).filter(id -> !known.containsKey(id)).toList();
        if (ids.isEmpty()) {
            return;
        }
        kit.fx().work(() -> applying.texts(ids)).done(found -> {
            Map<String, String> all = new HashMap<>(model.texts.get());
            ids.forEach(id -> all.put(id, found.getOrDefault(id, "")));
            model.texts.set(Map.copyOf(all));
        }).failed(this::refused);
    }

    /** What came of it. */
    private void ended(Applied a) {
        model.ended.set(a);
        Verdict verdict = a.verdict();
        String message = a.message();
        boolean well = message == null && (verdict == null || verdict.kind() == Verdict.Kind.HELPED);
        kit.notices().say(well ? Tone.GOOD : Tone.LOOK, AppliedWords.head(a),
                message != null ? message : verdict == null ? a.remedy().title() : verdict.sentence(), null);
    }

    private void ask(String text, String consequence, String doIt, Consumer<String> yes) {
        String name = applying.nameToType();
        model.ask.set(new AdvisorModel.Ask(text, consequence, doIt, name.isEmpty() ? null : name, yes));
    }

    private static String consequence(JobPlan plan, Duration time) {
        return Text.of("advisor.consequence", String.join(";\n", plan.steps()), plan.locks().isEmpty() ? "-" : String.join(", ", plan.locks()), time.toSeconds());
    }

    private void seen(Applied a) {
        standing.put(applying.all());
    }

    private void look() {
        kit.fx().work(applying::all).done(model.applied::set).failed(this::refused);
    }

    private void refused(Throwable t) {
        if (t instanceof JobException) {
            kit.notices().say(Tone.LOOK, Text.of("advisor.refused"), String.valueOf(t.getMessage()), null);
        } else {
            model.problem.set(Problem.of(t));
        }
    }

    private static List<PlanSheet> sheets(Advising.Trial trial) {
        return List.of(PlanSheet.of(trial.before(), true), PlanSheet.of(trial.after(), true));
    }

    private void told(Advising.Told told) {
        List<AdviceRow> rows = new ArrayList<>();
        IndexAdvice advice = told.advice();
        if (advice != null) {
            advice.proposals().forEach(p -> rows.add(AdviceRow.of(advice, p)));
            advice.drops().forEach(d -> rows.add(AdviceRow.of(advice, d)));
        }
        model.rows.set(List.copyOf(rows));
        model.effects.set(advice == null ? List.of() : advice.effects());
        model.unplanned.set(advice == null ? List.of() : advice.unplanned());
        model.settings.set(told.settings());
        model.lacks.set(told.lacks());
        model.told.set(told);
    }
}
