package dev.howdah.engine.systems.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobPlan;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.LogLine;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemJobsTest {
    @Test
    void thePlanOfAResetNamesWhatIsLostWhoIsThrownOutAndWhatIsLocked() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
        new OneClick(target, Audits.scratch()).reset(Suite.named(List.of("skillsprint")), SeedSpec.of(0, Clock.systemUTC()), "", Progress.silent());
        Servers.execute(target, "CREATE VIEW public.outside AS SELECT * FROM skillsprint.skills");
        Job reset = SystemJobs.all(Audits.scratch(), Clock.systemUTC()).stream().filter(j -> j.name().equals("systems/reset")).findFirst().orElseThrow();
        JobPlan plan = reset.plan(Servers.db(target), Arguments.of(reset.parameters(), Map.of("system", "skillsprint")));
        assertThat(plan.rows()).isPositive();
        assertThat(plan.objects()).anySatisfy(o -> assertThat(o).contains("skillsprint.skills").contains("5 rows is lost"))
                .anySatisfy(o -> assertThat(o).contains("outside").contains("goes with them"));
        assertThat(plan.locks()).contains("ACCESS EXCLUSIVE on skillsprint.skills");
        assertThat(plan.undo()).isNull();
    }

    @Test
    void optimiseSaysItsScorecardInTheLogAndLeavesTheIndexes() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
        Job optimize = SystemJobs.all(Audits.scratch(), Clock.systemUTC()).stream().filter(j -> j.name().equals("systems/optimize")).findFirst().orElseThrow();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), Clock.systemUTC())) {
            JobRun run = runner.start(optimize, Arguments.of(optimize.parameters(), Map.of("system", "skillsprint")), Knobs.usual());
            assertThat(run.await(Duration.ofMinutes(3)).phase()).isEqualTo(Phase.DONE);
            assertThat(runner.log(run.id())).extracting(LogLine::line)
                    .filteredOn(l -> l.startsWith("skillsprint, ") && l.contains("the claim of"))
                    .hasSize(Suite.named(List.of("skillsprint")).getFirst().claims().size());
        }
        assertThat(new OneClick(target, Audits.scratch()).check(Suite.named(List.of("skillsprint")))).isEmpty();
    }
}
