package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Profile;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.db.Targets;
import dev.howdah.engine.job.JobException;
import dev.howdah.engine.job.queue.QueueDoor.Where;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingTest {
    @TempDir
    Path home;

    @Test
    void aProfileGoesByItsName() {
        try (Wiring wiring = wiring()) {
            wiring.settings().save(new Profile("shop", Environment.STAGING, ConnInfo.parse("host=db1 dbname=shop user=ann")));
            assertThat(wiring.hold().where(wiring.target("shop"), true)).isEqualTo(new Where("shop", null));
        }
    }

    @Test
    void anAddressGoesWithoutItsPasswordAndWithItsEnvironment() throws IOException {
        try (Wiring wiring = wiring()) {
            Target given = found(wiring, "postgres://ann:hush@db1:5433/shop", Environment.DEVELOPMENT);
            assertThatThrownBy(() -> wiring.hold().where(given, false)).isInstanceOf(JobException.class)
                    .hasMessageContaining("keeps no passwords").hasMessageNotContaining("hush");
            Path passwords = home.resolve(".pgpass");
            Files.writeString(passwords, "db1:5433:shop:ann:hush\n");
            Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
            Where where = wiring.hold().where(given, false);
            assertThat(where.target()).contains("ann").contains("db1").doesNotContain("hush");
            assertThat(where.told()).isEqualTo(Environment.DEVELOPMENT);
            Target again = found(wiring, where.target(), where.told());
            assertThat(again.hosts()).isEqualTo(given.hosts());
            assertThat(again.database()).isEqualTo("shop");
            assertThat(again.environment()).isEqualTo(Environment.DEVELOPMENT);
            assertThat(again.password()).isNotNull();
        }
    }

    @Test
    void theSandboxIsNotForWorkersElsewhere() {
        try (Wiring wiring = wiring()) {
            Target sandbox = found(wiring, "host=127.0.0.1 dbname=sandbox user=postgres", Environment.SANDBOX);
            assertThat(wiring.hold().where(sandbox, false)).isEqualTo(new Where(Targets.SANDBOX, null));
            assertThatThrownBy(() -> wiring.hold().where(sandbox, true)).hasMessageContaining("belongs to this machine");
        }
    }

    @Test
    void theCarriedQueueIsRememberedOnceItIsUsed() {
        CarriedQueue queue = new CarriedQueue(home.resolve("data/queue"));
        assertThat(queue.isNoted()).isFalse();
        queue.note();
        queue.note();
        assertThat(queue.isNoted()).isTrue();
    }

    private static Target found(Wiring wiring, String text, @Nullable Environment told) {
        return ((Targets.Answer.Found) wiring.targets().resolve(text, told)).target();
    }

    private Wiring wiring() {
        return new Wiring(new Surroundings(Map.of("HOWDAH_HOME", home.resolve("howdah").toString()), home, "ann", "Linux"), Servers.binaries());
    }
}
