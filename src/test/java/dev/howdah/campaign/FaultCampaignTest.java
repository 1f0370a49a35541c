package dev.howdah.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Every kind of fault in one run, from the tests that stand beside what they test, with a table at the end.
 * {@code mvn test -Dtest=FaultCampaignTest -Dtest.excluded=none}
 */
@Tag("campaign")
class FaultCampaignTest {
    private static final Map<String, List<String>> FAULTS = faults();

    private static Map<String, List<String>> faults() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("server killed, restarted, paused, shutting down", List.of("engine.sample.SamplerFaultsTest", "engine.cluster.PgClusterTest"));
        all.put("server paused under the whole window", List.of("app.PausedServerTest"));
        all.put("server paused under `howdah serve`", List.of("engine.serve.SilentServerTest"));
        all.put("network slow, answers lost, fail-over to a standby", List.of("engine.job.NetworkFaultsTest"));
        all.put("workers killed, repository away, clocks a day apart", List.of("engine.job.queue.JobQueueTest"));
        all.put("silent network, locks, refused rows, lost keys under jobs", List.of("engine.job.JobRunnerTest"));
        all.put("wrong host, port, password, rights, version; a port that is no PostgreSQL", List.of("engine.db.ConnectFaultsTest"));
        all.put("disk full on the server", List.of("engine.job.DiskFullTest"));
        all.put("twin: source away, disk full, server killed, no programs, odd schemas, every version",
                List.of("engine.twin.TwinFaultsTest", "engine.twin.TwinBadInputTest", "engine.twin.TwinTest", "engine.twin.TwinVersionsTest"));
        all.put("disk full here, no JDK, no network for the first build", List.of("app.LauncherScriptTest"));
        all.put("hostile names and values", List.of("engine.HostileNamesTest", "engine.HostileValuesTest", "engine.db.IdentifiersTest", "engine.job.ArgumentsTest"));
        all.put("fuzzed plans, capsules, job files, settings, cursors", List.of("app.FileFuzzTest"));
        all.put("fuzzed, slow and endless HTTP requests", List.of("engine.serve.http.HttpListenerTest", "engine.serve.HealthServerTest"));
        all.put("repository away, paused, full, newer; clocks that go back", List.of("engine.store.JournalTest"));
        all.put("34 days of floods in compressed time", List.of("engine.store.CeilingTest"));
        all.put("walks over changing rows", List.of("engine.page.PagerPropertyTest"));
        all.put("planted secrets, other users", List.of("app.PlantedSecretsTest", "engine.sandbox.OtherUsersTest"));
        all.put("console killed while it records", List.of("engine.fleet.SampleKillTest"));
        all.put("console and workers killed, network cut under jobs", List.of("engine.job.KillTest"));
        all.put("fuzzed logs", List.of("engine.log.LogFuzzTest"));
        all.put("a replica takes over, a backup comes back, statistics are reset, while recorded", List.of("engine.fleet.ServerFaultsTest"));
        all.put("disk full under the repository and under the console's own files", List.of("engine.store.FullDiskTest", "app.OwnDiskFullTest"));
        all.put("logs renamed, emptied and deleted while they are followed", List.of("engine.log.LogTailTest"));
        all.put("several consoles and their clocks on one repository", List.of("engine.store.SharedRepositoryTest"));
        all.put("faults of a server told to roles without rights", List.of("engine.health.FaultsTest"));
        all.put("the engine for an hour", List.of("engine.fleet.SoakTest"));
        all.put("the window for days of a fast clock", List.of("app.WindowSoakTest"));
        return all;
    }

    /** A row that was lost or doubled, a crash and a window that stands still are failed cases. {@code -Dfault=WORDS}: those rows only. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void everyFaultIsSurvived() {
        List<String> table = new ArrayList<>(List.of("| fault | cases | passed | failed | left out | s |", "|---|---|---|---|---|---|"));
        long failed = 0;
        for (Map.Entry<String, List<String>> fault : FAULTS.entrySet()) {
            if (!fault.getKey().contains(System.getProperty("fault", ""))) {
                continue;
            }
            TestExecutionSummary s = run(fault.getValue());
            failed += s.getTotalFailureCount();
            table.add("| %s | %d | %d | %d | %d | %d |".formatted(fault.getKey(), s.getTestsFoundCount(), s.getTestsSucceededCount(),
                    s.getTestsFailedCount(), s.getTestsSkippedCount() + s.getTestsAbortedCount(), (s.getTimeFinished() - s.getTimeStarted()) / 1000));
            s.printFailuresTo(new PrintWriter(System.out, true), 8);
            System.out.println(table.getLast());
        }
        System.out.println(String.join("\n", table));
        assertThat(failed).isZero();
    }

    private static TestExecutionSummary run(List<String> classes) {
        List<DiscoverySelector> selectors = classes.stream().map(c -> (DiscoverySelector) selectClass("dev.howdah." + c)).toList();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectors)
                .configurationParameter("junit.jupiter.execution.timeout.default", "30 m").build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary();
    }
}
