package dev.howdah.ui.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Screen;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import javafx.scene.layout.StackPane;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections over JMX to this program itself, counted where they arrive. */
class ProgramsTest {
    private final AppsModel model = new AppsModel();
    private final Programs programs = new Programs();
    private final AppsController controller = new AppsController(model, programs, Audits.scratch(), Kit.direct(Clock.systemUTC()));
    private JMXConnectorServer server;
    private String address = "";

    @BeforeEach
    void listen() throws Exception {
        server = JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL("service:jmx:rmi://"), null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        address = server.getAddress().toString();
    }

    @AfterEach
    void stop() throws Exception {
        programs.close();
        server.stop();
    }

    private void awaitConnections(int n) {
        Await.until(n + " connections", () -> server.getConnectionIds().length == n);
    }

    @Test
    void endWithTheTabsOfTheServer() {
        controller.onConnect(address, "", "");
        assertThat(model.problem.get()).isNull();
        awaitConnections(1);
        programs.close();
        awaitConnections(0);
        assertThat(programs.all()).isEmpty();
    }

    @Test
    void anotherConnectionToTheSameTakesThePlaceOfTheFirst() {
        controller.onConnect(address, "", "");
        controller.onConnect(address, "", "");
        awaitConnections(1);
        assertThat(programs.all()).hasSize(1);
    }

    @Test
    void whatArrivesAfterTheEndIsNotKept() {
        programs.close();
        controller.onConnect(address, "", "");
        awaitConnections(0);
        assertThat(programs.all()).isEmpty();
    }

    @Test
    void aProgramThatEndedIsLetGoAtTheNextLook() throws Exception {
        controller.onConnect(address, "", "");
        awaitConnections(1);
        server.stop();
        Screen screen = Screen.of(new StackPane(), controller::onShow);
        screen.shown(true);
        screen.shown(false);
        assertThat(model.problem.get()).isNotNull();
        assertThat(programs.all()).isEmpty();
    }
}
