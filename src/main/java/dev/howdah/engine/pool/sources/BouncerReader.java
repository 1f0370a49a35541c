package dev.howdah.engine.pool.sources;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tables of SHOW into records. */
final class BouncerReader {
    /** Answers one SHOW command. */
    @FunctionalInterface
    interface Show {
        List<BouncerRow> rows(String command) throws SQLException;
    }

    private final Show show;

    BouncerReader(Show show) {
        this.show = show;
    }

    Bouncer read(Instant at) throws SQLException {
        List<BouncerRow> version = show.rows("SHOW VERSION");
        Map<String, BouncerRow> databases =
                show.rows("SHOW DATABASES").stream().collect(Collectors.toMap(r -> r.word("name"), r -> r, (a, b) -> a));
        return new Bouncer(
                at,
                version.isEmpty() ? "" : String.join(" ", version.getFirst().columns().values()),
                show.rows("SHOW POOLS").stream().map(r -> pool(r, databases.get(r.word("database")))).toList(),
                show.rows("SHOW STATS").stream().map(BouncerReader::stat).toList(),
                show.rows("SHOW CLIENTS").stream().map(BouncerReader::client).toList(),
                show.rows("SHOW SERVERS").stream().map(BouncerReader::server).toList(),
                show.rows("SHOW LISTS"),
                show.rows("SHOW CONFIG"));
    }

    private static Bouncer.Pool pool(BouncerRow r, @Nullable BouncerRow database) {
        return new Bouncer.Pool(
                r.word("database"),
                r.word("user"),
                r.word("pool_mode"),
                r.count("cl_active"),
                r.count("cl_waiting"),
                micros(r.count("maxwait"), r.count("maxwait_us")),
                r.count("sv_active"),
                r.count("sv_idle"),
                r.count("sv_used"),
                r.count("sv_tested"),
                r.count("sv_login"),
                database == null ? null : database.number("pool_size"),
                database != null && database.count("paused") == 1,
                r);
    }

    private static Bouncer.Stat stat(BouncerRow r) {
        return new Bouncer.Stat(
                r.word("database"),
                r.number("avg_xact_count"),
                r.number("avg_query_count"),
                millis(r.number("avg_xact_time")),
                millis(r.number("avg_query_time")),
                millis(r.number("avg_wait_time")),
                r.number("avg_recv"),
                r.number("avg_sent"),
                r);
    }

    private static Bouncer.Client client(BouncerRow r) {
        return new Bouncer.Client(
                r.word("ptr"),
                r.word("database"),
                r.word("user"),
                r.word("state"),
                r.word("addr"),
                (int) r.count("port"),
                r.word("application_name"),
                "waiting".equals(r.word("state")) ? micros(r.count("wait"), r.count("wait_us")) : Duration.ZERO,
                link(r),
                r);
    }

    private static Bouncer.ServerLink server(BouncerRow r) {
        Long pid = r.number("remote_pid");
        return new Bouncer.ServerLink(
                r.word("ptr"),
                r.word("database"),
                r.word("user"),
                r.word("state"),
                r.word("addr"),
                (int) r.count("port"),
                (int) r.count("local_port"),
                pid == null || pid == 0 ? null : pid.intValue(),
                link(r),
                r.word("application_name"),
                r);
    }

    private static @Nullable String link(BouncerRow r) {
        String link = r.word("link");
        return link.isEmpty() ? null : link;
    }

    private static Duration micros(long seconds, long micros) {
        return Duration.ofSeconds(seconds).plusNanos(micros * 1_000);
    }

    private static @Nullable Double millis(@Nullable Long micros) {
        return micros == null ? null : micros / 1_000.0;
    }
}
