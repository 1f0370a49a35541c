package dev.howdah.engine.job;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.audit.Result;
import dev.howdah.engine.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes one run into the audit log: before its first statement, and at its end. Used by the run's thread. */
final class RunAudit {
    private static final String UNDO = "DROP TABLE howdah.job_left, howdah.job_checkpoint, howdah.job_run";

    private final AuditLog audit;
    private final Place where;
    private final UUID run;
    private final String job;
    private final Arguments arguments;
    private AuditLog.@Nullable Running running;

    RunAudit(AuditLog audit, Place where, UUID run, String job, Arguments arguments) {
        this.audit = audit;
        this.where = where;
        this.run = run;
        this.job = job;
        this.arguments = arguments;
    }

    /** Once a run, however often its beginning is tried. */
    void begin(JobPlan plan) {
        if (running == null) {
            String words = Text.of("audit.job", job, run, arguments.withoutTexts());
            running = audit.begin(Deed.sql(where, Act.JOB, plan.steps()).after(words).undoneBy(plan.undo()));
        }
    }

    /** Makes Howdah's own tables when they are missing: an action of its own. */
    void ensure(Connection c) throws SQLException {
        List<String> missing = Checkpoints.missingSetup(c);
        if (missing.isEmpty()) {
            return;
        }
        AuditLog.Running making = audit.begin(Deed.sql(where, Act.OWN_TABLES, new ArrayList<>(missing)).undoneBy(UNDO));
        try {
            Checkpoints.ensure(c);
            making.ended(Result.DONE, "");
        } catch (SQLException | RuntimeException e) {
            making.failed(e);
            throw e;
        }
    }

    void ended(JobStatus status) {
        if (running == null) {
            return;
        }
        Result result = switch (status.phase()) {
            case DONE -> Result.DONE;
            case CANCELLED, INTERRUPTED -> Result.STOPPED;
            default -> Result.FAILED;
        };
        running.ended(result, Text.of("audit.job-ended", status.rows()));
    }
}
