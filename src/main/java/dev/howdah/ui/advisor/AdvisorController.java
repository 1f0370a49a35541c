package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.advise.Host;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.apply.Applied;
import dev.howdah.engine.apply.Applying;
import dev.howdah.engine.apply.Measuring;
import dev.howdah.engine.apply.Remedy;
import dev.howdah.engine.apply.Verdict;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobPlan;
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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Asks for advice, and tries single statements out on the planner that gave it. */
final class AdvisorController {
    private final AdvisorModel model;
    private final Advising advising;
    private final Applying applying;
    private final Kit kit;
    private final Latest<List<Applied>> standing;
    private final Latest<Advising.Stage> stages;
    private final LatestCall trials;
    private AtomicBoolean stop = new AtomicBoolean();

    AdvisorController(AdvisorModel model, Advising advising, Applying applying, Kit kit) {
        this.model = model;
        this.advising = advising;
        this.applying = applying;
        this.kit = kit;
        this.stages = new Latest<>(kit.fx(), model.stage::set);
        this.standing = new Latest<>(kit.fx(), model.applied::set);
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
        model.problem.set(null);
        model.tried.set(null);
        kit.fx().work(() -> advising.ask(options, host, stages::put, enough::get))
                .done(this::told)
                .failed(t -> model.problem.set(Problem.of(t)))
                .ended(() -> model.searching.set(false));
    }

    /** The best answer so far is enough. */
    void onStop() {
        stop.set(true);
    }

    /** The statement's plan as things are and with all that is proposed. */
    void onTry(IndexAdvice.Effect effect) {
        List<String> create = model.rows.get().stream().filter(r -> !r.drop()).map(AdviceRow::act).toList();
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
            Verdict verdict = a.verdict();
            kit.notices().say(a.undoProposed() || a.message() != null ? Tone.LOOK : Tone.GOOD, Text.of("apply.stage." + a.stage()),
                    verdict == null ? String.valueOf(a.message() == null ? a.remedy().title() : a.message()) : verdict.sentence(), null);
        }).failed(t -> {
            look();
            refused(t);
        });
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
