package dev.howdah.engine.alert.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands of the test are shell scripts")
class CommandTest {
    @TempDir
    Path folder;

    private void run(Duration timeout, String sentence, String... argv) throws OutputException, InterruptedException {
        new Command(new OutputSpec.Command(OutputSpec.Routing.of("page", Severity.WARNING), List.of(argv), timeout), ZoneOffset.UTC)
                .send(Message.of(List.of(Notices.of(sentence)), 0));
    }

    private Path script(String text) throws Exception {
        Path file = folder.resolve("script.sh");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void givesValuesThroughTheEnvironmentOnly() throws Exception {
        Path out = folder.resolve("out");
        String hostile = "table \"a; touch /tmp/pwned\" $(id) `id` 'x'\nsecond line";
        Path script = script("env > \"$1\"");
        run(Duration.ofSeconds(60), hostile, script.toString(), out.toString());
        String env = Files.readString(out);
        assertThat(env).contains("HOWDAH_ALERT_KIND=fired", "HOWDAH_ALERT_SEVERITY=critical", "HOWDAH_ALERT_TARGET=orders", "HOWDAH_ALERT_RULE=on-lock",
                "HOWDAH_ALERT_VALUE=12.0", "HOWDAH_ALERT_COUNT=1", "HOWDAH_ALERT_SENTENCE=" + hostile, "HOWDAH_ALERT_JSON={");
        assertThat(env).contains("PATH=").doesNotContain("HOWDAH_HOME", "HOWDAH_SERVE");
    }

    @Test
    void argumentsAreTakenAsTheyAre() throws Exception {
        Path out = folder.resolve("out");
        Path script = script("printf '%s|' \"$@\" > " + out);
        run(Duration.ofSeconds(60), "x", script.toString(), "$HOME", "a b", "*", "; rm -rf x");
        assertThat(out).hasContent("$HOME|a b|*|; rm -rf x|");
    }

    @Test
    void killsACommandThatNeverEndsWithAllThatItStarted() throws Exception {
        Path pids = folder.resolve("pids");
        Path script = script("sleep 1000 & echo $! > " + pids + "; (sleep 1000; true) & echo $! >> " + pids + "; echo $$ >> " + pids + "; wait");
        // on a busy machine it may be killed before it started all: then it gets more time
        List<String> all = List.of();
        for (int seconds = 1; all.size() < 3 && seconds <= 64; seconds *= 2) {
            Duration patience = Duration.ofSeconds(seconds);
            OutputException e = catchThrowableOfType(OutputException.class, () -> run(patience, "x", script.toString()));
            assertThat(e).hasMessageContaining("killed");
            all = Files.exists(pids) ? Files.readAllLines(pids) : List.of();
        }
        assertThat(all).hasSize(3);
        for (String pid : all) {
            Await.until("process " + pid + " ends", () -> ended(pid));
        }
    }

    /** One that nobody has asked for its exit code yet has ended too. */
    private static boolean ended(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            if (stat.substring(stat.lastIndexOf(')') + 1).startsWith(" Z")) {
                return true;
            }
        } catch (IOException e) {
            // It is gone, or there is no /proc.
        }
        return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty();
    }

    @Test
    void saysThatItFailedOrIsNotThere() throws Exception {
        Path script = script("exit 7");
        OutputException failed = catchThrowableOfType(OutputException.class, () -> run(Duration.ofSeconds(60), "x", script.toString()));
        assertThat(failed).hasMessageContaining("7");
        assertThat(failed.again()).isTrue();
        OutputException missing = catchThrowableOfType(OutputException.class, () -> run(Duration.ofSeconds(60), "x", folder + "/nothing-here"));
        assertThat(missing.again()).isFalse();
    }

    @Test
    void aHugeSentenceStillFits() throws Exception {
        Path script = script("exit 0");
        run(Duration.ofSeconds(60), "x".repeat(3_000_000), script.toString());
    }

    @Test
    void itsInputIsEmptyAndItsOutputFillsNoPipe() throws Exception {
        Path script = script("cat > /dev/null; head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2");
        run(Duration.ofSeconds(60), "x", script.toString());
    }
}
