package dev.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.apply.Applied.Stage;
import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyRestartTest {
    @TempDir
    Path folder;

    @Test
    void aSettingThatNeedsARestartWaitsForItAndIsMeasuredAfterIt() {
        ClusterSpec spec = ClusterSpec.lasting(Servers.NEWEST, folder.resolve("server")).with("fsync", "off").with("max_connections", "40")
                .with("shared_preload_libraries", "pg_stat_statements");
        AuditLog audit = Audits.scratch();
        Applied waiting;
        Remedy remedy = new Remedy("fewer", "ALTER SYSTEM SET max_prepared_transactions = '7'", List.of(), Map.of(), Remedy.Aim.NOT_SLOWER);
        try (PgCluster first = PgCluster.start(Servers.binaries(), spec)) {
            Target there = first.target("postgres");
            Servers.execute(there, "CREATE EXTENSION pg_stat_statements");
            try (JobRunner runner = new JobRunner(there, audit, InstantSource.system())) {
                Applying applying = applying(runner, there);
                List<Stage> stages = new ArrayList<>();
                waiting = applying.apply(applying.prepare(remedy, new Measuring(Duration.ofMillis(300), 3)).id(), "", a -> stages.add(a.stage()));
                assertThat(stages).containsExactly(Stage.MEASURING_BEFORE, Stage.RUNNING, Stage.AWAITING_RESTART);
                assertThat(waiting.message()).contains("max_prepared_transactions").contains("restart");
                assertThat(waiting.canUndo()).isTrue();
                Applied still = waiting;
                assertThatThrownBy(() -> applying.apply(still.id(), "", a -> {})).isInstanceOf(JobException.class).hasMessageContaining("restarted");
                assertThat(applying.find(still.id())).isNotNull().extracting(Applied::stage).isEqualTo(Stage.AWAITING_RESTART);
            }
        }
        // at another port: the sandbox is told by its database
        try (PgCluster second = PgCluster.start(Servers.binaries(), spec)) {
            Target there = second.target("postgres");
            try (JobRunner runner = new JobRunner(there, audit, InstantSource.system())) {
                Applying applying = applying(runner, there);
                Applied done = applying.apply(waiting.id(), "", a -> {});
                assertThat(done.stage()).isEqualTo(Stage.DECIDED);
                assertThat(done.verdict()).isNotNull();
                assertThat(done.message()).isNull();
                String now = Servers.db(there).call(h -> h.createQuery("SHOW max_prepared_transactions").mapTo(String.class).one());
                assertThat(now).isEqualTo("7");
                Applied undone = applying.undo(done.id(), "", a -> {});
                assertThat(undone.stage()).isEqualTo(Stage.UNDONE);
                assertThat(undone.message()).contains("max_prepared_transactions").contains("restart");
            }
        }
        assertThat(audit.read(AuditQuery.newest(10))).filteredOn(e -> e.act() == Act.JOB).hasSizeGreaterThanOrEqualTo(2);
    }

    private Applying applying(JobRunner runner, Target t) {
        return new Applying(runner, Servers.db(t), folder.resolve("advice"), InstantSource.system());
    }
}
