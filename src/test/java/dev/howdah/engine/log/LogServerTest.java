package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server writes its log in three forms at once, with a prefix and a zone of its own; the log is read through SQL. */
class LogServerTest {
    private static final String PREFIX = "<%t|%p|%l> %q%u@%d from %h app=%a ";

    @Test
    void readsTheServersOwnLogInEveryForm() throws Exception {
        try (PgCluster server = Servers.own(15, Map.of("logging_collector", "on", "log_destination", "stderr,csvlog,jsonlog",
                "log_line_prefix", PREFIX, "log_timezone", "Asia/Kathmandu", "log_min_duration_statement", "0", "log_directory", "log",
                "log_filename", "pg.log"))) {
            Target target = server.target("postgres");
            load(target);
            ServerLog log = new ServerLog(Servers.db(target));
            LogTail tail = new LogTail(log, LogOptions.DEFAULT, true);
            Await.until("the last error is in the log", () -> {
                try {
                    tail.poll();
                    return tail.report().problems().stream().anyMatch(p -> p.text().contains("last_of_all"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(log.settings().collector()).isTrue();
            assertThat(log.settings().lacks()).isEmpty();
            List<LogPlace.LogFile> files = log.files();
            assertThat(files).extracting(LogPlace.LogFile::form).contains("csv", "json", "log");
            for (LogPlace.LogFile file : files) {
                LogReport r = new LogAnalysis(Clock.systemUTC()).run(log.open(List.of(file)), log.options(LogOptions.DEFAULT.withTop(0)));
                check(r, file.form());
            }
            LogReport live = tail.report();
            assertThat(live.source().format()).isEqualTo("csv");
        }
    }

    private static void check(LogReport r, String form) {
        assertThat(r.source().format()).isEqualTo("log".equals(form) ? "stderr" : form);
        assertThat(r.understood().share()).as(form + r.understood().samples()).isGreaterThan(0.9);
        LogReport.Statement looked = r.statements().stream().filter(s -> "select a,? from ours where a = ?".equals(s.text())).findFirst().orElseThrow();
        assertThat(looked.calls()).as(form).isEqualTo(40);
        assertThat(looked.execute().count()).isEqualTo(40);
        assertThat(looked.applications()).extracting(LogReport.Share::name).containsExactly("a b: LOG, c");
        assertThat(looked.samples().getFirst().parameters()).contains("$1 =");
        LogReport.Statement multi = r.statements().stream().filter(s -> s.text().startsWith("select ? as \"odd")).findFirst().orElseThrow();
        assertThat(multi.calls()).isEqualTo(3);
        assertThat(r.problems()).anyMatch(p -> "42P01".equals(p.sqlstate()) && "select * from last_of_all".equals(p.statement()));
        assertThat(r.statements()).noneMatch(s -> s.text().contains("forged"));
    }

    private static void load(Target target) throws SQLException {
        try (Connection c = Connections.open(target, SessionSpec.interactive()); Statement s = c.createStatement()) {
            s.execute("set application_name = 'a b: LOG, c'");
            s.execute("create table ours as select g as a from generate_series(1, 50) g");
            try (PreparedStatement p = c.prepareStatement("select a, 'x' from ours where a = ?")) {
                for (int i = 0; i < 40; i++) {
                    p.setInt(1, i);
                    p.execute();
                }
            }
            for (int i = 0; i < 3; i++) {
                s.execute("select 'it''s\n2026-11-21 10:00:00 +0545 [1] LOG:  duration: 9.000 ms  statement: select forged\n'\n as \"odd, \"\" name\" -- " + i);
            }
            try {
                s.execute("select * from last_of_all");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("42P01");
            }
        }
    }
}
