package dev.howdah.engine.pool.sources;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;

/** An application with two HikariCP pools that shows them over JMX; it lives until its input ends. */
public final class OtherProgram {
    private OtherProgram() {}

    public static void main(String[] args) throws SQLException, IOException {
        PrintStream out = System.out;
        try (HikariDataSource orders = pool("orders (main)", true, args);
                HikariDataSource fixed = pool("fixed", false, args);
                Connection held = orders.getConnection();
                Connection given = fixed.getConnection()) {
            given.close();
            out.println(held.isClosed() ? "closed" : "ready");
            while (System.in.read() >= 0) {
                out.flush();
            }
        }
    }

    private static HikariDataSource pool(String name, boolean suspendable, String... args) {
        HikariConfig c = new HikariConfig();
        c.setPoolName(name);
        c.setJdbcUrl(args[0]);
        c.setUsername(args[1]);
        c.setPassword(args[2]);
        c.setMaximumPoolSize(4);
        c.setConnectionTimeout(7_000);
        c.setRegisterMbeans(true);
        c.setAllowPoolSuspension(suspendable);
        return new HikariDataSource(c);
    }
}
