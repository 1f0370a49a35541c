package dev.howdah.engine.systems.trainingmonkey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reads daily loads and writes ratios: for many athletes and days at once, or for one of each. Stateless. */
public final class AcwrTable {
    private static final String COLUMNS = "user_id, day, load, acute, chronic, ratio";

    private AcwrTable() {}

    /**
     * All athletes that fulfil a condition, all days from first to last, in the caller's transaction; the rows written.
     *
     * @param condition on {@code trainingmonkey.users}, named by {@code id}
     */
    public static long batch(Connection c, String condition, LocalDate first, LocalDate last, Acwr acwr) throws SQLException {
        LocalDate from = first.minusDays(acwr.chronicDays() - 1L);
        int before = acwr.chronicDays() - 1;
        int days = (int) ChronoUnit.DAYS.between(from, last) + 1;
        List<Long> users = new ArrayList<>();
        List<double[]> loads = new ArrayList<>();
        read(c, condition, from, last, days, users, loads);
        if (users.isEmpty()) {
            return 0;
        }
        delete(c, users, first, last);
        return AcwrRows.send(c, out -> {
            for (int u = 0; u < users.size(); u++) {
                for (int d = before; d < days; d++) {
                    out.row(users.get(u), from.plusDays(d), acwr.at(loads.get(u), d));
                }
            }
        });
    }

    /** One athlete, one day, as a loop of a simple program would do it. */
    public static void one(Connection c, long user, LocalDate day, Acwr acwr) throws SQLException {
        double[] loads = new double[acwr.chronicDays()];
        LocalDate from = day.minusDays(loads.length - 1L);
        try (PreparedStatement s = c.prepareStatement("SELECT day, sum(training_load) FROM trainingmonkey.activities"
                + " WHERE user_id = ? AND day BETWEEN ? AND ? GROUP BY day")) {
            s.setLong(1, user);
            s.setObject(2, from);
            s.setObject(3, day);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    loads[(int) ChronoUnit.DAYS.between(from, r.getObject(1, LocalDate.class))] = r.getDouble(2);
                }
            }
        }
        Acwr.Result result = acwr.at(loads, loads.length - 1);
        try (PreparedStatement s = c.prepareStatement("INSERT INTO trainingmonkey.acwr_results (" + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (user_id, day) DO UPDATE SET load = excluded.load,"
                + " acute = excluded.acute, chronic = excluded.chronic, ratio = excluded.ratio")) {
            s.setLong(1, user);
            s.setObject(2, day);
            s.setDouble(3, result.load());
            s.setDouble(4, result.acute());
            s.setDouble(5, result.chronic());
            s.setObject(6, Double.isNaN(result.ratio()) ? null : result.ratio(), java.sql.Types.DOUBLE);
            s.executeUpdate();
        }
    }

    private static void read(Connection c, String condition, LocalDate from, LocalDate last, int days, List<Long> users,
            List<double[]> loads) throws SQLException {
        String sql = "SELECT u.id, a.day - ? AS n, a.load FROM (SELECT id FROM trainingmonkey.users WHERE " + condition
                + ") u LEFT JOIN (SELECT user_id, day, sum(training_load) AS load FROM trainingmonkey.activities"
                + " WHERE day BETWEEN ? AND ? AND user_id IN (SELECT id FROM trainingmonkey.users WHERE " + condition
                + ") GROUP BY user_id, day) a ON a.user_id = u.id ORDER BY u.id";
        try (PreparedStatement s = c.prepareStatement(sql)) {
            s.setObject(1, from);
            s.setObject(2, from);
            s.setObject(3, last);
            s.setFetchSize(10_000);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    long user = r.getLong(1);
                    if (users.isEmpty() || users.getLast() != user) {
                        users.add(user);
                        loads.add(new double[days]);
                    }
                    int day = r.getInt(2);
                    if (!r.wasNull()) {
                        loads.getLast()[day] = r.getDouble(3);
                    }
                }
            }
        }
    }

    private static void delete(Connection c, List<Long> users, LocalDate first, LocalDate last) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(
                "DELETE FROM trainingmonkey.acwr_results WHERE user_id = ANY (?) AND day BETWEEN ? AND ?")) {
            s.setArray(1, c.createArrayOf("bigint", users.toArray()));
            s.setObject(2, first);
            s.setObject(3, last);
            s.executeUpdate();
        }
    }
}
