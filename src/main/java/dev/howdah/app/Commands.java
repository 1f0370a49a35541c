package dev.howdah.app;

import java.util.LinkedHashMap;
import java.util.Map;

/** The commands by name, in the order of the help. */
final class Commands {
    private Commands() {}

    static Map<String, Object> all(Wiring wiring) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("status", new StatusCommand(wiring));
        all.put("pool", new PoolCommand(wiring));
        all.put("cache", new CacheCommand(wiring));
        all.put("slow", new SlowCommand(wiring));
        all.put("activity", new ActivityCommand(wiring));
        all.put("logs", new LogsCommand(wiring, System.in));
        all.put("explain", new ExplainCommand(wiring));
        all.put("advise", new AdviseCommand(wiring));
        all.put("capsule", new CapsuleCommand(wiring));
        all.put("tour", new TourCommand(wiring));
        all.put("serve", new ServeCommand(wiring));
        all.put("report", new ReportCommand(wiring));
        all.put("bundle", new BundleCommand(wiring));
        all.put("doctor", new DoctorCommand(wiring));
        all.put("reset", new ResetCommand(wiring));
        all.put("seed", new SeedCommand(wiring));
        all.put("check", new CheckCommand(wiring));
        all.put("verify", new VerifyCommand(wiring));
        all.put("cleanup", new CleanupCommand(wiring));
        all.put("optimize", new OptimizeCommand(wiring));
        all.put("job", new JobCommand(wiring));
        all.put("worker", new WorkerCommand(wiring));
        all.put("audit", new AuditCommand(wiring));
        all.put("manual", new ManualCommand(wiring));
        all.put("annotate", new AnnotateCommand(wiring));
        all.put("alert", new AlertCommand(wiring));
        return all;
    }
}
