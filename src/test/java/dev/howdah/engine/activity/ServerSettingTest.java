package dev.howdah.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.testing.Servers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void whatThisSessionAskedForIsNotTakenForTheServers(int major) {
        Db db = Servers.db(Servers.newDatabase(major), SessionSpec.interactive());
        List<ServerSetting> all = ServerSetting.read(db);
        assertThat(all).extracting(ServerSetting::name).contains("shared_buffers", "work_mem").doesNotContain("statement_timeout", "application_name");
        assertThat(all).filteredOn(s -> s.name().equals("shared_preload_libraries")).singleElement().satisfies(s -> {
            assertThat(s.changed()).isTrue();
            assertThat(s.value()).contains("pg_stat_statements");
        });
    }
}
