package dev.howdah.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSpecTest {
    private static final PoolSpec BASE = PoolSpec.of(10, 20, Duration.ofMinutes(30), true);

    @Test
    void knowsThePoolsOfTheFiveSystems() {
        var presets = PoolSpec.presets().stream().collect(Collectors.toMap(PoolSpec.Preset::name, PoolSpec.Preset::spec));
        assertThat(presets).hasSize(6);
        assertThat(presets.get("skillsprint")).isEqualTo(BASE);
        assertThat(presets.get("jumpstart").max()).isEqualTo(60);
        assertThat(presets.get("jumpstart").timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(presets.get("trainingmonkey").minIdle()).isEqualTo(2);
        assertThat(presets.get("trainingmonkey").max()).isEqualTo(10);
        assertThat(presets.get("learnpath").recycle()).isEqualTo(Duration.ofSeconds(3600));
        assertThat(presets.get("paintstudio").timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(presets.get("paintstudio").recycle()).isEqualTo(Duration.ofSeconds(300));
        assertThat(presets.get("paintstudio-development").prePing()).isFalse();
        assertThat(presets.get("paintstudio-development").max()).isEqualTo(8);
    }

    @Test
    void readsTheVariables() {
        PoolSpec read = BASE.fromEnvironment(Map.of(
                "DB_POOL_SIZE", " 7 ",
                "DB_MAX_OVERFLOW", "0",
                "DB_POOL_RECYCLE", "-1",
                "DB_POOL_PRE_PING", "False",
                "DB_POOL_TIMEOUT", "2.5",
                "DB_ECHO_POOL", "debug"));
        assertThat(read).isEqualTo(new PoolSpec(
                7, 0, 7, Duration.ZERO, false, Duration.ofMillis(2500), Duration.ofSeconds(60), true));
    }

    @Test
    void keepsWhatNoVariableSays() {
        assertThat(BASE.fromEnvironment(Map.of("DB_POOL_SIZE", "", "HOME", "/"))).isEqualTo(BASE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DB_POOL_SIZE     | 0     | a whole number from 1 to 10000",
        "DB_POOL_SIZE     | many  | a whole number from 1 to 10000",
        "DB_MAX_OVERFLOW  | -1    | a whole number from 0 to 10000",
        "DB_MAX_OVERFLOW  | 99999999999999 | a whole number from 0 to 10000",
        "DB_POOL_RECYCLE  | 5     | at least 30 s is needed, or -1",
        "DB_POOL_RECYCLE  | NaN   | a number of seconds",
        "DB_POOL_PRE_PING | maybe | true or false",
        "DB_POOL_TIMEOUT  | 0.1   | at least 0.25 s",
        "DB_POOL_TIMEOUT  | -3    | a number of seconds",
        "DB_ECHO_POOL     | 2     | true or false",
    })
    void namesTheVariableThatIsWrong(String name, String value, String needed) {
        assertThatThrownBy(() -> BASE.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " is \"" + value + "\"")
                .hasMessageContaining(needed);
    }

    @Test
    void refusesWhatNoPoolCanDo() {
        assertThatThrownBy(() -> BASE.withMinIdle(11)).hasMessageContaining("min-idle is 11");
        assertThatThrownBy(() -> BASE.withRecycle(Duration.ofSeconds(1))).hasMessageContaining("at least 30 s");
        assertThatThrownBy(() -> BASE.withTimeout(Duration.ZERO)).hasMessageContaining("timeout is 0 s");
    }

    @Test
    void minIdleFollowsTheSize() {
        assertThat(BASE.withSize(4, 1).minIdle()).isEqualTo(4);
        assertThat(BASE.withMinIdle(2).withSize(20, 0).minIdle()).isEqualTo(2);
        assertThat(BASE.withMinIdle(6).withSize(3, 0).minIdle()).isEqualTo(3);
    }
}
