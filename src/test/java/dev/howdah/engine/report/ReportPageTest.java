package dev.howdah.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.pool.Percentiles;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.replay.Drill;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final String HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u0000\u202e</style></pre>]]>-->";
    private static final Instant FROM = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void isWholeMarkupThatNeedsNothingElse() {
        Document page = page(report("orders"));
        assertThat(page.select("script, link, img, iframe, object, embed, [src], [href], [onerror], [onload]")).isEmpty();
        assertThat(page.select("svg")).hasSize(2);
        assertThat(page.select("h2")).hasSize(12);
        assertThat(page.outerHtml()).doesNotContain("!report");
    }

    @Test
    void hostileNamesStayText() {
        Document page = page(report(HOSTILE));
        assertThat(page.select("script, img")).isEmpty();
        assertThat(page.select("h1").text()).contains("<script>alert(1)</script>");
        assertThat(page.select("td").eachText()).anyMatch(t -> t.contains("<script>alert(1)</script>"));
        assertThat(page.html()).doesNotContain("\u0000", "\u202e");
    }

    @Test
    void aGapStaysAGapAndNothingIsNotZero() {
        Document page = page(report("orders"));
        String path = page.select("svg path").first().attr("d");
        assertThat(path.chars().filter(c -> c == 'M')).as("the pen is lifted once").hasSize(2);
        assertThat(page.select("svg").get(1).text()).contains("Not collected");
        assertThat(page.select("td").eachText()).contains("–");
    }

    private static Document page(Report report) {
        String html = ReportPage.of(report, ZoneId.of("UTC"));
        Parser strict = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse(html, strict);
        assertThat(strict.getErrors()).isEmpty();
        return page;
    }

    private static Report report(String name) {
        double no = Double.NaN;
        Chart.Line line = new Chart.Line(name, new long[] {FROM.getEpochSecond(), FROM.getEpochSecond() + 1, FROM.getEpochSecond() + 2,
            FROM.getEpochSecond() + 3}, new double[] {1, no, 5, 7});
        Percentiles none = new Percentiles(0, no, no, no, no, no);
        PoolStats pool = new PoolStats(FROM, name, PoolSpec.sampler(), false, 0, 0, 0, new PoolStats.Events(0, 0, 0, 0, 0, 0, 0), none, none, none, 0, null);
        return new Report(new Report.Head(name, "production", name, FROM, FROM.plus(Duration.ofMinutes(1)), FROM, name),
                List.of(new Chart(name, name, List.of(line, line)), new Chart("empty", "", List.of())),
                List.of(new Report.Statement("1", name, name, 1, 2, no, no, 3, 4, 5, 6, name)), List.of(new Report.Wait(name, 1, 1)), null,
                List.of(new Report.Setting(name, name, null, name, null, true)), pool, new CacheStats(FROM, FROM, List.of(), List.of(), null),
                past(name), List.of(new Lack(name, name)));
    }

    private static ReportPast past(String name) {
        List<ReportPast.Range> ranges = List.of(new ReportPast.Range("ACTIVE", 1, 2, 3), new ReportPast.Range("HIT_RATIO", 0.5, 0.75, 1));
        return new ReportPast(List.of(new ReportPast.Alert("CRITICAL", name, name, FROM, null)), ranges, ranges, 97,
                List.of(new ReportPast.Event(FROM, name, name, name)), List.of(new Drill.Blocker(7, name, name, name, 12, 3)));
    }
}
