package dev.howdah.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportCsvTest {
    @Test
    void quotesWhatNeedsQuotes() {
        assertThat(ReportCsv.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(ReportCsv.cell("say \"x\"\n")).isEqualTo("\"say \"\"x\"\"\n\"");
        assertThat(ReportCsv.cell("plain")).isEqualTo("plain");
    }

    @Test
    void leavesNoFormulasForSpreadsheets() {
        assertThat(ReportCsv.cell("=HYPERLINK(1)")).startsWith("'=");
        assertThat(ReportCsv.cell("@x")).isEqualTo("'@x");
        assertThat(ReportCsv.cell("-4711")).as("a number").isEqualTo("-4711");
    }

    @Test
    void whatIsNotKnownIsEmpty() {
        assertThat(ReportCsv.cell(null)).isEmpty();
        assertThat(ReportCsv.cell(Double.NaN)).isEmpty();
        assertThat(ReportCsv.cell(0.0)).isEqualTo("0.0");
    }
}
