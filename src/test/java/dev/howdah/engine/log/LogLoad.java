package dev.howdah.engine.log;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import java.io.OutputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

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
            protocol(a, one);
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

    /** Several statements at once, copies, cursors, batches, statements prepared by name, large objects, and odd texts. */
    private static void protocol(Connection c, Statement s) throws Exception {
        s.execute("select 1; update ours set t = 'm' where a = 3; select count(*) from ours");
        s.execute("prepare q(int, text) as select * from ours where a = $1 and t <> $2");
        s.execute("execute q(3, 'it''s')");
        s.execute("deallocate q");
        s.execute("begin; declare odd no scroll cursor for select * from ours; fetch 5 from odd; close odd; commit");
        s.execute("select E'\\t\\\\ back\\'slash', U&'\\0441\\043b', '日本語 \"quoted\"\tand a tab\r\nand a windows line'");
        s.execute("select /* " + "long ".repeat(4_000) + " */ 1");
        s.execute("listen news");
        s.execute("notify news, 'x'");
        CopyManager copies = c.unwrap(PGConnection.class).getCopyAPI();
        copies.copyOut("copy ours to stdout", OutputStream.nullOutputStream());
        copies.copyIn("copy ours (a, t) from stdin with (format csv)", new StringReader("1001,c\n1002,d\n"));
        c.setAutoCommit(false);
        try (PreparedStatement p = c.prepareStatement("select a from ours where a > ? order by a")) {
            p.setFetchSize(10);
            p.setInt(1, 0);
            try (var rows = p.executeQuery()) {
                while (rows.next()) {
                    rows.getInt(1);
                }
            }
        }
        try (PreparedStatement p = c.prepareStatement("update ours set t = ? where a = ?")) {
            for (int i = 0; i < 7; i++) {
                p.setString(1, "b" + i);
                p.setInt(2, i);
                p.addBatch();
            }
            p.executeBatch();
        }
        long object = c.unwrap(PGConnection.class).getLargeObjectAPI().createLO();
        c.unwrap(PGConnection.class).getLargeObjectAPI().delete(object);
        c.commit();
        c.setAutoCommit(true);
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
