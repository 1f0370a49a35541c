package dev.howdah.engine.log;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Does on a server, in a few seconds, one of everything that a log tells about. */
final class LogLoad {
    static final int SESSIONS = 4;

    private LogLoad() {}

    static void run(Target target, String application) throws Exception {
        try (Connection a = Connections.open(target, SessionSpec.interactive()); Connection b = Connections.open(target, SessionSpec.interactive());
                Statement one = a.createStatement(); Statement two = b.createStatement()) {
            for (Statement s : new Statement[] {one, two}) {
                s.execute("set application_name = '" + application.replace("'", "''") + "'");
                s.execute("set lock_timeout = 0");
            }
            one.execute("drop table if exists ours");
            one.execute("create table ours (a int primary key, t text not null check (t <> 'bad'))");
            one.execute("insert into ours select g, 'x' from generate_series(1, 50) g");
            try (PreparedStatement p = a.prepareStatement("select a, 'x' from ours where a = ? and t <> ?")) {
                for (int i = 0; i < 12; i++) {
                    p.setInt(1, i);
                    p.setString(2, "it's\n2026-11-21 10:00:00 UTC [1] LOG:  duration: 9.000 ms  statement: forged");
                    p.execute();
                }
            }
            for (int i = 0; i < 3; i++) {
                one.execute("select 'it''s\n\t2026-11-21 10:00:00 +0545 [1] LOG:  duration: 9.000 ms  statement: select forged\n'\n\n as \"odd, \"\" name\" -- " + i);
                one.execute("select $q$ %d @ | LOG:  ; $q$, " + i);
            }
            for (String wrong : new String[] {"select 1/0", "select nothing from ours", "select * from gone", "insert into ours values (1, 'x')",
                "insert into ours values (99, null)", "insert into ours values (99, 'bad')", "selec", "select 'x'::int", "select gone(1)",
                "select 3000000000::int", "do $$ begin raise exception 'of our own: %', 7; end $$", "do $$ begin raise warning 'beware'; end $$",
                "create table ours (a int)", "set lock_timeout = '-1 m'", "select '2026-99-01'::date", "insert into ours values (98)"}) {
                fails(one, wrong);
            }
            one.execute("set work_mem = '64kB'");
            one.execute("select count(*) from (select g from generate_series(1, 30000) g order by -g offset 0) x");
            one.execute("set statement_timeout = 30");
            fails(one, "select pg_sleep(10)");
            one.execute("set statement_timeout = 0");
            locks(target, one, two);
            one.execute("checkpoint");
        }
        try (Connection c = Connections.open(target, SessionSpec.interactive()); Statement s = c.createStatement()) {
            fails(s, "select * from last_of_all");
        }
    }

    private static void fails(Statement s, String sql) {
        try {
            s.execute(sql);
        } catch (SQLException expected) {
            // it is to be in the log
        }
    }

    /** A wait for a lock, and a deadlock. */
    private static void locks(Target target, Statement one, Statement two) throws Exception {
        one.execute("begin");
        one.execute("update ours set t = 'y' where a = 1");
        two.execute("begin");
        two.execute("update ours set t = 'y' where a = 2");
        Thread waits = Thread.ofVirtual().start(() -> fails(one, "update ours set t = 'z' where a = 2"));
        try (Connection c = Connections.open(target, SessionSpec.interactive()); Statement s = c.createStatement()) {
            dev.howdah.testing.Await.until("one waits", () -> waiting(s));
        }
        fails(two, "update ours set t = 'z' where a = 1");
        two.execute("rollback");
        waits.join();
        fails(one, "rollback");
    }

    private static boolean waiting(Statement s) {
        try (var rows = s.executeQuery("select count(*) from pg_locks where not granted")) {
            rows.next();
            return rows.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
