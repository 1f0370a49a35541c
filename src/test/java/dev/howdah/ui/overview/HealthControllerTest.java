package dev.howdah.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthControllerTest {
    private static final Set<String> FEW = Set.of("unlogged", "no-primary-key", "md5-passwords");

    @TempDir
    Path folder;

    @Test
    void findingsComeAndStayQuietWhenMuted() {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE UNLOGGED TABLE careless (a int PRIMARY KEY)", "CREATE TABLE keyless (a int)");
        HealthMutes mutes = new HealthMutes(folder.resolve("mutes"), Clock.systemUTC());
        List<Check> few = Checks.all().stream().filter(c -> FEW.contains(c.id())).toList();
        HealthModel model = new HealthModel();
        Target nobody = Servers.unprivileged(target);
        try (Sampler sampler = new Sampler(Servers.db(nobody, SessionSpec.sampler()), Clock.systemUTC())) {
            Checks checks = new Checks(few, HealthMemory.ofThisProcess(), mutes, Clock.systemUTC());
            HealthController controller = new HealthController(model, sampler, checks, mutes, Kit.direct(Clock.systemUTC()));
            Screen screen = Screen.of(new StackPane(), controller::onShow);
            screen.shown(true);
            Await.until("all have run", () -> rows(model).size() == 3);
            assertThat(rows(model)).extracting(HealthRow::object).containsExactlyInAnyOrder("public.careless", "public.keyless", "");
            assertThat(rows(model).getLast().finding()).as("what could not be looked at comes last").isFalse();
            HealthRow careless = rows(model).stream().filter(r -> r.object().equals("public.careless")).findFirst().orElseThrow();
            assertThat(careless.fix()).isEqualTo("ALTER TABLE public.careless SET LOGGED;");
            controller.onMute(careless, Duration.ofDays(1), "rebuilt each night");
            Await.until("it is quiet", () -> rows(model).size() == 2);
            assertThat(mutes.all()).singleElement().satisfies(m -> assertThat(m.reason()).isEqualTo("rebuilt each night"));
            controller.onUnmute(mutes.all().getFirst());
            Await.until("it is heard again", () -> rows(model).size() == 3);
            screen.shown(false);
        }
    }

    private static List<HealthRow> rows(HealthModel model) {
        var report = model.report.value().get();
        return report == null ? List.of() : HealthRow.of(report);
    }
}
