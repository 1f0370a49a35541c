package dev.howdah.engine.alert.out;

import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program without a shell, with a bare environment and for a bounded time. */
final class Program {
    /** All that it gets of our own environment: passwords often stand there. */
    private static final Set<String> PASSED = Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TMP", "TEMP",
            "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE",
            "APPDATA", "LOCALAPPDATA");

    private Program() {}

    /**
     * Waits for its end. When that does not come in time, it and all that it started are killed.
     *
     * @throws OutputException when it cannot be started, fails or does not end
     */
    static void run(List<String> argv, Map<String, String> values, Duration timeout) throws OutputException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().keySet().removeIf(k -> !PASSED.contains(k.toUpperCase(Locale.ROOT)));
        values.forEach((k, v) -> builder.environment().put(k, v.replace('\0', ' ')));
        Process process = started(builder, argv.getFirst());
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new OutputException(Text.of("alert.command-slow", argv.getFirst(), timeout.toSeconds()), false);
            }
        } catch (IOException e) {
            throw new OutputException(Text.of("alert.command-start", argv.getFirst()), true);
        } finally {
            kill(process);
        }
        if (process.exitValue() != 0) {
            throw new OutputException(Text.of("alert.command-failed", argv.getFirst(), process.exitValue()), true);
        }
    }

    private static Process started(ProcessBuilder builder, String name) throws OutputException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new OutputException(Text.of("alert.command-start", name), false);
        }
    }

    /** Children first listed, then killed: without their parent they could not be found any more. */
    private static void kill(Process process) {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        tree.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
