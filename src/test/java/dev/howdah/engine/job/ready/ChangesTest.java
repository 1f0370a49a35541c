package dev.howdah.engine.job.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.PartedIndex;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.job.RunLog;
import dev.howdah.engine.sqltext.SqlPieces;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {
    private static final Job JOB = Changes.job();

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void everyChangeIsUndoneByItsUndo(int major) {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE TABLE t (a int, \"B\" int, c text) WITH (fillfactor = 90)", "ALTER TABLE t ALTER a SET STATISTICS 50",
                "CREATE STATISTICS kept (ndistinct) ON a, c FROM t", "INSERT INTO t SELECT 1, 2, 'x' FROM generate_series(1, 100)",
                "ALTER DATABASE " + target.database() + " SET work_mem = '5MB'");
        Db db = Servers.db(target);
        String before = state(db);
        for (String change : new String[] {
            "CREATE INDEX ON t (a) WHERE c <> ';'",
            "ALTER TABLE t ALTER COLUMN a SET STATISTICS 500",
            "ALTER TABLE public.t ALTER \"B\" SET STATISTICS 1000",
            "ALTER TABLE t SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01)",
            "CREATE STATISTICS more (dependencies) ON a, c FROM t",
            "DROP STATISTICS kept",
            "ALTER DATABASE " + target.database() + " SET work_mem = '64MB'",
            "ALTER DATABASE " + target.database() + " SET random_page_cost TO 1.1",
            "ALTER DATABASE " + target.database() + " RESET work_mem"
        }) {
            try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
                String undo = runner.plan(JOB, arguments(change)).undo();
                assertThat(undo).as(change).isNotNull();
                run(runner, change);
                assertThat(state(db)).as(change).isNotEqualTo(before);
                run(runner, change);
                run(runner, undo);
                assertThat(state(db)).as("undo of " + change + ": " + undo).isEqualTo(before);
            }
        }
    }

    @Test
    void aSettingOfTheServerGoesBackToWhatItWas() {
        try (PgCluster own = Servers.own(18, Map.of())) {
            Target target = own.target("postgres");
            Db db = Servers.db(target);
            try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
                assertThat(runner.plan(JOB, arguments("ALTER SYSTEM SET random_page_cost = 1.1")).undo()).isEqualTo("ALTER SYSTEM RESET random_page_cost");
                run(runner, "ALTER SYSTEM SET work_mem = '16MB'");
                dev.howdah.testing.Await.until("it is reloaded", () -> setting(db, "work_mem").equals("16MB"));
                String undo = runner.plan(JOB, arguments("ALTER SYSTEM SET work_mem = '64MB'")).undo();
                assertThat(undo).isEqualTo("ALTER SYSTEM SET work_mem = '16MB'");
                // one that waits for a restart is set all the same, and can be taken back before
                JobPlan later = runner.plan(JOB, arguments("ALTER SYSTEM SET max_connections = 77"));
                assertThat(later.undo()).isEqualTo("ALTER SYSTEM RESET max_connections");
                run(runner, "ALTER SYSTEM SET max_connections = 77");
                dev.howdah.testing.Await.until("it waits for a restart", () -> pending(db));
                run(runner, later.undo());
                assertThat(db.<Long, RuntimeException>call(h -> h.createQuery("SELECT count(*) FROM pg_file_settings WHERE name = 'max_connections'"
                        + " AND setting = '77'").mapTo(Long.class).one())).isZero();
                assertThatThrownBy(() -> runner.plan(JOB, arguments("ALTER SYSTEM SET block_size = 4096"))).isInstanceOf(JobException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void anIndexOnAPartitionedTableIsBuiltPartByPartAndTakenBackWhole(int major) {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, PARTITIONED);
        Db db = Servers.db(target);
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            String create = "CREATE INDEX \"By day\" ON public.p USING btree (day DESC) WHERE id > 0";
            JobPlan plan = runner.plan(JOB, arguments(create));
            assertThat(plan.steps()).filteredOn(s -> s.contains("CONCURRENTLY")).hasSize(3).allMatch(s -> !s.contains("ONLY"));
            assertThat(plan.undo()).isEqualTo("DROP INDEX IF EXISTS public.\"By day\"");
            run(runner, create);
            assertThat(indexes(db)).isEqualTo("5 indexes, 5 valid, 4 attached");
            run(runner, create);
            assertThat(indexes(db)).isEqualTo("5 indexes, 5 valid, 4 attached");
            JobPlan drop = runner.plan(JOB, arguments("DROP INDEX public.\"By day\""));
            run(runner, plan.undo());
            assertThat(indexes(db)).isEqualTo("0 indexes, 0 valid, 0 attached");
            run(runner, drop.undo());
            assertThat(indexes(db)).isEqualTo("5 indexes, 5 valid, 4 attached");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void whatPeoplePasteForAPartitionedTableIsWhatTheJobDoes(int major) {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, PARTITIONED);
        Db db = Servers.db(target);
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            String create = "CREATE INDEX CONCURRENTLY \"By; day\" ON public.p (day DESC) WHERE id > 0";
            String script = Changes.pasted(db, create);
            assertThat(Changes.pasted(db, script)).isEqualTo(script);
            assertThat(PartedIndex.whole(script)).singleElement().asString().contains("\"By; day\" ON public.p (day DESC)");
            assertThat(runner.plan(JOB, arguments(script)).steps()).isEqualTo(runner.plan(JOB, arguments(create)).steps()).hasSize(9);
            paste(target, script);
            assertThat(indexes(db)).isEqualTo("5 indexes, 5 valid, 4 attached");
            String undo = runner.plan(JOB, arguments("DROP INDEX public.\"By; day\"")).undo();
            paste(target, "DROP INDEX public.\"By; day\"");
            paste(target, undo);
            assertThat(indexes(db)).isEqualTo("5 indexes, 5 valid, 4 attached");
            paste(target, "DROP INDEX public.\"By; day\"");
            // together with others, and broken off after the first partition
            String both = script + ";\nCREATE INDEX CONCURRENTLY other ON p1 (day)";
            paste(target, SqlPieces.of(both).subList(0, 3).stream().collect(java.util.stream.Collectors.joining(";")));
            run(runner, both);
            assertThat(indexes(db)).isEqualTo("6 indexes, 6 valid, 4 attached");
        }
    }

    private static void paste(Target target, String script) {
        Servers.execute(target, SqlPieces.of(script).toArray(String[]::new));
    }

    @Test
    void whatAPartitionedBuildLeftIsTakenAwayOrGoesOn() throws Exception {
        Target target = Servers.newDatabase();
        Servers.execute(target, PARTITIONED);
        Db db = Servers.db(target);
        String create = "CREATE UNIQUE INDEX once ON p (id, day)";
        Servers.execute(target, "INSERT INTO p3b VALUES (301, 1), (301, 1)");
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            UUID id = UUID.randomUUID();
            JobRun failed = runner.start(id, JOB, arguments(create), JOB.knobs(), "", RunLog.silent());
            assertThat(failed.await(Duration.ofMinutes(5)).phase()).isEqualTo(Phase.FAILED);
            assertThat(indexes(db)).isEqualTo("4 indexes, 2 valid, 3 attached");
            assertThat(Changes.cleanUp(db, create, true)).isTrue();
            assertThat(indexes(db)).isEqualTo("0 indexes, 0 valid, 0 attached");
            assertThat(Changes.cleanUp(db, create, true)).isFalse();
            JobRun again = runner.start(JOB, arguments(create), JOB.knobs());
            assertThat(again.await(Duration.ofMinutes(5)).phase()).isEqualTo(Phase.FAILED);
            Servers.execute(target, "DELETE FROM p3b");
            run(runner, create);
            assertThat(indexes(db)).isEqualTo("5 indexes, 5 valid, 4 attached");
        }
    }

    private static final String[] PARTITIONED = {
        "CREATE TABLE p (id int, day int) PARTITION BY RANGE (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100)",
        "CREATE TABLE \"P 2\" PARTITION OF p FOR VALUES FROM (100) TO (200)",
        "CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (200) TO (400) PARTITION BY RANGE (id)",
        "CREATE TABLE p3b PARTITION OF p3 FOR VALUES FROM (300) TO (400)",
        "INSERT INTO p SELECT g % 200, g FROM generate_series(1, 1000) g"
    };

    private static String indexes(Db db) {
        return db.call(h -> h.createQuery("SELECT format('%s indexes, %s valid, %s attached', count(*), count(*) FILTER (WHERE i.indisvalid),"
                + " count(*) FILTER (WHERE c.relispartition)) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                + " WHERE i.indrelid IN (SELECT relid FROM pg_partition_tree('p'))").mapTo(String.class).one());
    }

    @Test
    void refusesWhatItCannotDoCarefully() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE TABLE t (id int PRIMARY KEY)");
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), InstantSource.system())) {
            for (String bad : new String[] {
                "DROP TABLE t", "CREATE INDEX ON t (id); DROP TABLE t", "VACUUM FULL t", "VACUUM (FULL) t", "DELETE FROM t", "DROP INDEX t_pkey",
                "CREATE INDEX ON nowhere (id)", "ALTER SYSTEM SET nonsense = 1", "; ;"
            }) {
                assertThatThrownBy(() -> runner.plan(JOB, arguments(bad))).as(bad).isInstanceOf(JobException.class);
            }
            JobPlan several = runner.plan(JOB, arguments("CREATE INDEX a ON t (id); VACUUM (ANALYZE) t; REINDEX INDEX t_pkey"));
            assertThat(several.steps()).containsExactly("CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON t (id)", "VACUUM (ANALYZE) t",
                    "REINDEX INDEX CONCURRENTLY t_pkey");
            assertThat(several.undo()).isEqualTo("DROP INDEX CONCURRENTLY IF EXISTS public.a");
        }
    }

    private static void run(JobRunner runner, String statement) {
        JobRun run = runner.start(JOB, arguments(statement), JOB.knobs());
        assertThat(run.await(Duration.ofMinutes(5)).phase()).as(() -> statement + ": " + run.status().message()).isEqualTo(Phase.DONE);
    }

    private static Arguments arguments(String statement) {
        return Arguments.of(JOB.parameters(), Map.of(Changes.STATEMENT, statement));
    }

    private static boolean pending(Db db) {
        return db.call(h -> h.createQuery("SELECT pending_restart FROM pg_settings WHERE name = 'max_connections'").mapTo(Boolean.class).one());
    }

    private static String setting(Db db, String name) {
        return db.call(h -> h.createQuery("SELECT current_setting(:n)").bind("n", name).mapTo(String.class).one());
    }

    /** Everything that a change here can change. */
    private static String state(Db db) {
        return db.call(h -> h.createQuery("""
                SELECT concat_ws(E'\\n',
                  (SELECT string_agg(indexdef, ';' ORDER BY indexdef) FROM pg_indexes WHERE tablename = 't'),
                  (SELECT string_agg(attname || coalesce(attstattarget, -1), ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0),
                  (SELECT array(SELECT unnest(reloptions) ORDER BY 1)::text FROM pg_class WHERE oid = 't'::regclass),
                  (SELECT string_agg(pg_get_statisticsobjdef(oid), ';' ORDER BY stxname) FROM pg_statistic_ext WHERE stxrelid = 't'::regclass),
                  (SELECT string_agg(o, ',' ORDER BY o) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
                     CROSS JOIN LATERAL unnest(s.setconfig) o WHERE d.datname = current_database()))""").mapTo(String.class).one());
    }
}
