package dev.howdah.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Finding;
import dev.howdah.engine.health.HealthRecord;
import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.Journal;
import dev.howdah.engine.store.Recording;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.Retention;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportHistoryTest {
    @Test
    void drawsWhatWasRecordedWithoutTheServer(@TempDir Path folder) {
        Target gone = Servers.newDatabase().withName("gone");
        Target where = Servers.newDatabase();
        Instant end = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        try (Journal journal = new Journal(() -> where, Retention.usual(), Audits.scratch(), Clock.systemUTC())) {
            Recording recording = journal.record(gone, Arrays.stream(Figure.values()).map(Figure::name).toList());
            recording.connected(end.minusSeconds(60), Servers.db(gone).server());
            recording.settings(end.minusSeconds(60), Map.of("max_connections", "100", "superuser_reserved_connections", "3"));
            recording.annotate(end.minusSeconds(30), Annotation.Kind.DEPLOY, "orders 4.2", "ann");
            recording.told(end.minusSeconds(55), "gist", new HealthRecord("gone", "gone", List.of("unused"), List.of(new HealthRecord.Said("unlogged",
                    HealthRecord.Word.FOUND, end.minusSeconds(55), List.of(new HealthRecord.Item("public.careless", null, Levels.Severity.WARNING,
                    "Table public.careless is unlogged.", end.minusSeconds(55), "ALTER TABLE public.careless SET LOGGED;", null, List.of())), null, List.of(), List.of()))));
            for (int s = 60; s >= 0; s--) {
                double[] values = new double[Figure.values().length];
                Arrays.fill(values, 2);
                recording.figures(end.minusSeconds(s), values);
            }
            Await.until("it is written", () -> {
                journal.flush();
                return journal.state() instanceof Journal.State.Writing w && w.newest() != null && !w.newest().isBefore(end);
            });
        }
        try (Repository past = Repository.open(where, Audits.scratch())) {
            Report report = ReportHistory.read(past, gone, end.minus(Duration.ofSeconds(50)), end, Clock.systemUTC());
            assertThat(report).isNotNull();
            assertThat(report.charts()).hasSize(6);
            assertThat(report.charts().getFirst().lines().getFirst().values()).contains(2.0);
            assertThat(report.waits()).hasSize(8).allMatch(w -> w.share() > 0.1);
            assertThat(Jsoup.parse(ReportPage.of(report, ZoneId.of("UTC"))).select("svg path")).isNotEmpty();
            ReportPast told = report.past();
            assertThat(told).isNotNull();
            assertThat(told.usable()).isEqualTo(97);
            assertThat(told.events()).extracting(ReportPast.Event::text).contains("orders 4.2");
            assertThat(told.connections()).first().isEqualTo(new ReportPast.Range("SESSIONS", 2, 2, 2));
            assertThat(told.cache()).extracting(ReportPast.Range::figure).contains("HIT_RATIO");
            assertThat(told.alerts()).isEmpty();
            assertThat(report.health()).isNotNull();
            assertThat(report.health().findings()).extracting(Finding::sentence).containsExactly("Table public.careless is unlogged.");
            assertThat(ReportPage.of(report, ZoneId.of("UTC"))).contains("public.careless");
            assertThat(ReportCsv.write(report, folder)).extracting(f -> f.getFileName().toString())
                    .contains("findings.csv", "alerts.csv", "events.csv", "figures.csv", "blockers.csv");
            assertThat(folder.resolve("events.csv")).content().contains("orders 4.2");
            assertThat(ReportHistory.read(past, gone.withName("other").withDatabase("other"), end.minusSeconds(5), end, Clock.systemUTC())).isNull();
            Report before = ReportHistory.read(past, gone, end.minus(Duration.ofDays(2)), end.minus(Duration.ofDays(1)), Clock.systemUTC());
            assertThat(before).isNotNull();
            assertThat(before.notShown()).anyMatch(l -> l.reason().contains("Nothing was recorded"));
            assertThat(List.copyOf(before.waits())).isEmpty();
        }
    }
}
