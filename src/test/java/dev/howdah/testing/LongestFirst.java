package dev.howdah.testing;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Starts the test classes that take longest first, so that no core waits for the last of them; the others follow by name. */
public final class LongestFirst implements ClassOrderer {
    /** As the reports of a whole build had it; a class that is missing here only starts later. */
    private static final List<String> LONGEST = List.of(
            "AdviseCommandTest", "ShellTest", "TwinFidelityTest", "StatementsTest", "OneClickTest", "FaultsTest", "CacheTabTest", "ApplyingTest",
            "DataTabTest", "TwinTest", "AdvisorTest", "SystemsTest", "JobQueueTest", "ChangesTest", "OverviewTest", "JobRunnerTest", "KillTest",
            "ScenariosTest", "CheckFilesTest", "ScreenTest", "JmxAppTest", "EnginePoolTest", "JournalTest", "SessionFaultsTest", "CandidateKindsTest",
            "TableTest", "CeilingTest", "StandbyFaultsTest", "PgClusterTest", "PlanTest", "WhatIfBackendsTest", "ExplainTest", "LiveChartTest",
            "PausedServerTest", "JobsTabTest", "SettingAdvisorTest", "DoctorTest", "ArchitectureTest", "HealthServerTest", "ReadyJobsTest");

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparingInt(LongestFirst::place)
                .thenComparing(d -> d.getTestClass().getName()));
    }

    private static int place(ClassDescriptor d) {
        int at = LONGEST.indexOf(d.getTestClass().getSimpleName());
        return at < 0 ? LONGEST.size() : at;
    }
}
