package dev.howdah.ui.jobs;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.queue.QueueDoor;
import dev.howdah.engine.systems.suite.Catalogue;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Icons;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import dev.howdah.ui.kit.TabSpec;
import java.lang.ref.WeakReference;
import java.util.List;

/** Batch jobs: what can be run, what it would do, what runs, what ran. */
public final class JobsTab implements TabSpec {
    private final JobRunner runner;
    private final Catalogue catalogue;
    private final QueueDoor queue;
    private final AuditLog audit;
    private final Kit kit;
    private WeakReference<JobsController> opened = new WeakReference<>(null);

    /**
     * @param runner of the shown target; it outlives the tab, and so do its runs
     * @param queue shared with workers; asked for when it is needed first, never on the FX thread
     */
    public JobsTab(JobRunner runner, Catalogue catalogue, QueueDoor queue, AuditLog audit, Kit kit) {
        this.runner = runner;
        this.catalogue = catalogue;
        this.queue = queue;
        this.audit = audit;
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
        JobsController controller = new JobsController(model, runner, catalogue, queue, audit, kit);
        opened = new WeakReference<>(controller);
        JobsView view = new JobsView(model, controller, kit, runner.db().target().environment());
        return Screen.of(view.root(), controller::onShow);
    }

    @Override
    public List<Action> actions() {
        return catalogue.carried().stream()
                .map(j -> new Action("job." + j.name(), Text.of("jobstab.open", j.name()), Icons.JOBS, () -> choose(j)))
                .toList();
    }

    /** A job and, if there is one, the table that it is for as SQL writes it: {@code maintenance/vacuum public.orders}. */
    @Override
    public void find(String object) {
        String[] parts = object.split(" ", 2);
        JobsController controller = opened.get();
        if (controller != null) {
            catalogue.carried().stream().filter(j -> j.name().equals(parts[0])).findFirst()
                    .ifPresent(j -> controller.onChoose(j, parts.length == 1 ? "" : parts[1]));
        }
    }

    private void choose(Job job) {
        JobsController controller = opened.get();
        if (controller != null) {
            controller.onChoose(job);
        }
    }
}
