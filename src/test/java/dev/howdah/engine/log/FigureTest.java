package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void whatNoServerWritesCountsAsNothing() {
        assertThat(Figure.count("256")).isEqualTo(256);
        assertThat(Figure.count("99999999999999999999256")).isZero();
        assertThat(Figure.micros("1,5")).isEqualTo(1_500_000);
        assertThat(Figure.micros("0.02")).isEqualTo(20_000);
        assertThat(Figure.micros("1.2.3")).isZero();
        assertThat(Figure.micros("9".repeat(400))).isZero();
    }

    @Test
    void damagedFiguresOfUpkeepAndDeadlocksLeaveTheRestReadable() throws IOException {
        String start = "2026-11-21 10:00:00.000 UTC [7] u@d/a ";
        String much = "9".repeat(30);
        String log = start + "LOG:  automatic vacuum of table \"d.public.t\": index scans: 0\n\ttuples: " + much
                + " removed, 5 remain\n\tsystem usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 1.2.3 s\n"
                + start + "LOG:  checkpoint complete: wrote " + much + " buffers (0.1%); write=" + much + ".000 s, sync=0.001 s, total=0.002 s; distance="
                + much + " kB\n"
                + start + "ERROR:  deadlock detected\n" + start + "DETAIL:  Process " + much + " waits for ShareLock on transaction 7; blocked by process "
                + much + ".\n\tProcess " + much + ": select 1\n"
                + start + "LOG:  duration: 2.000 ms  statement: select 2\n";
        LogReport report = Logs.report(log.getBytes(StandardCharsets.UTF_8), LogOptions.DEFAULT.withJobs(1).withPrefix("%m [%p] %q%u@%d/%a "), 4096, 4096);
        assertThat(report.totals().calls()).isEqualTo(1);
        assertThat(report.understood().entries()).isGreaterThanOrEqualTo(4);
    }
}
