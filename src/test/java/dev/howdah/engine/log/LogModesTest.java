package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Servers of all versions that log in unlike manners: durations apart from texts, samples, cut parameters, verbose errors; in time zones with odd
 * shifts, in all forms at once. The truth is {@link BruteForce}'s reading of the csv.
 */
@Tag("campaign")
class LogModesTest {
    /** @param learnable whether the prefix can be told from the lines: names between brackets and colons may be taken for something else */
    private record Mode(int major, String prefix, boolean learnable, String zone, Map<String, String> settings) {}

    private static final List<Mode> MODES = List.of(
            new Mode(14, "%m [%p] %Q %P %q%u@%d/%a ", true, "Asia/Kathmandu", Map.of("log_statement", "all", "log_duration", "on", "log_min_duration_statement", "-1")),
            new Mode(15, "%n|%c|%l|%b|%u|%d|%a|", true, "Pacific/Chatham", Map.of("log_statement", "mod", "log_min_duration_statement", "0",
                    "log_error_verbosity", "verbose", "log_parameter_max_length", "5")),
            new Mode(16, "<%t> (%p) %v/%x %e %q[%u:%d] %a@%r ", false, "Australia/Lord_Howe", Map.of("log_duration", "on", "log_min_duration_statement", "-1",
                    "log_statement", "none")),
            new Mode(17, "%m {%p} %i %Q [%-15u] [%15d] %a: ", true, "Africa/Monrovia", Map.of("log_min_duration_statement", "60000", "log_min_duration_sample", "0",
                    "log_statement_sample_rate", "0.5", "log_parameter_max_length_on_error", "10")),
            new Mode(18, "%L %m %p %q%u %d %a %b %P ", true, "America/St_Johns", Map.of("log_statement", "ddl", "log_transaction_sample_rate", "1",
                    "log_min_duration_statement", "-1", "log_error_verbosity", "terse")));

    @Test
    void countsWhatTheServerDidInAnyMannerOfLogging() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Mode mode : MODES) {
            one(mode, wrong);
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    private static void one(Mode mode, List<String> wrong) throws Exception {
        Map<String, String> settings = new HashMap<>(mode.settings());
        settings.putAll(Map.of("logging_collector", "on", "log_destination", mode.major() < 15 ? "stderr,csvlog" : "stderr,csvlog,jsonlog", "log_directory", "log",
                "log_filename", "first.log", "log_timezone", mode.zone(), "log_line_prefix", mode.prefix(), "log_connections", "on",
                "log_disconnections", "on", "log_lock_waits", "on", "deadlock_timeout", "20ms"));
        settings.putAll(Map.of("log_temp_files", "0", "log_checkpoints", "on", "compute_query_id", "on"));
        try (PgCluster server = Servers.own(mode.major(), settings)) {
            Target target = server.target("postgres");
            LogLoad.run(target, "web");
            Path folder = server.data().resolve("log");
            Await.until("all is in the log", () -> LogPrefixTest.endings(folder.resolve("first.csv")) >= LogLoad.SESSIONS
                    && LogPrefixTest.endings(folder.resolve("first.log")) == LogPrefixTest.endings(folder.resolve("first.csv")));
            check(mode, settled(folder), wrong);
        }
    }

    /** A copy: the server goes on writing. */
    private static Path settled(Path folder) throws IOException {
        Path copy = Files.createTempDirectory("log-modes");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path f : files.toList()) {
                Files.copy(f, copy.resolve(f.getFileName()));
            }
        }
        return copy;
    }

    private static void check(Mode mode, Path folder, List<String> wrong) throws IOException {
        ZoneId zone = ZoneId.of(mode.zone());
        Map<String, Object> truth = BruteForce.ofCsv(Files.readString(folder.resolve("first.csv")), zone);
        LogOptions options = LogOptions.DEFAULT.withTop(0).withZone(zone);
        String what = mode.major() + " " + mode.settings();
        LogPrefixTest.check(wrong, what + " csv", truth, folder.resolve("first.csv"), options, "%m%p%u%d%a%e%Q");
        if (mode.major() >= 15) {
            LogPrefixTest.check(wrong, what + " json", truth, folder.resolve("first.json"), options, "%m%p%u%d%a%e%Q");
        }
        if (mode.settings().containsValue("terse")) {
            // the text has no DETAIL then, the csv does
            truth.put("deadlock", List.of());
        }
        String known = mode.settings().containsValue("verbose") ? mode.prefix() + "%e" : mode.prefix();
        LogPrefixTest.check(wrong, what + " given", truth, folder.resolve("first.log"), options.withPrefix(mode.prefix()), known);
        if (mode.learnable()) {
            LogPrefixTest.check(wrong, what + " learnt", truth, folder.resolve("first.log"), options, known);
        }
        String keep = System.getProperty("howdah.log.keep");
        if (keep != null) {
            copy(folder, Path.of(keep).resolve(String.valueOf(mode.major())));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            files.forEach(f -> {
                try {
                    Files.copy(f, to.resolve(f.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
