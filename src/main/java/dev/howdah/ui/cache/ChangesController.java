package dev.howdah.ui.cache;

import dev.howdah.engine.cache.Caching;
import dev.howdah.engine.cache.ChangeTriggers;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.page.Browser;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.LatestCall;
import dev.howdah.ui.kit.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import org.jspecify.annotations.Nullable;

/** Listens, and puts triggers on tables and takes them off. */
final class ChangesController {
    private final ChangesModel model;
    private final Caching caching;
    private final Browser browser;
    private final ObjectProperty<@Nullable Problem> problem;
    private final Kit kit;
    private final LatestCall reading;
    private final LatestCall drafting;

    ChangesController(ChangesModel model, Caching caching, Db interactive, ObjectProperty<@Nullable Problem> problem, Kit kit) {
        this.model = model;
        this.caching = caching;
        this.browser = new Browser(interactive);
        this.problem = problem;
        this.kit = kit;
        this.reading = kit.fx().latest();
        this.drafting = kit.fx().latest();
    }

    /** Reads which tables there are and which have the trigger. */
    void onOpen() {
        reading.work(this::tables).done(model.tables::set).failed(t -> problem.set(Problem.of(t)));
    }

    private List<ChangesModel.Announced> tables() {
        Set<ChangeTriggers.Table> on = new HashSet<>(caching.triggers().installed());
        return browser.relations().stream()
                .filter(r -> r.kind().equals("r") || r.kind().equals("p"))
                .map(r -> new ChangesModel.Announced(
                        new ChangeTriggers.Table(r.schema(), r.name()), r.rows(), on.contains(new ChangeTriggers.Table(r.schema(), r.name()))))
                .toList();
    }

    /** Writes down what would turn this table's announcements on or off. */
    void onChosen(ChangesModel.@Nullable Announced table) {
        drafting.cancel();
        if (table == null) {
            model.draft.set(null);
            return;
        }
        drafting.work(() -> table.on() ? caching.triggers().removing(List.of(table.table())) : ChangeTriggers.installing(List.of(table.table())))
                .done(sql -> model.draft.set(new ChangesModel.Draft(table, sql)))
                .failed(t -> problem.set(Problem.of(t)));
    }

    /** Runs what is shown: all of it or nothing. */
    void onRun() {
        ChangesModel.Draft draft = model.draft.get();
        if (draft == null || model.busy.get()) {
            return;
        }
        model.busy.set(true);
        kit.fx().work(() -> {
                    caching.triggers().run(draft.statements());
                    if (!draft.of().on()) {
                        caching.listen();
                    }
                    return draft;
                })
                .done(d -> {
                    problem.set(null);
                    kit.notices().good(Text.of(d.of().on() ? "cachetab.changes.removed" : "cachetab.changes.installed", d.of().name()));
                    model.draft.set(null);
                    onOpen();
                })
                .failed(t -> problem.set(Problem.of(t)))
                .ended(() -> model.busy.set(false));
    }

    void onListen(boolean wanted) {
        kit.fx().work(() -> {
                    if (wanted) {
                        caching.listen();
                    } else {
                        caching.deafen();
                    }
                    return caching.hearing();
                })
                .done(model.hearing::set).failed(t -> problem.set(Problem.of(t)));
    }

    void stop() {
        reading.cancel();
        drafting.cancel();
    }
}
