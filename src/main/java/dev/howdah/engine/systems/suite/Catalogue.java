package dev.howdah.engine.systems.suite;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.ready.Changes;
import dev.howdah.engine.job.ready.DataJobs;
import dev.howdah.engine.job.ready.JobFiles;
import dev.howdah.engine.job.ready.Maintenance;
import dev.howdah.engine.systems.jumpstart.JumpstartJobs;
import dev.howdah.engine.systems.learnpath.LearnpathJobs;
import dev.howdah.engine.systems.paintstudio.PaintstudioJobs;
import dev.howdah.engine.systems.trainingmonkey.TrainingmonkeyJobs;
import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All jobs that can be run: maintenance, data, the systems', the user's own. Thread-safe. */
public final class Catalogue {
    private final JobFiles files;
    private final AuditLog audit;
    private final InstantSource clock;

    /** @param folder of the user's own job files */
    public Catalogue(Path folder, AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.files = new JobFiles(folder);
        this.clock = clock;
    }

    /** Everything, the user's own files read anew. */
    public List<Job> all() {
        List<Job> all = carried();
        all.addAll(files.list().jobs());
        return all;
    }

    /** Those that Howdah brings; reads no file. */
    public List<Job> carried() {
        List<Job> all = new ArrayList<>(Maintenance.all());
        all.addAll(DataJobs.all());
        all.add(Changes.job());
        all.addAll(SystemJobs.all(audit, clock));
        all.addAll(JumpstartJobs.all());
        all.addAll(TrainingmonkeyJobs.all(clock));
        all.addAll(LearnpathJobs.all(audit, clock));
        all.addAll(PaintstudioJobs.all(audit, clock));
        return all;
    }

    /** The user's own, with what is wrong in them. */
    public JobFiles.Listing own() {
        return files.list();
    }

    /** @throws JobException when there is none of that name */
    public Job named(String name) {
        return all().stream().filter(j -> j.name().equals(name)).findFirst()
                .orElseThrow(() -> new JobException(JobException.Kind.BAD_INPUT, Text.of("jobs.unknown", name)));
    }
}
