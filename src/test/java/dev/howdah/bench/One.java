package dev.howdah.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one campaign, {@code some.Class} or {@code some.Class#method}, without Maven around it: see {@code docs/perf/figures.sh}. */
public final class One {
    private One() {}

    public static void main(String[] args) {
        String name = "dev.howdah." + args[0];
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(name.contains("#") ? selectMethod(name) : selectClass(name)).build(), summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), 8);
        System.exit(summary.getSummary().getTestsSucceededCount() > 0 && summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
