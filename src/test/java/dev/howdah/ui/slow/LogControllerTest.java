package dev.howdah.ui.slow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.log.ServerLog;
import dev.howdah.engine.plan.PlanHistory;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.slow.LogModel.Doing;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogControllerTest {
    private static final String LINE = "2026-11-21 10:00:00.000 UTC [7] ann@shop LOG:  duration: 1.500 ms  statement: select 'secret'\n";

    private final LogModel model = new LogModel();
    private final List<String> muted = new ArrayList<>();
    private final PlanHistory plans = new PlanHistory();
    private final Fx.Direct fx = Fx.direct();
    private final LogController controller = new LogController(model, new ServerLog(Servers.db(Servers.newDatabase())), plans, (id, name) -> muted.add(id),
            new Kit(fx, Memory.brief(), Files.dialogs(), Notices.silent(), Clock.systemUTC()));

    @TempDir
    Path folder = Path.of("");

    private LogReport report() {
        return Objects.requireNonNull(model.report.get());
    }

    @Test
    void readsWhatThePathNames() {
        model.path.set(Path.of(Objects.requireNonNull(getClass().getResource("/logs/postgresql-main.csv.gz")).getPath()).toString());
        controller.onRead();
        assertThat(report().totals().calls()).isEqualTo(11_826);
        assertThat(model.doing.get()).isEqualTo(Doing.NOTHING);
        LogReport.NPlusOne pattern = report().nPlusOne().list().getFirst();
        controller.onMute(pattern);
        assertThat(muted).containsExactly(pattern.parentId() + "-" + pattern.childId());
    }

    @Test
    void saysWhyThereIsNothingToRead() {
        model.path.set("/nowhere/x.log");
        controller.onRead();
        assertThat(model.refused.get()).contains("/nowhere/x.log");
        controller.onServer();
        assertThat(model.refused.get()).contains("logging collector is off");
        assertThat(model.report.get()).isNull();
    }

    @Test
    void followsAFileUntilItIsStopped() throws IOException {
        Path file = folder.resolve("pg.log");
        java.nio.file.Files.writeString(file, LINE);
        model.path.set(file.toString());
        model.mask.set(true);
        controller.onFollow();
        assertThat(model.doing.get()).isEqualTo(Doing.FOLLOWING);
        java.nio.file.Files.writeString(file, LINE.replace("1.500", "2.500"), StandardOpenOption.APPEND);
        fx.elapse();
        fx.elapse();
        assertThat(model.events.get()).singleElement().satisfies(e -> {
            assertThat(e.ms()).isEqualTo(2.5);
            assertThat(e.text()).isEqualTo("select ?");
        });
        controller.onStop();
        assertThat(model.doing.get()).isEqualTo(Doing.NOTHING);
        fx.elapse();
        assertThat(report().totals().calls()).isEqualTo(1);
    }
}
