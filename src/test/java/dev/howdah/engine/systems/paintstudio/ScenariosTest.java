package dev.howdah.engine.systems.paintstudio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.Arguments;
import dev.howdah.engine.job.Job;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.JobRun;
import dev.howdah.engine.job.JobRunner;
import dev.howdah.engine.job.JobStatus;
import dev.howdah.engine.job.Knobs;
import dev.howdah.engine.job.LogLine;
import dev.howdah.engine.job.Phase;
import dev.howdah.engine.systems.learnpath.LearnpathJobs;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private final Target target = Servers.newDatabase();

    @BeforeEach
    void disposable() {
        Servers.execute(target, "CREATE SCHEMA howdah", "CREATE TABLE howdah.marker (disposable boolean NOT NULL)",
                "INSERT INTO howdah.marker VALUES (true)");
    }

    @Test
    void slowRefreshesDryThePoolUntilAnIndexAndACacheMendIt() {
        // a machine that does something else meanwhile shows it when it is given more time
        assertThat(IntStream.of(1, 2, 4, 8, 16)).anyMatch(this::mended);
    }

    private boolean mended(int longer) {
        List<String> said = new ArrayList<>();
        Exhaustion.Spec spec = new Exhaustion.Spec(10, 20, Duration.ofSeconds(2).multipliedBy(longer), Duration.ofMillis(500).multipliedBy(longer),
                Duration.ofSeconds(3).multipliedBy(longer));
        List<Exhaustion.Round> rounds = new Exhaustion(target, spec, Audits.scratch(), Clock.systemUTC()).run(said::add);
        assertThat(said).hasSize(4);
        Exhaustion.Round before = rounds.getFirst();
        Exhaustion.Round after = rounds.getLast();
        return before.timeouts() > 0 && before.users().failed() > 0 && after.users().done() > before.users().done()
                && after.users().errorRate() < before.users().errorRate();
    }

    @Test
    void leakedSessionsAreNamedWithTheirStackAndTakenBack() {
        List<String> said = run("paintstudio/leaks", Map.of("sessions", "3", "after-ms", "100"));
        assertThat(said).filteredOn(l -> l.contains("LeakedSessions.forget")).hasSize(3);
        assertThat(said).contains("3 taken back; 0 of them still answer.", "The pool lends all 15 again.");
    }

    @Test
    void aSlowQueryIsCutByItsLimitAndFastWithAnIndex() {
        List<String> said = run("paintstudio/slow-query", Map.of("limit-s", "2"));
        assertThat(said).anyMatch(l -> l.startsWith("Without an index on orders: cut after"))
                .anyMatch(l -> l.startsWith("With it: ") && !l.contains("cut"));
    }

    @Test
    void whatPassesIsTriedFourTimesAndWhatIsWrongOnce() {
        List<String> said = run("paintstudio/retry", Map.of("first-ms", "20"));
        assertThat(said).filteredOn(l -> l.contains("Tried again")).hasSize(3);
        assertThat(said).anyMatch(l -> l.startsWith("Attempt 4 worked")).anyMatch(l -> l.startsWith("A wrong request was tried once"));
    }

    @Test
    void usersClimbInBothWays() {
        List<String> said = run("learnpath/load", Map.of("users", "60", "think-ms", "100", "seconds", "1"));
        assertThat(said).filteredOn(l -> l.startsWith("50 users: ")).hasSize(2);
        assertThat(said).filteredOn(l -> l.startsWith("60 users: ")).hasSize(2).last().asString().contains(" 0 % failed");
    }

    @Test
    void noScenarioRunsWhereNothingMayBeLost() {
        Servers.execute(target, "DELETE FROM howdah.marker");
        for (Job job : all()) {
            try (JobRunner runner = new JobRunner(target, Audits.scratch(), Clock.systemUTC())) {
                Assertions.assertThatThrownBy(() -> runner.start(job, Arguments.of(job.parameters(), Map.of()), Knobs.usual()))
                        .isInstanceOfSatisfying(JobException.class, e -> assertThat(e.kind()).isEqualTo(JobException.Kind.REFUSED));
            }
        }
    }

    private List<String> run(String name, Map<String, String> arguments) {
        Job job = all().stream().filter(j -> j.name().equals(name)).findFirst().orElseThrow();
        try (JobRunner runner = new JobRunner(target, Audits.scratch(), Clock.systemUTC())) {
            JobRun run = runner.start(job, Arguments.of(job.parameters(), arguments), Knobs.usual());
            JobStatus status = run.await(Duration.ofMinutes(15));
            List<String> said = runner.log(run.id()).stream().map(LogLine::line).toList();
            assertThat(status.phase()).describedAs("%s", said).isEqualTo(Phase.DONE);
            return said;
        }
    }

    private static List<Job> all() {
        List<Job> all = new ArrayList<>(PaintstudioJobs.all(Audits.scratch(), Clock.systemUTC()));
        all.addAll(LearnpathJobs.all(Audits.scratch(), Clock.systemUTC()));
        return all;
    }
}
