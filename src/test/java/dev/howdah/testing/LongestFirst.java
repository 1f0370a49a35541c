package dev.howdah.testing;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Starts the test classes that take longest first, so that no core waits for the last of them; the others follow by name. Those that
 * wait for one another, since there is one FX thread, come before all: they are one lane from the start.
 */
public final class LongestFirst implements ClassOrderer {
    /** As the reports of a whole build had it; a class that is missing here only starts later. */
    private static final List<String> LONGEST = List.of(
            "FaultsTest", "AdviseCommandTest", "DocsCommandsTest", "SystemsTest", "CacheTabTest", "AccessibilityTest", "ApplyingTest",
            "TwinFidelityTest", "LookoutTest", "ShellTest", "JobQueueTest", "JobRunnerTest", "RealServerAlertsTest", "OneClickTest", "DataTabTest",
            "ScenariosTest", "EnginePoolTest", "CounselTest", "AdvisorTabTest", "WorkerAlertsTest", "ArchitectureTest", "SlowCommandTest",
            "ServerFaultsTest", "AdvisorTest", "ChangesTest", "FaultCardsTest", "CheckFilesTest", "CandidateKindsTest", "ServersTabTest",
            "SecondLevelTest", "TwinTest", "OverviewTest", "StandingAlertsTest", "SamplerFaultsTest", "PlanTest", "ProposalsTest",
            "SeasonTest", "KillTest", "PgClusterTest", "StatementsTest", "ReportCommandTest", "JobsTabTest", "LegendTest", "LogFuzzTest",
            "FleetTest", "StandbyFaultsTest", "TokensTest", "SizeModelTest", "LearntPrefixTest", "JmxAppTest", "ReplayWindowTest",
            "PausedServerTest", "DoctorTest", "LauncherScriptTest", "PagerPropertyTest");

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparing((ClassDescriptor d) -> !d.isAnnotated(ResourceLock.class))
                .thenComparingInt(LongestFirst::place)
                .thenComparing(d -> d.getTestClass().getName()));
    }

    private static int place(ClassDescriptor d) {
        int at = LONGEST.indexOf(d.getTestClass().getSimpleName());
        return at < 0 ? LONGEST.size() : at;
    }
}
