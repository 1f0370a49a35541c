package dev.howdah.engine.alert;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.store.History;
import dev.howdah.engine.store.PlantedHistory;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a round of all rules costs, and how long the usual takes to be read; prints its figures. */
public final class AlertFigures {
    private AlertFigures() {}

    public static void main(String[] args) throws Exception {
        Target target = Servers.newDatabase();
        Instant now = InstantSource.system().instant();
        int id = PlantedHistory.write(PlantedHistory.shared().target(), target, "TRANSACTIONS", now.minus(Duration.ofDays(30)), now, t -> 100);
        AlertPlan.Findings findings = new AlertPlan.Findings(Severity.WARNING, Duration.ofHours(1), Quiet.never(), Map.of());
        AlertPlan plan = new AlertPlan(Preset.PAINTSTUDIO.rules(Duration.ofHours(1), Quiet.never()), findings, Duration.ofSeconds(10), ZoneOffset.UTC, List.of());
        try (OneConnection line = new OneConnection(target, SessionSpec.sampler());
                Sampler sampler = new Sampler(new Db(target, line), InstantSource.system());
                OneConnection second = new OneConnection(target, SessionSpec.sampler());
                Sampler checking = new Sampler(new Db(target, second), InstantSource.system());
                Alerts alerts = new Alerts(plan, List.of(), Alerts.Keeping.in(PlantedHistory::shared, "ann"), InstantSource.system())) {
            Checks checks = new Checks(Checks.all(), HealthMemory.ofThisProcess(),
                    new HealthMutes(Files.createTempDirectory("mutes").resolve("m"), InstantSource.system()), InstantSource.system());
            alerts.watch(target, new SamplerSource(sampler), checking, checks, null);
            Await.until("all checks ran once", Duration.ofMinutes(5), () -> {
                var report = alerts.report(target);
                return report != null && report.outcomes().size() == checks.checks().size();
            });
            measure("round of " + plan.all(checks.checks()).size() + " rules", 500, alerts::round);
            alerts.keep();
            System.out.println(alerts.open().size() + " alerts stand");
            measure("keeping them, nothing new", 200, alerts::keep);
            History history = new History(PlantedHistory.shared(), id);
            measure("the usual of one figure out of 30 days", 20,
                    () -> Objects.requireNonNull(Seasons.read(history, Map.of(Measure.TRANSACTIONS, Season.Spec.usual()), ZoneOffset.UTC, now)));
        }
        System.exit(0);
    }

    private static void measure(String what, int times, Runnable work) {
        for (int i = 0; i < times / 4 + 1; i++) {
            work.run();
        }
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%-45s median %7.3f ms, p99 %7.3f ms%n", what, millis[times / 2], millis[(int) (times * 0.99)]);
    }
}
