package dev.howdah.ui.advisor;

import dev.howdah.engine.advise.AdviceOptions;
import dev.howdah.engine.advise.Advising;
import dev.howdah.engine.advise.Host;
import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Latest;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.PlanSheet;
import dev.howdah.ui.kit.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks for advice, and tries single statements out on the planner that gave it. */
final class AdvisorController {
    private final AdvisorModel model;
    private final Advising advising;
    private final Kit kit;
    private final Latest<Advising.Stage> stages;
    private final LatestCall trials;
    private AtomicBoolean stop = new AtomicBoolean();

    AdvisorController(AdvisorModel model, Advising advising, Kit kit) {
        this.model = model;
        this.advising = advising;
        this.kit = kit;
        this.stages = new Latest<>(kit.fx(), model.stage::set);
        this.trials = kit.fx().latest();
        model.host.set(advising.host());
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

    private static List<PlanSheet> sheets(Advising.Trial trial) {
        return List.of(PlanSheet.of(trial.before(), true), PlanSheet.of(trial.after(), true));
    }

    private void told(Advising.Told told) {
        List<AdviceRow> rows = new ArrayList<>();
        IndexAdvice advice = told.advice();
        if (advice != null) {
            advice.proposals().forEach(p -> rows.add(AdviceRow.of(p, advice.figures())));
            advice.drops().forEach(d -> rows.add(AdviceRow.of(d)));
        }
        model.rows.set(List.copyOf(rows));
        model.effects.set(advice == null ? List.of() : advice.effects());
        model.unplanned.set(advice == null ? List.of() : advice.unplanned());
        model.settings.set(told.settings());
        model.lacks.set(told.lacks());
        model.told.set(told);
    }
}
