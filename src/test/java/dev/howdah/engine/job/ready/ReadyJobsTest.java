package dev.howdah.engine.job.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.RunLog;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadyJobsTest {
    private final Target target = Servers.newDatabase();
    private final JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system());

    @Test
    void maintenanceRunsOnATableAndOnAll() {
        table();
        run("maintenance/analyze", Map.of());
        run("maintenance/vacuum", Map.of("table", "public.t", "freeze", "true"));
        run("maintenance/reindex", Map.of("table", "public.t"));
        run("maintenance/reset-statistics", Map.of());
        assertThat(value("SELECT count(*) > 0 FROM howdah.stat_snapshot WHERE relname = 't'")).isEqualTo("t");
        Servers.execute(target, "CREATE EXTENSION pg_prewarm");
        runner.db().forgetServer();
        run("maintenance/prewarm", Map.of("table", "public.t"));
    }

    @Test
    void anIndexIsMadeOverTheRuinOfAnEarlierAttempt() {
        table();
        Servers.execute(target, "INSERT INTO t VALUES (1001, 7, now())");
        var failed = start("maintenance/create-index", Map.of("table", "public.t", "columns", "n", "name", "t_n", "unique", "true"));
        assertThat(failed.phase()).isEqualTo(Phase.FAILED);
        assertThat(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("1");
        run("maintenance/create-index", Map.of("table", "public.t", "columns", "n", "name", "t_n"));
        assertThat(value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass")).isEqualTo("t");
        Job drop = job("maintenance/drop-index");
        assertThat(runner.plan(drop, Arguments.of(drop.parameters(), Map.of("index", "public.t_n"))).undo())
                .isEqualTo("CREATE INDEX CONCURRENTLY t_n ON public.t USING btree (n)");
        run("maintenance/drop-index", Map.of("index", "public.t_n"));
        assertThat(value("SELECT to_regclass('t_n') IS NULL")).isEqualTo("t");
        assertThatThrownBy(() -> runner.plan(drop, Arguments.of(drop.parameters(), Map.of("index", "public.t_pkey"))))
                .hasMessageContaining("belongs to a constraint");
    }

    @Test
    void invalidLeftoversAreDropped() {
        table();
        Servers.execute(target, "INSERT INTO t VALUES (1001, 7, now())");
        start("maintenance/create-index", Map.of("table", "public.t", "columns", "n", "name", "t_n", "unique", "true"));
        run("maintenance/drop-invalid-indexes", Map.of());
        assertThat(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
    }

    @Test
    void partitionsAreMadeAheadAndOldOnesDetached() {
        Servers.execute(target, "CREATE TABLE public.m (d date NOT NULL) PARTITION BY RANGE (d)",
                "CREATE TABLE public.m_202001 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')",
                "INSERT INTO m VALUES ('2020-01-05')");
        run("maintenance/partitions", Map.of("table", "public.m", "ahead", "2", "keep", "12"));
        assertThat(value("SELECT count(*) FROM pg_inherits WHERE inhparent = 'm'::regclass")).isEqualTo("3");
        assertThat(value("SELECT count(*) FROM public.m_202001")).isEqualTo("1");
        run("maintenance/partitions", Map.of("table", "public.m", "ahead", "2", "keep", "12"));
    }

    @Test
    void dataJobsWorkInChunks() {
        table();
        run("data/backfill", Map.of("table", "public.t", "column", "n", "value", "id * 2", "where", "n = 7"));
        assertThat(value("SELECT n FROM t WHERE id = 7")).isEqualTo("14");
        Servers.execute(target, "CREATE TABLE public.u (id int PRIMARY KEY, n int)", "ANALYZE u");
        run("data/copy", Map.of("table", "public.t", "to", "public.u", "columns", "id, n"));
        run("data/copy", Map.of("table", "public.t", "to", "public.u", "columns", "id, n"));
        assertThat(value("SELECT count(*) FROM u")).isEqualTo("1000");
    }

    @Test
    void purgeDeletesOnlyInADisposableDatabase() {
        table();
        Map<String, String> given = Map.of("table", "public.t", "column", "at", "days", "500");
        assertThatThrownBy(() -> start("data/purge", given)).isInstanceOf(JobException.class).hasMessageContaining("disposable");
        Servers.execute(target, "CREATE SCHEMA IF NOT EXISTS howdah", "CREATE TABLE howdah.marker (disposable boolean)",
                "INSERT INTO howdah.marker VALUES (true)");
        run("data/purge", given);
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("499");
    }

    @Test
    void whatTheServerWouldRefuseIsSaidInTheDryRun() {
        table();
        Job backfill = job("data/backfill");
        assertThatThrownBy(() -> runner.plan(backfill, Arguments.of(backfill.parameters(),
                Map.of("table", "public.t", "column", "nope", "value", "1")))).hasMessageContaining("nope");
    }

    private void table() {
        Servers.execute(target, "CREATE TABLE public.t (id int PRIMARY KEY, n int, at timestamptz)",
                "INSERT INTO t SELECT g, g, now() - g * interval '1 day' FROM generate_series(1, 1000) g", "ANALYZE t");
    }

    private void run(String name, Map<String, String> given) {
        JobStatus status = start(name, given);
        assertThat(status.phase()).describedAs("%s", status).isEqualTo(Phase.DONE);
    }

    private JobStatus start(String name, Map<String, String> given) {
        Job job = job(name);
        return runner.start(job, Arguments.of(job.parameters(), given), Knobs.usual().withHeadRoom(0), "", RunLog.silent())
                .await(Duration.ofSeconds(60));
    }

    private static Job job(String name) {
        return Stream.of(Maintenance.all(), DataJobs.all()).flatMap(List::stream).filter(j -> j.name().equals(name)).findFirst().orElseThrow();
    }

    private String value(String sql) {
        return Facts.column(Servers.db(target), sql).getFirst();
    }
}
