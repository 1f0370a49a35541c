package dev.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.CapsuleReader;
import dev.howdah.engine.twin.Twin;
import dev.howdah.engine.twin.TwinWhatIf;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingAdvisorTest {
    private static final long GB = 1024L * 1024 * 1024;

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void saysWhatAServerAtItsBuiltInValuesShouldHaveOnALargeHost(int major) {
        Map<String, Setting> settings = Setting.read(Servers.db(Servers.newDatabase(major)));
        List<SettingAdvice> advice = new SettingAdvisor(settings, new Host(64 * GB, 64, Host.Storage.SOLID_STATE))
                .advise(Workload.parse(""), null, () -> false);
        Map<String, String> proposed = advice.stream().collect(Collectors.toMap(SettingAdvice::name, SettingAdvice::proposed));
        assertThat(proposed).containsEntry("shared_buffers", "16GB").containsEntry("effective_cache_size", "48GB")
                .containsEntry("maintenance_work_mem", "2GB").containsEntry("random_page_cost", "1.1").containsEntry("max_worker_processes", "64");
        SettingAdvice shared = advice.stream().filter(a -> a.name().equals("shared_buffers")).findFirst().orElseThrow();
        assertThat(shared.restart()).isTrue();
        assertThat(shared.act()).isEqualTo("ALTER SYSTEM SET shared_buffers = '16GB';");
        assertThat(shared.undo()).startsWith("ALTER SYSTEM");
    }

    @Test
    void saysNothingOfAHostThatItDoesNotKnow() {
        Map<String, Setting> settings = Setting.read(Servers.db(Servers.newDatabase()));
        assertThat(new SettingAdvisor(settings, Host.UNKNOWN).advise(Workload.parse(""), null, () -> false)).isEmpty();
    }

    @Test
    void triesWorkMemAndRandomPageCostOnTheTwinWithTheWorkload() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (id int PRIMARY KEY, a int, pad text)",
                "INSERT INTO t SELECT i, (i::bigint * 7919) % 100000, repeat('x', 60) FROM generate_series(1, 300000) i",
                "CREATE TABLE s (t int)", "INSERT INTO s SELECT (i * 7919) % 300000 FROM generate_series(1, 1500) i", "VACUUM ANALYZE t, s");
        Map<String, Setting> settings = Setting.read(Servers.db(source));
        Capsule capsule = new CapsuleReader(InstantSource.system()).read(Servers.db(source));
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            Workload workload = Workload.parse("SELECT * FROM t ORDER BY pad, a; SELECT * FROM t JOIN s ON s.t = t.id;");
            List<SettingAdvice> advice = new SettingAdvisor(settings, new Host(64 * GB, 2, Host.Storage.SOLID_STATE))
                    .advise(workload, whatIf, () -> false);
            SettingAdvice work = advice.stream().filter(a -> a.name().equals("work_mem")).findFirst().orElseThrow();
            assertThat(work.relativeCost()).isLessThan(0.98);
            assertThat(work.act()).contains("ALTER SYSTEM SET work_mem").contains("pg_reload_conf");
            SettingAdvice random = advice.stream().filter(a -> a.name().equals("random_page_cost")).findFirst().orElseThrow();
            assertThat(random.changed()).extracting(SettingAdvice.Change::text).anyMatch(s -> s.contains("JOIN s"));
        }
    }

    @Test
    void theUndoOfASettingMadeByAlterSystemIsItsValueBefore() {
        Setting made = new Setting("work_mem", "4096", "kB", "user", "integer", "4096", "configuration file", true);
        assertThat(made.text()).isEqualTo("4MB");
        assertThat(Setting.text("16384", "8kB")).isEqualTo("128MB");
        assertThat(Setting.text("-1", "kB")).isEqualTo("-1");
        assertThat(Setting.text("0", "kB")).isEqualTo("0");
        assertThat(Setting.text("300", "s")).isEqualTo("300s");
        Setting small = new Setting("max_worker_processes", "2", "", "postmaster", "integer", "8", "configuration file", true);
        List<SettingAdvice> advice = new SettingAdvisor(Map.of("max_worker_processes", small), new Host(0, 8, Host.Storage.UNKNOWN))
                .advise(Workload.parse(""), null, () -> false);
        assertThat(advice).singleElement().satisfies(a -> assertThat(a.undo()).isEqualTo("ALTER SYSTEM SET max_worker_processes = '2';"));
    }

    @Test
    void aDiskThatTurnsMakesTheHostSpinning() throws IOException {
        disk("nvme0n1", "0");
        assertThat(Host.storage(temp)).isEqualTo(Host.Storage.SOLID_STATE);
        disk("loop3", "1");
        assertThat(Host.storage(temp)).isEqualTo(Host.Storage.SOLID_STATE);
        disk("sda", "1");
        assertThat(Host.storage(temp)).isEqualTo(Host.Storage.SPINNING);
        assertThat(Host.storage(temp.resolve("none"))).isEqualTo(Host.Storage.UNKNOWN);
    }

    private void disk(String name, String turning) throws IOException {
        Path queue = Files.createDirectories(temp.resolve(name).resolve("queue"));
        Files.writeString(queue.resolve("rotational"), turning + "\n");
    }
}
