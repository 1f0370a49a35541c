package dev.howdah.ui.jobs;

import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;

/** Batch jobs: what can be run, what it would do, what runs, what ran. */
public final class JobsTab implements TabSpec {
    private final JobRunner runner;
    private final Catalogue catalogue;
    private final Kit kit;

    /** @param runner of the shown target; it outlives the tab, and so do its runs */
    public JobsTab(JobRunner runner, Catalogue catalogue, Kit kit) {
        this.runner = runner;
        this.catalogue = catalogue;
        this.kit = kit;
    }

    @Override
    public String id() {
        return "jobs";
    }

    @Override
    public String title() {
        return Text.of("jobstab.tab");
    }

    @Override
    public Icons icon() {
        return Icons.JOBS;
    }

    @Override
    public Screen open() {
        JobsModel model = new JobsModel();
        JobsController controller = new JobsController(model, runner, catalogue, kit);
        JobsView view = new JobsView(model, controller, kit, runner.db().target().environment());
        return Screen.of(view.root(), controller::onShow);
    }
}
